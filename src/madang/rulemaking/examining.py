"""What a draft comes to: faults by file and line, worked cases that differ, closures by service and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from madang.rulemaking.in_force import Collides, InForce, Pair, collision, laid
from madang.rules.book.service import difference_words
from madang.rules.clock.service import load_clock
from madang.rules.drafting.service import (
    YearOfService,
    cases_among,
    laid_over,
    pack_files,
    years_of_services,
    years_without_figures,
)
from madang.rules.grounds.service import load_grounds
from madang.rules.procedures.service import load_procedures
from madang.rules.service import KOREA, Case, Label, Problem, ProblemsFound, Rulebook, differing

MOST_PROBLEMS, MOST_DIFFERING = 100, 60
Found = dict[str, Any]
"""problems: [{code, ko, en, file, line, column}]; cases: {run, differing: [{service, id, about, lines: [{ko, en}]}],
more};
years: [{service, ko, en, year, before, after, since}] of those that differ; services: ids of these."""


def examined(held: InForce, changed: Mapping[str, Pair]) -> tuple[bool, Found]:
    """(sound, what was found) of a draft over the rulebook in force. A second or two."""
    try:
        files = laid(held.files, changed)
    except Collides as collides:
        said = Problem("collides", collision(collides.path))
        return False, _found([said])
    try:
        rulebook = drafted(held, files)
        _holds_together(rulebook)
    except ProblemsFound as found:
        return False, _found(found.problems)
    years = [one for one in years_of_services(held.rulebook, rulebook) if one.differs]
    services = list(dict.fromkeys(one.service for one in years))
    problems = [problem for id in services if id in rulebook.pack.services
                for problem in years_without_figures(rulebook, id)]  # fmt: skip
    touched = {path.removeprefix("cases/").removesuffix(".yaml") for path in changed if path.startswith("cases/")}
    try:
        cases = cases_among(files, {*services, *touched})
    except ProblemsFound as found:
        return False, _found([*problems, *found.problems], years)
    lost = [id for id in held.rulebook.pack.services if id not in rulebook.pack.services]
    problems += [_lost(id) for id in lost]
    run = _run(rulebook, cases)
    sound = not problems and not run["differing"]
    return sound, _found(problems, years, run)


def drafted(held: InForce, files: Mapping[str, str]) -> Rulebook:
    """The rulebook of these files, that in force where they are the same. ProblemsFound."""
    if files == held.files:
        return held.rulebook
    pack = pack_files(KOREA)
    return laid_over({path: text for path, text in files.items() if pack.get(path) != text})


def _holds_together(rulebook: Rulebook) -> None:
    """With the parts of the pack that are not drafted: procedures and legal grounds name services. ProblemsFound."""
    load_procedures(KOREA, rulebook, load_clock(KOREA))
    load_grounds(KOREA, rulebook.pack.services)


def _lost(service: str) -> Problem:
    return Problem(
        "service_gone",
        Label(
            f"'{service}' 서비스가 없어집니다. 끝내려면 지우지 말고 to: 날짜를 적으세요.",
            f"the service '{service}' is gone; to end it write `to:` with a day and leave it there",
        ),
    )


def _run(rulebook: Rulebook, cases: Iterable[Case]) -> dict[str, Any]:
    differing, run = [], 0
    for case in cases:
        run += 1
        if lines := _differences(rulebook, case):
            differing.append({"service": case.service, "id": str(case.id)[:80], "about": str(case.about)[:200],
                              "lines": [{"ko": line.ko[:300], "en": line.en[:300]} for line in lines[:6]]})  # fmt: skip
    return {"run": run, "differing": differing[:MOST_DIFFERING], "more": max(0, len(differing) - MOST_DIFFERING)}


def _differences(rulebook: Rulebook, case: Case) -> list[Label]:
    return [
        one if isinstance(one, Label) else difference_words(rulebook, rulebook.pack.services[case.service], one)
        for one in differing(rulebook, case)
    ]


def _found(
    problems: Iterable[Problem], years: Iterable[YearOfService] = (), run: dict[str, Any] | None = None
) -> Found:
    told, said = list(problems), list(years)
    return {
        "problems": [_problem(one) for one in told[:MOST_PROBLEMS]],
        "more_problems": max(0, len(told) - MOST_PROBLEMS),
        "cases": run or {"run": 0, "differing": [], "more": 0},
        "years": [
            {"service": one.service, "ko": one.label.ko, "en": one.label.en, "year": one.year, "before": one.before,
             "after": one.after, "since": one.since.isoformat() if one.since else ""}
            for one in said
        ],
        "services": list(dict.fromkeys(one.service for one in said)),
    }  # fmt: skip


def _problem(one: Problem) -> dict[str, Any]:
    hint_ko, hint_en = (f" ({one.hint.ko})", f" ({one.hint.en})") if one.hint else ("", "")
    place = one.place
    return {
        "code": one.code, "ko": one.message.ko + hint_ko, "en": one.message.en + hint_en,
        "file": place.file if place else "", "line": place.line if place else 0, "column": place.column if place else 0,
    }  # fmt: skip
