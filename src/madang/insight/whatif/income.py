"""What ranks residents from poor to rich: the pack's measure of current income, from the columns of a chunk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from madang.rules.columns.service import Chunk, FactColumn
from madang.rules.service import KOREA, Label, Rulebook

Won = NDArray[np.int64]
ABSENT = -(2**62)
"""Every cell below says that there is no figure, or that it is not known: counted as nothing."""


@dataclass(frozen=True, slots=True)
class IncomeMeasure:
    """The facts that make up a year's income, on their time bases."""

    label: Label
    columns: tuple[FactColumn, ...]

    def of(self, chunk: Chunk) -> Won:
        """Won a year of each person (int64[n])."""
        total = np.zeros(chunk.persons, dtype=np.int64)
        for column in self.columns:
            figures = chunk.facts[column]
            total += np.where(figures > ABSENT, figures, 0)
        return total


def read_measure(rulebook: Rulebook, path: Path = KOREA / "measures" / "current_income.yaml") -> IncomeMeasure:
    """The measure in a pack's file; a fact of the vocabulary that is no flow of money is a KeyError."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    bases = {"month": ("average", 12), "year": ("year", -1)}
    facts = rulebook.pack.facts
    columns = tuple((name, bases[facts[name].time]) for name in told["facts"])
    return IncomeMeasure(Label(**told["label"]), columns)
