"""The door of legal grounds: load a pack's, ask which carries a field, find what has none."""

from __future__ import annotations

from functools import cache

from madang.rules.grounds.coverage import Uncovered, uncovered
from madang.rules.grounds.model import ASKED, KINDS, ROLES, GroundLine, Grounds, Information, Purpose, Still
from madang.rules.grounds.reading import load_grounds
from madang.rules.service import KOREA, installed_rulebook

__all__ = [
    "ASKED",
    "KINDS",
    "ROLES",
    "GroundLine",
    "Grounds",
    "Information",
    "Purpose",
    "Still",
    "Uncovered",
    "grounds",
    "load_grounds",
    "uncovered",
]


@cache
def grounds() -> Grounds:
    """The Korean pack's, read once."""
    return load_grounds(KOREA, installed_rulebook().pack.services)
