"""Worked cases: families with the answer that the law gives, beside the rules and written by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from madang.rules.answers.answering import answer
from madang.rules.answers.failing import fault_label
from madang.rules.answers.model import Answer
from madang.rules.answers.writing import plain
from madang.rules.binding.rulebook import Rulebook
from madang.rules.family.service import family_from_dict
from madang.rules.loading.service import Item, read_yaml
from madang.rules.model import Label, Place
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.uncertain import bounds
from madang.rules.reckoning.world import Reckoning

KINDS = frozenset({"threshold", "one_above", "branch", "year_change", "unknown", "quoted", "typical"})
MOST_ITEMS = 1_000_000
"""Keys and values of one file."""
NO_SUCH_CLAUSE = "no such clause"
PROVENANCES = frozenset({"derived", "quoted"})
_loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case. `derivation` is the arithmetic with its articles; `source` where a quoted one stands.

    place: where it is written, for one that was read out of a text (:func:`cases_in`).
    """

    service: str
    id: str
    about: str
    kind: str
    provenance: str
    source: str
    derivation: str
    family: Mapping[str, Any]
    expect: Mapping[str, Any]
    place: Place | None = field(default=None, compare=False)


def load_cases(folder: Path) -> list[Case]:
    """Every case in `folder/cases/*.yaml`. Raises ProblemsFound for a case without provenance or derivation."""
    found: list[Case] = []
    problems: list[Problem] = []
    for file in sorted((folder / "cases").glob("*.yaml")):
        try:
            found.extend(read_cases(file))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
    if problems:
        raise ProblemsFound(problems)
    return found


def read_cases(file: Path) -> list[Case]:
    """The cases of one file. Raises ProblemsFound for a case without provenance or derivation."""
    document = yaml.load(file.read_text(encoding="utf-8"), Loader=_loader)  # noqa: S506 - the safe one, in C
    found = [case_of(document["service"], entry) for entry in document["cases"]]
    problems = [problem for case in found for problem in faults_of(case, file.name)]
    if problems:
        raise ProblemsFound(problems)
    return found


def cases_in(text: str, path: str, most_items: int = MOST_ITEMS) -> list[Case]:
    """The worked cases of one file. Raises ProblemsFound: what cannot be read, no list of cases, one without source."""
    root = read_yaml(text, path, most_items)
    entries = root.value.get("cases") if isinstance(root.value, dict) else None
    service = root.value.get("service") if isinstance(root.value, dict) else None
    if entries is None or service is None or not isinstance(entries.value, list) or not service.text:
        raise ProblemsFound([_problem("no_cases", root.place, "service와 cases 목록이 있어야 합니다.",
                                      "there must be `service` and a list `cases`")])  # fmt: skip
    found: list[Case] = []
    problems: list[Problem] = []
    for entry in entries.value:
        told = plain_of(entry)
        if not isinstance(told, dict) or not {"id", "family", "expect"} <= told.keys():
            problems.append(_problem("case_incomplete", entry.place, "사례에 id, family, expect가 있어야 합니다.",
                                     "a case has `id`, `family` and `expect`"))  # fmt: skip
            continue
        case = case_of(service.text, told, entry.place)
        problems += faults_of(case, str(entry.place))
        found.append(case)
    if problems:
        raise ProblemsFound(problems)
    return found


