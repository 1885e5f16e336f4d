"""What the packs that are installed say, read from their folders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from madang.rules.binding.assembly import bind_pack
from madang.rules.binding.rulebook import Rulebook
from madang.rules.cases import Case
from madang.rules.cases import load_cases as _load_cases
from madang.rules.loading.service import load_pack, merge
from madang.rules.regions import Regions

KOREA = Path(__file__).resolve().parents[1] / "packs" / "korea"


def load_rulebook(folders: Sequence[Path] = (KOREA,)) -> Rulebook:
    """The rulebook of one or more packs, the base first. Raises ProblemsFound naming file and line."""
    packs = [load_pack(folder) for folder in folders]
    regions = Regions.load(folders[0] / "regions")
    return bind_pack(packs[0] if len(packs) == 1 else merge(packs), regions)


@cache
def installed_rulebook() -> Rulebook:
    """The Korean pack's, read once in a process and shared by all its rooms and threads: it is frozen, and what one
    has worked out of its expressions the others need not work out again. ProblemsFound."""
    return load_rulebook()


def load_regions(folder: Path = KOREA) -> Regions:
    """The table of regions of a pack. Raises ProblemsFound."""
    return Regions.load(folder / "regions")


def load_cases(folder: Path = KOREA) -> list[Case]:
    """The worked cases of a pack. Raises ProblemsFound for one without provenance."""
    return _load_cases(folder)
