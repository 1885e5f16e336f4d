"""A fault as data: in which file, which text becomes which, and the tests that are to notice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

FAULTS = Path(__file__).with_name("faults.yaml")


class StaleFault(Exception):
    """The text a fault replaces is not there exactly once: the code moved on, and the fault proves nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One seeded fault. part: rules, engine or house; file: below src/madang; tests: a group; only: for -k."""

    id: str
    part: str
    about: str
    file: str
    old: str
    new: str
    tests: str
    only: str = ""

    def spoiled(self, source: Path) -> str:
        """The text of the file with the fault in it. Raises StaleFault."""
        text = (source / self.file).read_text(encoding="utf-8")
        times = text.count(self.old)
        if times != 1:
            raise StaleFault(f"{self.id}: {self.file} holds the text {times} times, not once")
        return text.replace(self.old, self.new)


def load_faults(path: Path = FAULTS) -> tuple[dict[str, list[str]], list[Fault]]:
    """(groups of tests by name, each a list of paths below src/madang; the faults in the order of the file)."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data["tests"], [Fault(**entry) for entry in data["faults"]]
