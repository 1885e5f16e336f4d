"""A pack that was taken in, and one that was left out with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from madang.rules.loading.service import Pack
from madang.rules.model import Label, Place
from madang.rules.problems import Problem, ProblemsFound

MOST_SHOWN = 300
"""Characters of one problem's line: a hostile file may put a page into a name."""


@dataclass(frozen=True, slots=True)
class RegionalPack:
    """What a folder adds. area: codes of the 시·도 and 시·군·구 it is for; where: how people call them.

    of_home: whether the operator put it there; else it came with the product. cases: the files of worked cases by their
    path in the pack, not yet read (regional/worked.py).
    """

    pack: Pack
    folder: Path
    area: tuple[str, ...]
    where: Label
    of_home: bool = field(default=False)
    cases: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Its name, and the folder's."""
        return self.pack.id


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A folder whose pack is not in the rulebook, and why."""

    folder: Path
    found: ProblemsFound

    @property
    def place(self) -> Place | None:
        """Where the first problem stands."""
        return self.found.problems[0].place

    def lines(self, language: str) -> list[str]:
        """One line for each problem, `folder/file:line: message`, in "ko" or "en"."""
        return [_line(self.folder.name, problem, language) for problem in self.found.problems]


def _line(folder: str, problem: Problem, language: str) -> str:
    text = problem.text(language)
    if problem.place is None:
        return f"{folder}: {text}"[:MOST_SHOWN]
    return (text if text.startswith(f"{folder}/") else f"{folder}/{text}")[:MOST_SHOWN]
