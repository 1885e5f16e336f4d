"""A rulebook with files laid over those of the installed pack, and the worked cases that go with it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.canonical import digest
from madang.rules.cases import Case, case_of, faults_of
from madang.rules.installed import installed_packs, load_rulebook
from madang.rules.loading.service import Item, read_yaml
from madang.rules.model import Label, Place
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


def cases_in(text: str, path: str) -> list[Case]:
    """The worked cases of one file. Raises ProblemsFound: what cannot be read, no list of cases, one without source."""
    root = read_yaml(text, path)
    entries = root.value.get("cases") if isinstance(root.value, dict) else None
    service = root.value.get("service") if isinstance(root.value, dict) else None
    if entries is None or service is None or not isinstance(entries.value, list) or not service.text:
        raise ProblemsFound([_problem("no_cases", root.place, "service와 cases 목록이 있어야 합니다.",
                                      "there must be `service` and a list `cases`")])  # fmt: skip
    found: list[Case] = []
    problems: list[Problem] = []
    for entry in entries.value:
        told = plain(entry)
        if not isinstance(told, dict) or not {"id", "family", "expect"} <= told.keys():
            problems.append(_problem("case_incomplete", entry.place, "사례에 id, family, expect가 있어야 합니다.",
                                     "a case has `id`, `family` and `expect`"))  # fmt: skip
            continue
        case = case_of(service.text, told)
        problems += faults_of(case, str(entry.place))
        found.append(case)
    if problems:
        raise ProblemsFound(problems)
    return found


def plain(item: Item) -> Any:
    """What an item says as plain values: whole numbers as int, others as Decimal."""
    value = item.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value


def _problem(code: str, place: Place, ko: str, en: str) -> Problem:
    return Problem(code, Label(ko, en), place)
