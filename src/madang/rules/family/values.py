"""Values of facts: checked against the vocabulary, with the evidence and the periods that a file may give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from madang.rules.family.days import read_day, refuse_later_evidence
from madang.rules.family.records import UNKNOWN, FactValue, Series, Value
from madang.rules.loading.service import Fields, Item, as_date
from madang.rules.model import FactDefinition, Label
from madang.rules.problems import Problems

_month = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")
_year = re.compile(r"(19|20|21)[0-9]{2}")
evidence_keys = frozenset({"value", "source", "as_of", "proven"})
_most_text = 1000
most_won = 10**13  # ten trillion won, above every fortune and far below where columns of 64 bits overflow


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be: a fact type (None = any scalar, as for a given derived value), bounds and choices."""

    type: str | None
    time: str = "instant"
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


def kind_of(fact: FactDefinition) -> Kind:
    """The kind of a fact of the vocabulary."""
    return Kind(fact.type, fact.time, tuple(choice.value for choice in fact.choices), fact.low, fact.high)


def read_fact_value(name: str, item: Item, kind: Kind, problems: Problems, until: dt.date = dt.date.max) -> FactValue:
    """A scalar, `unknown`, a series by month or year, or `{value, source, as_of, proven}` around one of these.

    until: the reference date; evidence of a later day is a problem.
    """
    if isinstance(item.value, dict) and "value" in item.value:
        fields = Fields(item, problems)
        inner = fields.entries["value"]
        fields.take("value")
        source, as_of = fields.optional_text("source"), _bounded(fields, "as_of")
        refuse_later_evidence(name, fields.take("as_of"), as_of, until, problems)
        proven = fields.take("proven")
        fields.close()
        if proven is not None and not isinstance(proven.value, bool):
            fields.wrong(proven, "proven에는 true나 false가 옵니다.", "proven must be true or false")
        sure = source not in (None, "ask") if proven is None else proven.value is True
        return FactValue(_value_or_series(name, inner, kind, problems), source, as_of, sure)
    return FactValue(_value_or_series(name, item, kind, problems))


def _bounded(fields: Fields, key: str) -> dt.date | None:
    if fields.take(key) is None:
        return None
    return read_day(key, fields.entries[key], fields.problems)


def _value_or_series(name: str, item: Item, kind: Kind, problems: Problems) -> Value | Series:
    if isinstance(item.value, dict):
        return _series(name, item, kind, problems)
    return _value(name, item, kind, problems)


def _series(name: str, item: Item, kind: Kind, problems: Problems) -> Series:
    by_month: dict[tuple[int, int], Value] = {}
    by_year: dict[int, Value] = {}
    if kind.time not in ("month", "year") or not item.value:
        problems.add(
            "not_a_flow",
            item.place,
            f"'{name}'에는 기간별 값을 적을 수 없습니다.",
            f"'{name}' is not a flow over time; give one value",
        )
        return Series()
    for key, entry in item.value.items():
        monthly = bool(_month.fullmatch(key))
        if not (monthly and kind.time == "month") and not _year.fullmatch(key):
            problems.add(
                "bad_period",
                item.keys.get(key, item.place),
                f"'{name}': '{key[:40]}'은(는) 쓸 수 없는 기간입니다.",
                f"'{name}': '{key[:40]}' is no period here",
                Label("2026-01 또는 2026", "write 2026-01 or 2026"),
            )
            continue
        value = _value(name, entry, kind, problems)
        if value is UNKNOWN:
            continue  # a period that is not there is unknown
        if monthly:
            by_month[int(key[:4]), int(key[5:])] = value
        else:
            by_year[int(key)] = value
    return Series(by_month, by_year)


