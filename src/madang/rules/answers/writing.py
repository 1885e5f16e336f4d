"""Answers as JSON (schema/answer.schema.json): decimals as numbers where whole, as text where not; dates ISO."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.rules.answers.model import Answer, ClauseAnswer, ComponentAnswer, ValueUsed
from madang.rules.asking.questions import Question
from madang.rules.model import FactDefinition, Label
from madang.rules.reckoning.uncertain import FactKey


def answer_to_dict(answer: Answer, question: Question | None = None) -> dict[str, Any]:
    """The answer as a JSON-ready dict, keys in the order of the schema; the question, if this service waits for it."""
    found: dict[str, Any] = {
        "service": answer.service,
        "label": _label(answer.label),
        "agency": answer.agency,
        "date": answer.date.isoformat(),
        "unit": list(answer.unit),
        "perhaps": list(answer.perhaps),
        "status": answer.status,
    }
    if answer.amount is not None:
        found["amount"] = {"low": answer.amount.low, "high": answer.amount.high, "per": answer.amount.per}
    found |= {
        "components": [_component(part) for part in answer.components],
        "recipients": list(answer.recipients),
        "period": {"from": answer.period[0].isoformat(), "to": answer.period[1].isoformat()},
        "clauses": [_clause(clause) for clause in answer.clauses],
        "missing": [_key(key) for key in answer.missing],
        "next_question": _key(question.key) if question is not None and answer.service in question.services else None,
        "certainty": answer.certainty,
        "closure": answer.closure,
        "notes": [{"id": note.id, **_label(note.text)} for note in answer.notes],
    }
    return found


def fact_to_dict(fact: FactDefinition) -> dict[str, Any]:
    """A fact of the vocabulary as JSON."""
    return {
        "name": fact.name,
        "entity": fact.entity,
        "type": fact.type,
        "unit": fact.unit,
        "time": fact.time,
        "labels": _label(fact.label),
        "question": _label(fact.question) if fact.question else None,
        "grade": fact.grade,
        "sources": [{"agency": source.agency, "field": source.field} for source in fact.sources],
        "ground": fact.ground,
        "choices": [{"value": choice.value, **_label(choice.label)} for choice in fact.choices],
        "low": fact.low,
        "high": fact.high,
    }


def _label(label: Label) -> dict[str, str]:
    return {"ko": label.ko, "en": label.en}


def _key(key: FactKey) -> dict[str, str]:
    return {"fact": key[0], "entity": key[1]}


def _component(part: ComponentAnswer) -> dict[str, Any]:
    found: dict[str, Any] = {"id": part.id, "label": _label(part.label), "low": part.low, "high": part.high}
    if part.law:
        found["law"] = part.law
    if part.person:
        found["person"] = part.person
    return found


def _clause(clause: ClauseAnswer) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": clause.id,
        "holds": clause.holds,
        "label": _label(clause.label),
        "law": clause.law,
        "stage": clause.stage,
        "values": [_value(value) for value in clause.values],
    }
    if clause.moot:
        found["moot"] = True
    if clause.change is not None:
        found["change"] = _label(clause.change)
    if clause.fault is not None:
        found["fault"] = _label(clause.fault)
    return found


def _value(used: ValueUsed) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": used.kind,
        "name": used.name,
        "label": _label(used.label),
        "value": plain(used.value),
    }
    if used.open:
        found |= {"open": True, "low": plain(used.low), "high": plain(used.high)}
    for name in ("entity", "unit", "law", "source", "certainty"):
        if getattr(used, name) is not None:
            found[name] = getattr(used, name)
    if used.as_of is not None:
        found["as_of"] = used.as_of.isoformat()
    if used.values:
        found["values"] = [_value(inner) for inner in used.values]
    return found


def plain(value: Any) -> Any:
    """A FEEL value as JSON."""
    if isinstance(value, Decimal):
        return (
            int(value) if value == value.to_integral_value() and value.is_finite() else format(value.normalize(), "f")
        )
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, bool, int)) or value is None else str(value)
