"""Puts a fault in and runs the worked cases of the services that read what it spoils."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

from madang.rules.answers.closure import closure_on
from madang.rules.binding.assembly import bind_kept
from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.covering import cases_of, day_of
from madang.rules.book.figures import lasts_until
from madang.rules.cases import Case, run_case
from madang.rules.problems import ProblemsFound
from tests.rule_faults.fault import Fault, faults_of
from tests.rule_faults.feel_faults import WIDE

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
FAULTS = Path(__file__).with_name("faults.txt")
Cases = dict[str, tuple[Case, ...]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a fault: caught (by which case, and what differed), UNCAUGHT, or no fault: it does not bind, or
    it is the same in every answer."""

    fault: Fault
    service: str
    verdict: str
    case: str = ""
    differs: str = ""


def equivalent(path: Path = EQUIVALENT) -> dict[str, tuple[str, str]]:
    """Fault → (what stands in the rulebook with it, why no answer can change by it)."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {entry["id"]: (entry["becomes"], entry["why"]) for entry in found["equivalent"]}


def listed(path: Path = FAULTS) -> list[tuple[str, str]]:
    """(service, fault) of each line."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = [line.split(" ", 1) for line in lines if line and not line.startswith("#")]
    return [(service, id) for service, id in pairs]


def cases_by_service(rulebook: Rulebook) -> Cases:
    """The cases of every service that has any."""
    found = {id: cases_of(id) for id in rulebook.pack.services}
    return {id: cases for id, cases in found.items() if cases}


def chosen(rulebook: Rulebook, cases: Cases, seed: int, each: int, *, wide: bool = False) -> list[tuple[str, Fault]]:
    """`each` faults for every service with cases, as different in kind as there are; no fault twice.

    Only what a case of the service looks at: figures that are in force on the day of one. wide: of every kind.
    """
    draw = random.Random(seed)
    excused = equivalent()
    by_service: dict[str, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for fault in faults_of(rulebook.pack):
        if fault.id not in excused and (wide or fault.kind not in WIDE):
            for service in readers(rulebook, fault, cases):
                by_service[service][fault.kind].append(fault)
    taken: set[str] = set()
    found = []
    for service in cases:
        kinds = by_service[service]
        found += [(service, fault) for fault in _drawn(draw, kinds, each, taken)]
    return found


def readers(rulebook: Rulebook, fault: Fault, cases: Cases) -> list[str]:
    """The services with cases that rest on what is spoiled, on the day of one of their cases."""
    kind, name = fault.reads
    if kind == "service":
        return [name] if name in cases else []
    found = []
    for id, held in cases.items():
        reach = rulebook.reach_of_service(rulebook.pack.services[id])
        names = {"derived": reach.derived, "unit": reach.units, "parameter": reach.parameters}[kind]
        if name in names and (fault.on is None or any(_in_force(rulebook, fault, case) for case in held)):
            found.append(id)
    return found


def tried(rulebook: Rulebook, service: str, fault: Fault, cases: Cases) -> Tried:
    """The first case that gives something else than the law; first those of the service it was drawn for."""
    try:
        spoilt = bind_kept(fault.into(), rulebook.regions)
    except ProblemsFound:
        return Tried(fault, service, "does not bind")
    order = [service, *(id for id in readers(rulebook, fault, cases) if id != service)]
    if all(_same(rulebook, spoilt, id) for id in order):
        return Tried(fault, service, "the same")
    for id in order:
        for case in cases[id]:
            differs = _differs(spoilt, case)
            if differs:
                return Tried(fault, service, "caught", f"{id}/{case.id}", differs)
    return Tried(fault, service, "UNCAUGHT")


def _differs(rulebook: Rulebook, case: Case) -> str:
    try:
        return "; ".join(run_case(rulebook, case)[1])
    except (ArithmeticError, KeyError, TypeError, ValueError) as broken:
        return f"{type(broken).__name__}: {broken}"


def _same(rulebook: Rulebook, spoilt: Rulebook, service: str) -> bool:
    """Whether the closure is the same on every day on which something begins or ends, and on the days before: then
    nothing an answer rests on is another."""
    turns = {*rulebook.turning_days(), *spoilt.turning_days()}
    one, other = rulebook.pack.services[service], spoilt.pack.services[service]
    days = turns | {day - dt.timedelta(days=1) for day in turns}
    return all(closure_on(rulebook, one, day) == closure_on(spoilt, other, day) for day in days)


def _in_force(rulebook: Rulebook, fault: Fault, case: Case) -> bool:
    assert fault.on is not None
    parameter = rulebook.pack.parameters[fault.reads[1]]
    return fault.on.start <= day_of(case) <= lasts_until(parameter, fault.on)


def _drawn(draw: random.Random, kinds: dict[str, list[Fault]], each: int, taken: set[str]) -> list[Fault]:
    """One of each kind in turn, until there are enough or none is left."""
    waiting = {kind: draw.sample(faults, len(faults)) for kind, faults in sorted(kinds.items())}
    order = draw.sample(sorted(waiting), len(waiting))
    found: list[Fault] = []
    while len(found) < each and any(waiting.values()):
        for kind in order:
            while waiting[kind] and len(found) < each:
                fault = waiting[kind].pop()
                if fault.id not in taken:
                    taken.add(fault.id)
                    found.append(fault)
                    break
    return found
