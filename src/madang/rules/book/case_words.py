"""Where an answer differs from what a worked case expects, in words of either language."""

from __future__ import annotations

from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.words import value_words, words
from madang.rules.cases import NO_SUCH_CLAUSE, Difference
from madang.rules.model import Label, ServiceDefinition

_statuses = {
    "eligible": Label("받을 수 있음", "eligible"),
    "ineligible": Label("받을 수 없음", "not eligible"),
    "unknown": Label("아직 모름", "not known yet"),
}
_holds = {True: Label("맞음", "met"), False: Label("맞지 않음", "not met"), None: Label("아직 모름", "not known yet")}
_none = Label("없음", "none")
_heads = {
    "status": Label("답", "Answer"),
    "amount": Label("금액", "Amount"),
    "recipients": Label("받는 사람", "Recipients"),
    "clause": Label("조건", "Condition"),
    "component": Label("금액의 부분", "Part of the amount"),
    "derived": Label("계산값", "Value worked out"),
}


def difference_words(rulebook: Rulebook, service: ServiceDefinition, found: Difference) -> Label:
    """One difference: what it is about by its label, what the case expects, and what comes out."""
    return Label(*(_said(rulebook, service, found, language) for language in ("ko", "en")))


def _said(rulebook: Rulebook, service: ServiceDefinition, found: Difference, language: str) -> str:
    korean = language == "ko"
    name = words(_label(rulebook, service, found), language)
    if found.kind == "missing":
        return f"'{name}': 물어야 하는데 묻지 않음" if korean else f"'{name}' should be asked for and is not"
    head = words(_heads[found.kind], language) + (f" '{name}'" if name else "")
    kind = _kind(rulebook, found)
    wanted, got = (_value(found.kind, one, kind, language) for one in (found.wanted, found.got))
    said = f"사례에서는 {wanted}, 나온 답은 {got}" if korean else f"the case expects {wanted}, got {got}"
    return f"{head}: {said}"


def _label(rulebook: Rulebook, service: ServiceDefinition, found: Difference) -> Label:
    """What it is about; its name where nothing of that name is defined."""
    labels: dict[str, dict[str, Label | None]] = {
        "clause": {one.id: one.label for one in service.clauses},
        "component": {one.id: one.label for one in service.components},
        "derived": {one: rulebook.derived[one][0].label for one in (found.name,) if one in rulebook.derived},
        "missing": {one: rulebook.pack.facts[one].label for one in (found.name,) if one in rulebook.pack.facts},
    }
    return labels.get(found.kind, {}).get(found.name) or Label(found.name, found.name)


def _kind(rulebook: Rulebook, found: Difference) -> str:
    """The type of the values."""
    if found.kind == "derived":
        return rulebook.derived[found.name][0].type or ""
    return "money" if found.kind in ("amount", "component") else ""


def _value(what: str, value: Any, kind: str, language: str) -> str:
    if isinstance(value, Label):  # why it could not be worked out
        return words(value, language)
    if what == "status" and value in _statuses:
        return words(_statuses[value], language)
    if what == "clause":
        if value == NO_SUCH_CLAUSE:
            return "그런 조건 없음" if language == "ko" else NO_SUCH_CLAUSE
        return words(_holds[value], language) if value is None or isinstance(value, bool) else str(value)
    if value is None or value == []:
        return words(_none, language)
    if what == "recipients":
        return ", ".join(map(str, value))
    return _range(value, kind, language) if isinstance(value, list) and len(value) == 2 else str(value)


def _range(ends: list[Any], kind: str, language: str) -> str:
    low, high = (value_words(one, kind, language) for one in ends)
    if ends[0] == ends[1]:
        return low
    if ends[1] is None:
        return f"{low} 이상" if language == "ko" else f"{low} or more"
    return f"{low} – {high}"