def plain_of(item: Item) -> Any:
    """What an item says as plain values: whole numbers as int, others as Decimal."""
    value = item.value
    if isinstance(value, dict):
        return {key: plain_of(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain_of(entry) for entry in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value


def _problem(code: str, place: Place, ko: str, en: str) -> Problem:
    return Problem(code, Label(ko, en), place)


def case_of(service: str, entry: Mapping[str, Any], place: Place | None = None) -> Case:
    """One entry of a file's `cases:`; KeyError without id, family or expect."""
    return Case(
        service,
        entry["id"],
        entry.get("about", ""),
        entry.get("kind", ""),
        entry.get("provenance", ""),
        str(entry.get("source", "")),
        entry.get("derivation", ""),
        entry["family"],
        entry["expect"],
        place,
    )


def faults_of(case: Case, file: str) -> list[Problem]:
    """What a case lacks to be one. file: where it stands, for the message."""
    lacking = [
        name
        for name, fine in (
            ("kind", isinstance(case.kind, str) and case.kind in KINDS),
            ("provenance", isinstance(case.provenance, str) and case.provenance in PROVENANCES),
            ("source", bool(case.source)),
            ("derivation", bool(case.derivation)),
        )
        if not fine
    ]
    return [
        Problem(
            "case_incomplete", Label(f"{file}: {case.id}: {name}이(가) 없습니다", f"{file}: {case.id}: no valid {name}")
        )
        for name in lacking
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an answer is not what a case expects; as text one short line for whoever writes rules.

    kind: status, amount, clause, component, missing (a fact that is not asked for), recipients or derived. name: of
    the clause, component, fact or value. got: a Label says why a value could not be worked out.
    """

    kind: str
    name: str
    wanted: Any
    got: Any

    def __str__(self) -> str:
        if self.kind == "missing":
            return f"missing: {self.name} is not asked for"
        if isinstance(self.got, Label):
            return f"{self.kind} {self.name}: {self.got.ko} / {self.got.en}"
        return f"{f'{self.kind} {self.name}'.rstrip()}: expected {self.wanted!r}, got {self.got!r}"


def run_case(rulebook: Rulebook, case: Case) -> tuple[Answer, list[str]]:
    """The answer, and every difference from what the case expects, each as one line."""
    found, differences = differences_of(rulebook, case)
    return found, [str(one) for one in differences]


def differences_of(rulebook: Rulebook, case: Case) -> tuple[Answer, list[Difference]]:
    """The answer, and every difference from what the case expects."""
    family = family_from_dict(case.family, rulebook.pack, rulebook.regions, default_date=dt.date(2026, 1, 1))
    reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
    service = rulebook.pack.services[case.service]
    found = answer(reckoning, service, explain=False)
    differences = list(_compared(case.expect, found))
    for name, wanted in case.expect.get("derived", {}).items():
        definition = rulebook.derived[name][0]
        person = reckoning.applicant if definition.entity == "person" else None
        try:
            value = reckoning.derived(name, person, reckoning.scope_of(service.unit))
        except FAULTS as fault:
            label = fault_label(reckoning, fault)
            differences.append(Difference("derived", name, _wanted_range(wanted), label))
            continue
        differences += _difference(
            "derived", _wanted_range(wanted), [plain(end) for end in bounds(value) or (value, value)], name
        )
    return found, differences


def differing(rulebook: Rulebook, case: Case) -> list[Difference | Label]:
    """Every difference from what a case expects that was written by hand, whatever it is made of; in words, why it
    cannot be run."""
    if case.service not in rulebook.pack.services:
        return [Label("그런 서비스가 없습니다.", "no such service")]
    try:
        return [*differences_of(rulebook, case)[1]]
    except ProblemsFound as found:
        return [problem.message for problem in found.problems[:3]]
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        said = f"{type(error).__name__}: {error}"[:200]
        return [Label(f"사례를 읽을 수 없음: {said}", f"the case cannot be read: {said}")]


def differing_lines(rulebook: Rulebook, case: Case) -> list[str]:
    """The same, each as one short line."""
    return [f"{one.ko} / {one.en}" if isinstance(one, Label) else str(one) for one in differing(rulebook, case)]


def _compared(expect: Mapping[str, Any], found: Answer) -> list[Difference]:
    lines = _difference("status", expect.get("status", found.status), found.status)
    if "amount" in expect:
        amount = [found.amount.low, found.amount.high] if found.amount else None
        lines += _difference("amount", None if expect["amount"] is None else _wanted_range(expect["amount"]), amount)
    holds = {clause.id: clause.holds for clause in found.clauses}
    for id, wanted in expect.get("clauses", {}).items():
        lines += _difference("clause", wanted, holds.get(id, NO_SUCH_CLAUSE), id)
    totals = _totals(found)
    for id, wanted in expect.get("components", {}).items():  # 0: nothing of it is paid; null: it is not there at all
        if wanted is None:
            lines += _difference("component", None, totals.get(id), id)
        else:
            lines += _difference("component", _wanted_range(wanted), totals.get(id, [0, 0]), id)
    names = {name for name, _ in found.missing}
    lines += [Difference("missing", name, True, False) for name in expect.get("missing", []) if name not in names]
    if "recipients" in expect:
        lines += _difference("recipients", sorted(expect["recipients"]), sorted(found.recipients))
    return lines


def _totals(found: Answer) -> dict[str, list[int | None]]:
    """The lowest and the highest each component comes to for all together; None without a highest."""
    totals: dict[str, list[int | None]] = {}
    for part in found.components:
        low, high = totals.get(part.id, [0, 0])
        totals[part.id] = [(low or 0) + part.low, None if high is None or part.high is None else high + part.high]
    return totals


def _wanted_range(wanted: Any) -> list[Any]:
    return [wanted.get("low"), wanted.get("high")] if isinstance(wanted, Mapping) else [wanted, wanted]


def _difference(kind: str, wanted: Any, got: Any, name: str = "") -> list[Difference]:
    return [] if wanted == got else [Difference(kind, name, wanted, got)]
