"""`parameters:` and `units:` of a pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from madang.rules.loading.fields import Fields, as_date
from madang.rules.loading.tree import Item
from madang.rules.loading.validity import refuse_overlaps
from madang.rules.model import DatedValue, ParameterDefinition, UnitDefinition, UnitRule

parameter_types = frozenset({"money", "number", "rate", "boolean", "text", "date", "list", "table"})
certainties = frozenset({"official", "secondary", "to_be_checked"})
_quoted_number = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?")
_quoted_fraction = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}")


def read_parameter(fields: Fields) -> ParameterDefinition:
    """One entry of `parameters:`. Every number of a value is a Decimal, inside lists and tables too."""
    name = fields.identifier("name")
    kind = fields.one_of("type", parameter_types)
    values = tuple(_dated(entry, kind) for entry in fields.each("values", required=True))
    refuse_overlaps(name, values, fields.problems, replaced=True)
    return ParameterDefinition(
        name=name, type=kind, label=fields.label(), law=fields.text("law"), values=values, place=fields.place
    )


def _dated(fields: Fields, kind: str) -> DatedValue:
    start, end = fields.validity()
    if start is None:
        fields.take("from", required=True)
    item = fields.take("value", required=True)
    if fields.optional_text("source") is None:
        fields.problems.add(
            "no_source", fields.place, "매개변수 값에 출처(source)가 없습니다.", "the parameter value has no source"
        )
    if fields.optional_text("certainty") is None:
        fields.problems.add(
            "no_certainty",
            fields.place,
            "매개변수 값에 확실성(certainty)이 없습니다.",
            "the parameter value has no certainty",
        )
    certainty = fields.one_of("certainty", certainties, "to_be_checked")
    return DatedValue(
        start=start or dt.date.min,
        end=end,
        value=None if item is None else _typed(item, kind, fields),
        source=fields.optional_text("source") or "",
        certainty=certainty,
        place=fields.place,
        url=fields.optional_text("url"),
        note=fields.optional_text("note"),
        conflicts=tuple(_conflict(entry, kind) for entry in fields.each("conflicts")),
    )


def _conflict(fields: Fields, kind: str) -> Mapping[str, Any]:
    item = fields.take("value", required=True)
    result: dict[str, Any] = {
        "value": None if item is None else _typed(item, kind, fields),
        "source": fields.text("source"),
        "why_not": fields.label("why_not"),
    }
    url = fields.optional_text("url")
    return result if url is None else {**result, "url": url}


def _typed(item: Item, kind: str, fields: Fields) -> Any:
    value = _of_type(item, kind)
    if value is None:
        fields.wrong(item, f"값이 {kind} 형이 아닙니다.", f"the value is not of type {kind}")
        return None
    if kind == "money" and value != value.to_integral_value():
        fields.wrong(
            item,
            f"금액은 원 단위 정수입니다 ({item.text} 아님).",
            f"money is whole won, not {item.text}",
            "money_not_integer",
        )
    return value


def _of_type(item: Item, kind: str) -> Any:
    value = item.value
    if kind in ("money", "number", "rate"):
        if isinstance(value, str) and _quoted_number.fullmatch(value):
            return Decimal(value)
        return value if isinstance(value, Decimal) else None
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind == "date":
        return as_date(item)
    if kind == "text":
        return None if isinstance(value, dict | list) else item.text
    if not isinstance(value, list if kind == "list" else dict):
        return None
    return _nested(item)


def _nested(item: Item) -> Any:
    """Lists and tables: quoted decimals with a fraction are numbers (rates), other quoted texts stay texts."""
    if isinstance(item.value, list):
        return [_nested(entry) for entry in item.value]
    if isinstance(item.value, dict):
        return {key: _nested(entry) for key, entry in item.value.items()}
    if isinstance(item.value, str) and _quoted_fraction.fullmatch(item.value):
        return Decimal(item.value)
    return item.value


def read_unit(fields: Fields) -> UnitDefinition:
    """One entry of `units:`."""
    unit = UnitDefinition(
        name=fields.identifier("name"),
        label=fields.label(),
        law=fields.text("law"),
        members=tuple(_unit_rule(entry, True) for entry in fields.each("members", required=True)),
        excluded=tuple(_unit_rule(entry, False) for entry in fields.each("excluded")),
        place=fields.place,
    )
    seen: set[str] = set()
    for rule in unit.members + unit.excluded:
        if rule.id in seen:
            fields.problems.add(
                "duplicate_name",
                rule.place,
                f"'{rule.id}' 줄이 두 번 나옵니다.",
                f"the line '{rule.id}' is given twice",
            )
        seen.add(rule.id)
    return unit


def _unit_rule(fields: Fields, member: bool) -> UnitRule:
    return UnitRule(
        id=fields.identifier("id"),
        place=fields.place,
        source=fields.optional_expression("persons", required=member),
        when=fields.optional_expression("when", required=not member),
        law=fields.optional_text("law"),
        label=fields.optional_label("label"),
    )
