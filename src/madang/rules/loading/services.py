"""One service file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from madang.rules.loading.fields import Fields
from madang.rules.loading.tree import Item
from madang.rules.loading.validity import Dated, refuse_overlaps
from madang.rules.loading.vocabulary import read_local_derived
from madang.rules.model import Clause, Component, DerivedDefinition, Expression, Label, Note, ServiceDefinition
from madang.rules.problems import Problems

service_kinds = frozenset({"benefit", "certificate", "report", "permit", "payment", "in_kind"})
payment_periods = frozenset({"month", "once", "year", "quarter", "none"})
D = TypeVar("D", bound=Dated)


def read_service(item: Item, problems: Problems) -> ServiceDefinition:
    """The service a file's tree says."""
    fields = Fields(item, problems)
    name = fields.identifier("service")
    per, paid_on = _gives(fields)
    amount, amount_law = _amount(fields)
    start, end = fields.validity()
    service = ServiceDefinition(
        id=name,
        kind=fields.one_of("kind", service_kinds),
        label=fields.label(),
        agency=fields.text("agency"),
        law=fields.text("law"),
        unit=fields.identifier("unit"),
        place=fields.place,
        per=per,
        clauses=tuple(_clause(entry) for entry in fields.each("clauses", required=True)),
        derived=_derived(fields),
        amount=amount,
        amount_law=amount_law,
        components=tuple(_component(entry) for entry in fields.each("components")),
        recipients=fields.optional_expression("recipients"),
        notes=_notes(fields),
        summary=fields.optional_label("summary"),
        apply=fields.optional_label("apply"),
        start=start,
        end=end,
        partial=_partial(fields),
        paid_on=paid_on,
        life_events=tuple(event.text for event in fields.items("life_events")),
        years=fields.years(),
    )
    _refuse_repeated(service, problems)
    fields.close()
    return service


def _gives(fields: Fields) -> tuple[str | None, int | None]:
    item = fields.take("gives")
    if item is None:
        return None, None
    entry = Fields(item, fields.problems)
    per = entry.one_of("per", payment_periods)
    paid_on = entry.integer("paid_on")
    if paid_on is not None and not 1 <= paid_on <= 31:
        entry.wrong(entry.entries["paid_on"], "paid_on은 1일부터 31일까지입니다.", "paid_on is a day from 1 to 31")
    entry.close()
    return (None if per == "none" else per), paid_on


def _amount(fields: Fields) -> tuple[Expression | None, str | None]:
    item = fields.take("amount")
    if item is None:
        return None, None
    if not isinstance(item.value, dict):
        return fields.expression("amount"), None
    entry = Fields(item, fields.problems)
    expression, law = entry.expression("value"), entry.text("law")
    entry.close()
    return expression, law


def _derived(fields: Fields) -> tuple[DerivedDefinition, ...]:
    item = fields.take("derived")
    return () if item is None else tuple(read_local_derived(item, fields.problems))


def _clause(fields: Fields) -> Clause:
    start, end = fields.validity()
    return Clause(
        id=fields.identifier("id"),
        when=fields.expression("when"),
        law=fields.text("law"),
        place=fields.place,
        label=fields.label(),
        stage=fields.one_of("stage", {"before", "after"}, "before"),
        start=start,
        end=end,
        change=fields.optional_label("change"),
    )


def _component(fields: Fields) -> Component:
    start, end = fields.validity()
    each = fields.optional_expression("each")
    return Component(
        id=fields.identifier("id"),
        value=fields.expression("value"),
        place=fields.place,
        label=fields.label(),
        law=fields.optional_text("law"),
        each=each,
        when=fields.optional_expression("when"),
        start=start,
        end=end,
    )


def _notes(fields: Fields) -> tuple[Note, ...]:
    return tuple(
        Note(
            id=entry.identifier("id"),
            text=Label(entry.text("ko"), entry.text("en")),
            place=entry.place,
            when=entry.optional_expression("when"),
            no_money=entry.flag("no_money"),
        )
        for entry in fields.each("notes")
    )


def _partial(fields: Fields) -> dict[str, str]:
    item = fields.take("partial")
    if item is None:
        return {}
    entry = Fields(item, fields.problems)
    return {year: entry.text(year) for year in entry.entries}


def _refuse_repeated(service: ServiceDefinition, problems: Problems) -> None:
    for name, same in grouped(service.derived, [entry.name for entry in service.derived]).items():
        refuse_overlaps(name, same, problems)
    for clauses in grouped(service.clauses, [entry.id for entry in service.clauses]).items():
        refuse_overlaps(clauses[0], clauses[1], problems)
    for components in grouped(service.components, [entry.id for entry in service.components]).items():
        refuse_overlaps(components[0], components[1], problems)


def grouped(entries: Iterable[D], names: Sequence[str]) -> dict[str, list[D]]:
    """The entries by name, in order."""
    result: dict[str, list[D]] = {}
    for entry, name in zip(entries, names, strict=True):
        result.setdefault(name, []).append(entry)
    return result
