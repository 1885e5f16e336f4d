"""Korea's procedures, and a copy of its pack to break."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from madang.rules.clock.service import Clock, load_clock
from madang.rules.procedures.service import Procedures, load_procedures
from madang.rules.service import KOREA, Rulebook, load_rulebook


@cache
def clock() -> Clock:
    return load_clock(KOREA)


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def korea() -> Procedures:
    return load_procedures(KOREA, rulebook(), clock())


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    """What procedures read of the pack, one text in one file replaced."""
    for name in ("procedures", "certificates", "agencies"):
        shutil.copytree(KOREA / name, folder / name)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
