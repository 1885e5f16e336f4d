"""The red lines of the build: no paper without its mapping, no question about what an agency holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import nearest_hint
from madang.rules.model import FactDefinition
from madang.rules.problems import Problems
from madang.rules.procedures.records import Ask, Paper, Procedure

Held = Mapping[str, frozenset[str]]


def check(procedure: Procedure, rulebook: Rulebook, held: Held, problems: Problems) -> None:
    """What one procedure says against the vocabulary, the agencies' contracts and the service it belongs to."""
    facts = rulebook.pack.facts
    for paper in procedure.papers:
        _evidence(paper, facts, held, problems)
    for ask in procedure.asks:
        _asked(ask, facts, held, problems)
    _refuse_repeated(procedure, problems)
    if procedure.service in rulebook.pack.services:
        _left_unasked(procedure, rulebook, held, problems)


def holders(fact: FactDefinition, held: Held) -> list[str]:
    """The agencies that hold a fact: named by the vocabulary, with a field that their contract has."""
    return [one.agency for one in fact.sources if one.field is not None and one.field in held.get(one.agency, ())]


def _evidence(paper: Paper, facts: Mapping[str, FactDefinition], held: Held, problems: Problems) -> None:
    for name in paper.evidence:
        fact = facts.get(name)
        if fact is None:
            problems.add(
                "unknown_fact",
                paper.place,
                f"'{paper.label.ko}'의 근거 '{name}'은(는) 어휘에 없습니다.",
                f"the evidence '{name}' of '{paper.label.en}' is no fact of the vocabulary",
                nearest_hint(name, facts),
            )
        elif not holders(fact, held):
            problems.add(
                "no_agency",
                paper.place,
                f"'{paper.label.ko}'의 근거 '{name}'을(를) 주는 기관이 없습니다.",
                f"no agency holds '{name}', the evidence of '{paper.label.en}'",
            )


def _asked(ask: Ask, facts: Mapping[str, FactDefinition], held: Held, problems: Problems) -> None:
    agencies: list[str] = []
    if ask.fact is not None:
        fact = facts.get(ask.fact)
        if fact is None:
            problems.add(
                "unknown_fact",
                ask.place,
                f"'{ask.fact}'은(는) 어휘에 없습니다.",
                f"'{ask.fact}' is no fact of the vocabulary",
                nearest_hint(ask.fact, facts),
            )
            return
        agencies = holders(fact, held)
    agencies += [agency for agency, fields in held.items() if ask.id in fields]
    if agencies:
        problems.add(
            "asked_though_held",
            ask.place,
            f"'{ask.label.ko}'은(는) {', '.join(agencies)}이(가) 가지고 있으므로 물을 수 없습니다 (전자정부법 §36①).",
            f"'{ask.label.en}' is held by {', '.join(agencies)} and may not be asked (전자정부법 §36①)",
        )


def _left_unasked(procedure: Procedure, rulebook: Rulebook, held: Held, problems: Problems) -> None:
    """A fact that the service reads and no agency holds is asked, and stands among `asks`: else the counter lies."""
    service = rulebook.pack.services[procedure.service]
    asked = {ask.fact for ask in procedure.asks}
    for name in sorted(rulebook.reach_of_service(service).facts):
        fact = rulebook.pack.facts[name]
        if fact.root is None and not holders(fact, held) and name not in asked:
            problems.add(
                "not_asked",
                procedure.place,
                f"'{name}'은(는) 가진 기관이 없는데 asks에 없습니다.",
                f"no agency holds '{name}', and it is not among asks",
            )


def _refuse_repeated(procedure: Procedure, problems: Problems) -> None:
    of = procedure
    for group in (of.channels, of.applicants, of.appeals, of.papers, of.asks):
        for id, times in Counter(one.id for one in group).items():
            if times > 1:
                problems.add("duplicate_name", of.place, f"'{id}'이(가) 두 번 나옵니다.", f"'{id}' is given twice")
