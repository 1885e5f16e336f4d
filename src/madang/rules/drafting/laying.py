"""A rulebook with files laid over those of the installed pack, and the worked cases that go with it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from functools import lru_cache

from madang.rules.binding.rulebook import Rulebook
from madang.rules.canonical import digest
from madang.rules.cases import Case, cases_in
from madang.rules.installed import installed_packs, load_rulebook
from madang.rules.problems import Problem, ProblemsFound

MOST_KEPT = 3
"""Rulebooks remembered, tens of megabytes each: what was examined is released, and what is released is read."""
MOST_FILES = 128
"""Files of worked cases remembered: there is about one for each service."""
_kept: OrderedDict[str, Rulebook] = OrderedDict()
_keeping = threading.Lock()


def laid_over(files: Mapping[str, str]) -> Rulebook:
    """The rulebook of the installed packs with these texts in the place of their files, or beside them.

    Raises ProblemsFound with every fault by file and line. The same files again give the same rulebook for a while.
    """
    key = digest(dict(files))
    with _keeping:
        found = _kept.pop(key, None) or _read(files)
        _kept[key] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _read(files: Mapping[str, str]) -> Rulebook:
    return load_rulebook(installed_packs(), laid=files)


def cases_among(files: Mapping[str, str], services: Collection[str]) -> list[Case]:
    """The worked cases of some services, out of the texts of a pack. Raises ProblemsFound naming file and line."""
    found: list[Case] = []
    problems: list[Problem] = []
    for path, text in files.items():
        if path.startswith("cases/"):
            try:
                found += [case for case in _cases_once(text, path) if case.service in services]
            except ProblemsFound as wrong:
                problems += wrong.problems
    if problems:
        raise ProblemsFound(problems)
    return found


@lru_cache(maxsize=MOST_FILES)
def _cases_once(text: str, path: str) -> tuple[Case, ...]:
    """Of one text, read once: whoever examines a draft twice has changed few of the files."""
    return tuple(cases_in(text, path))
