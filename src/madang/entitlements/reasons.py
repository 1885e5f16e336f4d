"""Why one answer differs from another: clauses that turned, and the facts and figures that are other ones now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from madang.rules.service import Answer, ClauseAnswer, Label, ValueUsed, plain


def reasons_between(before: Answer, after: Answer) -> dict[str, Any]:
    """{clauses: [{id, label, law, before, after}], values: [{kind, name, entity, …, before, after}]}, JSON-ready.

    clauses: those whose verdict turned (true, false, null while unknown; null where there was no such clause); not
    those that say nothing themselves, because an earlier one found nobody.
    values: facts, figures and worked-out values that an explanation names and that are other ones; with law and unit.
    """
    return {"clauses": list(_clauses(before, after)), "values": list(_values(before, after))}


def _clauses(before: Answer, after: Answer) -> Iterator[dict[str, Any]]:
    then, now = ({clause.id: clause for clause in answer.clauses} for answer in (before, after))
    for id in dict.fromkeys([*then, *now]):
        old, new = then.get(id), now.get(id)
        if _verdict(old) != _verdict(new) and not any(one is not None and one.moot for one in (old, new)):
            shown = new or old
            assert shown is not None
            yield {
                "id": id, "label": _label(shown.label), "law": shown.law, "before": _verdict(old),
                "after": _verdict(new),
            }  # fmt: skip


def _verdict(clause: ClauseAnswer | None) -> bool | None:
    return None if clause is None else clause.holds


def _values(before: Answer, after: Answer) -> Iterator[dict[str, Any]]:
    then, now = _used(before), _used(after)
    for key in dict.fromkeys([*then, *now]):
        old, new = then.get(key), now.get(key)
        if _shown(old) != _shown(new):
            shown = new or old
            assert shown is not None
            yield {
                "kind": shown.kind, "name": shown.name, "entity": shown.entity, "label": _label(shown.label),
                "law": shown.law, "unit": shown.unit, "before": _shown(old), "after": _shown(new),
            }  # fmt: skip


def _used(answer: Answer) -> dict[tuple[str, str, str | None], ValueUsed]:
    """Every value of the explanation that says something by itself, each once, in reading order."""
    found: dict[tuple[str, str, str | None], ValueUsed] = {}
    for used in _flat(value for clause in answer.clauses for value in clause.values):
        if used.label.ko:
            found.setdefault((used.kind, used.name, used.entity), used)
    return found


def _flat(values: Iterable[ValueUsed]) -> Iterator[ValueUsed]:
    for value in values:
        yield value
        yield from _flat(value.values)


def _shown(used: ValueUsed | None) -> Any:
    """The value; where it is open, the ends it lies between."""
    if used is None:
        return None
    return {"low": plain(used.low), "high": plain(used.high)} if used.open else plain(used.value)


def _label(label: Label) -> dict[str, str]:
    return {"ko": label.ko, "en": label.en}
