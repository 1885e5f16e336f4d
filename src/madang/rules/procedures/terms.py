"""Periods of a procedure, read for a pack's clock."""

from __future__ import annotations

from madang.rules.clock.service import BadPeriod, Clock, Period, read_extension
from madang.rules.loading.service import Fields, Item
from madang.rules.problems import Problems
from madang.rules.procedures.records import Basis, Reading, Term, certainties

_units = frozenset({"hour", "day", "week", "month", "year"})


def read_basis(fields: Fields) -> Basis:
    """`law`, `source` and `certainty` of an entry: each is needed."""
    return Basis(fields.text("law"), fields.text("source"), fields.one_of("certainty", certainties))


def read_term(item: Item, clock: Clock, problems: Problems) -> Term | None:
    """A term; None, with a problem, where its period cannot be made."""
    fields = Fields(item, problems)
    basis = read_basis(fields)
    period = read_period(fields, clock, basis.law)
    runs_from, why = fields.label("runs_from"), fields.optional_label("why")
    counting = fields.one_of("counting", certainties, "official")
    readings = tuple(reading for entry in fields.each("readings") if (reading := _reading(entry, clock)) is not None)
    if counting == "to_be_checked" and why is None:
        fields.take("why", required=True)
    fields.close()
    return None if period is None else Term(period, runs_from, basis, counting, why, readings)


def _reading(fields: Fields, clock: Clock) -> Reading | None:
    period, why = read_period(fields, clock, fields.text("law")), fields.label("why")
    return None if period is None else Reading(period, why)


def read_period(fields: Fields, clock: Clock, law: str) -> Period | None:
    """`kind`, `amount`, `unit` and, where the law has one, `extension`."""
    kind, amount, unit = fields.text("kind"), fields.integer("amount"), fields.one_of("unit", _units)
    if amount is None:
        fields.take("amount", required=True)
    item = fields.take("extension")
    extension = None if item is None else read_extension(item, fields.problems)
    if amount is None or not kind or not unit:
        return None
    try:
        return clock.period(kind, amount, unit, law=law, extension=extension)
    except BadPeriod as refused:
        fields.problems.add("bad_period", fields.place, refused.text("ko"), refused.text("en"))
        return None