def _value(name: str, item: Item, kind: Kind, problems: Problems) -> Value:
    if item.value == "unknown":
        return UNKNOWN
    if isinstance(item.value, dict | list):
        return _wrong(name, item, "값 하나", "one value", problems)
    if item.value is None:
        if kind.type in ("money", "boolean"):
            return _wrong(name, item, "0·true·false 같은 값이나 unknown", "a value or `unknown`", problems)
        return None
    if kind.type in ("money", "number") or (kind.type is None and isinstance(item.value, Decimal)):
        return _number(name, item, kind, problems)
    if kind.type == "boolean":
        if isinstance(item.value, bool):
            return item.value
        return _wrong(name, item, "true나 false", "true or false", problems)
    if kind.type == "date" or (kind.type is None and as_date(item) is not None):  # JSON has no dates but as texts
        return read_day(name, item, problems) or UNKNOWN
    return _word(name, item, kind, problems)


def _number(name: str, item: Item, kind: Kind, problems: Problems) -> Value:
    value = item.value
    if not isinstance(value, Decimal):
        return _wrong(
            name, item, "수 하나(쉼표·따옴표·단위 없이)", "a plain number (no commas, quotes or units)", problems
        )
    if abs(value) > most_won:
        problems.add(
            "number_too_large",
            item.place,
            f"'{name}': 수가 너무 큽니다 ({item.text[:40]}). 10조({most_won:,})까지 적을 수 있습니다.",
            f"'{name}': {item.text[:40]} is too large; ten trillion ({most_won:,}) is the most",
        )
        return UNKNOWN
    low = 0 if kind.low is None and kind.type == "money" and kind.time != "derived" else kind.low
    if kind.type == "money" and value != value.to_integral_value():
        problems.add(
            "money_not_integer",
            item.place,
            f"'{name}': 금액은 원 단위 정수입니다 ({item.text}).",
            f"'{name}': money is whole won, not {item.text}",
        )
    if low is not None and value < low:
        code = "negative_money" if kind.type == "money" and value < 0 else "out_of_bounds"
        problems.add(
            code,
            item.place,
            f"'{name}': {item.text}은(는) {low}보다 작을 수 없습니다.",
            f"'{name}': {item.text} is below {low}",
        )
    if kind.high is not None and value > kind.high:
        problems.add(
            "out_of_bounds",
            item.place,
            f"'{name}': {item.text}은(는) {kind.high}보다 클 수 없습니다.",
            f"'{name}': {item.text} is above {kind.high}",
        )
    return Decimal(int(value)) if kind.type == "money" else value


def _word(name: str, item: Item, kind: Kind, problems: Problems) -> Value:
    if kind.type is None and isinstance(item.value, bool):
        return item.value
    if isinstance(item.value, dict | list) or len(item.text) > _most_text:
        return _wrong(name, item, "짧은 글", "a short text", problems)
    if kind.choices and item.text not in kind.choices:
        listed = ", ".join(kind.choices)
        problems.add(
            "not_a_choice",
            item.place,
            f"'{name}': '{item.text[:80]}'은(는) 선택지에 없습니다: {listed}.",
            f"'{name}': '{item.text[:80]}' is not among the choices: {listed}",
        )
        return UNKNOWN
    return item.text


def _wrong(name: str, item: Item, ko: str, en: str, problems: Problems) -> Value:
    problems.add(
        "wrong_type",
        item.place,
        f"'{name}'에는 {ko}이(가) 와야 합니다 ({_shown(item)}).",
        f"'{name}' needs {en}, not {_shown(item)}",
    )
    return UNKNOWN


def _shown(item: Item) -> str:
    if isinstance(item.value, dict):
        return "{…}"
    return "[…]" if isinstance(item.value, list) else f"'{item.text[:40]}'"


def derived_kind(types: Collection[str | None], entity: str | None) -> Kind:
    """The kind of a given derived value; its type may be left open.

    What a law works out for a household is never below zero; a person's part of it may be (expenses above income).
    """
    told = {kind for kind in types if kind is not None}
    only = told.pop() if len(told) == 1 else None
    named = {"rate": "number", "list": None, "region": "text"}.get(only, only) if only is not None else None
    return Kind(named, "derived", low=0 if named == "money" and entity != "person" else None)
