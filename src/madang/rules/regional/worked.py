"""The worked cases of a regional pack: read within bounds, for its own services alone, and held against its rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from madang.rules.binding.rulebook import Rulebook
from madang.rules.cases import Case, cases_in, differing_lines
from madang.rules.model import Label, Place
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.regional.limits import MOST_CASE_BYTES, MOST_CASES, MOST_ITEMS
from madang.rules.regional.records import MOST_SHOWN, RegionalPack

MOST_FILES = 128
"""Files of cases that are remembered."""
MOST_DIFFERING = 20
"""Cases with another answer that are told at once; no more are run."""
TEXTS = ("id", "about", "kind", "provenance", "source", "derivation")


def worked_cases(pack: RegionalPack) -> list[Case]:
    """Every case of `cases/*.yaml`, in the order of the files. ProblemsFound by file and line: what is no case, is of a
    service of somebody else's, or is too much."""
    _few(pack, sum(len(text.encode()) for text in pack.cases.values()), MOST_CASE_BYTES, "바이트를", "bytes")
    found: list[Case] = []
    problems: list[Problem] = []
    for file, text in pack.cases.items():
        try:
            cases = _cases_once(text, f"{pack.id}/{file}")
        except ProblemsFound as wrong:
            problems += wrong.problems
            continue
        found += cases
        problems += [problem for case in cases for problem in _faults(case, pack)]
    if problems:
        raise ProblemsFound(problems)
    _few(pack, len(found), MOST_CASES, "개를", "cases")
    return found


def check_cases(rulebook: Rulebook, pack: RegionalPack) -> None:
    """ProblemsFound by file and line: a case with another answer than it expects, or one that cannot be read.

    rulebook: one in which the pack stands.
    """
    problems: list[Problem] = []
    for case in worked_cases(pack):
        if len(problems) < MOST_DIFFERING and (lines := differing_lines(rulebook, case)):
            said, id = _shown("; ".join(lines), MOST_SHOWN), _shown(case.id, 80)
            problems.append(Problem("case_differs", Label(f"사례 '{id}'의 답이 적힌 것과 다릅니다: {said}",
                                    f"the case '{id}' has another answer: {said}"), case.place))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


@lru_cache(maxsize=MOST_FILES)
def _cases_once(text: str, file: str) -> tuple[Case, ...]:
    return tuple(cases_in(text, file, MOST_ITEMS))


def _few(pack: RegionalPack, found: int, most: int, ko: str, en: str) -> None:
    if found > most:
        said = Label(f"손으로 푼 사례가 {most:,}{ko} 넘습니다.", f"the worked cases are more than {most:,} {en}")
        raise ProblemsFound([Problem("too_large", said, Place(f"{pack.id}/pack.yaml", 1))])


def _faults(case: Case, pack: RegionalPack) -> Iterator[Problem]:
    shown = _shown(case.service, 80)
    if case.service not in pack.pack.services:
        yield Problem("not_its_own", Label(f"'{shown}'은(는) 이 꾸러미의 서비스가 아닙니다.",
                                           f"'{shown}' is no service of this pack"), case.place)  # fmt: skip
    fine = {name: _is_text(getattr(case, name)) for name in TEXTS}
    fine |= {"family": _is_family(case.family), "expect": _is_expected(case.expect)}
    for name in (name for name, right in fine.items() if not right):
        yield Problem("case_incomplete", Label(f"사례의 {name}을(를) 읽을 수 없습니다.",
                                               f"`{name}` of the case cannot be read"), case.place)  # fmt: skip


def _is_text(text: object) -> bool:
    return isinstance(text, str) and text.replace("\n", "").isprintable()


def _shown(text: str, most: int) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:most])


def _is_family(family: object) -> bool:
    if not isinstance(family, dict):
        return False
    day = family.get("date", dt.date.min)
    try:
        return isinstance(day, dt.date) or bool(dt.date.fromisoformat(day))
    except (TypeError, ValueError):
        return False


def _is_expected(expect: object) -> bool:
    clauses = expect.get("clauses", {}) if isinstance(expect, dict) else None
    return isinstance(clauses, dict) and all(held is None or isinstance(held, bool) for held in clauses.values())
