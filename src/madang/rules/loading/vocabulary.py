"""`facts:` and the shared `derived:` of a pack."""

from __future__ import annotations

import re
from decimal import Decimal

from madang.rules.loading.fields import Fields, dotted_name, snake_case
from madang.rules.loading.tree import Item
from madang.rules.model import Choice, DerivedDefinition, FactDefinition, Source
from madang.rules.problems import Problems

fact_types = frozenset({"money", "number", "boolean", "date", "text", "choice", "region"})
time_kinds = frozenset({"static", "instant", "month", "year", "day"})
derived_types = frozenset({"money", "number", "rate", "boolean", "date", "text", "list"})
_duration = re.compile(r"P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?")


def read_fact(fields: Fields) -> FactDefinition:
    """One entry of `facts:`."""
    kind = fields.one_of("type", fact_types)
    low, high = fields.integer("low"), fields.integer("high")
    if low is not None and high is not None and high < low:
        fields.problems.add("bad_bounds", fields.key_place("high"), "high가 low보다 작습니다.", "high is below low")
    return FactDefinition(
        name=fields.identifier("name", dotted_name),
        entity=fields.one_of("entity", {"person", "residence"}),
        type=kind,
        time=fields.one_of("time", time_kinds),
        label=fields.label(),
        place=fields.place,
        unit=fields.optional_text("unit"),
        low=low,
        high=high,
        choices=_choices(fields, kind),
        grade=fields.one_of("grade", {"C", "S", "O"}, "S"),
        sources=_sources(fields),
        ground=fields.optional_text("ground"),
        freshness=_freshness(fields),
        question=fields.optional_label("question"),
        help=fields.optional_label("help"),
        root=fields.optional_text("root"),
        rules_out=tuple(item.text for item in fields.items("rules_out")),
        share=_share(fields),
    )


def _choices(fields: Fields, kind: str) -> tuple[Choice, ...]:
    choices = []
    seen: set[str] = set()
    for entry in fields.each("choices"):
        choice = Choice(entry.text("value"), entry.label())
        if choice.value in seen or choice.value == "unknown":
            entry.problems.add(
                "duplicate_name",
                entry.place,
                f"선택지 '{choice.value}'을(를) 쓸 수 없습니다 (중복이거나 예약어).",
                f"the choice '{choice.value}' is given twice or is reserved",
            )
        seen.add(choice.value)
        choices.append(choice)
    if kind == "choice" and not choices:
        fields.problems.add(
            "no_choices",
            fields.place,
            "choice 사실에는 choices가 있어야 합니다.",
            "a fact of type choice needs choices",
        )
    if choices and kind != "choice":
        fields.problems.add(
            "no_choices",
            fields.key_place("choices"),
            "choices는 choice 사실에만 씁니다.",
            "choices are for facts of type choice only",
        )
    return tuple(choices)


def _sources(fields: Fields) -> tuple[Source, ...]:
    return tuple(Source(entry.text("agency"), entry.optional_text("field")) for entry in fields.each("sources"))


def _freshness(fields: Fields) -> str | None:
    text = fields.optional_text("freshness")
    if text is not None and not _duration.fullmatch(text):
        fields.wrong(
            fields.entries["freshness"],
            f"freshness '{text}'은(는) ISO 8601 기간(P1M)이어야 합니다.",
            f"freshness '{text}' must be an ISO 8601 duration (P1M)",
        )
    return text


def _share(fields: Fields) -> dict[str, float]:
    item = fields.take("share")
    shares: dict[str, float] = {}
    if item is None:
        return shares
    entry = Fields(item, fields.problems)
    for value in entry.entries:
        part = entry.take(value)
        if part is None or not isinstance(part.value, Decimal) or not 0 <= part.value <= 1:
            fields.wrong(part or item, "share의 값은 0과 1 사이의 수입니다.", "a share is a number from 0 to 1")
        else:
            shares[value] = float(part.value)
    return shares


def read_shared_derived(fields: Fields) -> DerivedDefinition:
    """One entry of the shared `derived:`; it is of each person, or of a unit."""
    entity, unit = fields.optional_text("entity"), fields.optional_text("unit")
    if (entity is None) == (unit is None):
        fields.problems.add(
            "bad_scope",
            fields.place,
            "entity와 unit 가운데 꼭 하나를 적습니다.",
            "exactly one of entity and unit is needed",
        )
    if entity is not None and entity != "person":
        fields.problems.add(
            "bad_scope",
            fields.key_place("entity"),
            "산출값의 entity는 person뿐입니다.",
            "the entity of a derived value can only be person",
        )
    return _derived(fields, fields.identifier("name", dotted_name), entity, unit)


def _derived(fields: Fields, name: str, entity: str | None, unit: str | None) -> DerivedDefinition:
    kind = fields.optional_text("type")
    if kind is not None:
        fields.one_of("type", derived_types)
    start, end = fields.validity()
    return DerivedDefinition(
        name=name,
        value=fields.expression("value"),
        place=fields.place,
        entity=entity,
        unit=unit,
        type=kind,
        label=fields.optional_label("label"),
        law=fields.optional_text("law"),
        start=start,
        end=end,
    )


def read_local_derived(item: Item, problems: Problems) -> list[DerivedDefinition]:
    """A service's own `derived:`: `name: expression`, `name: {value, …}`, `name: [{…}, …]`, or a list of records."""
    if isinstance(item.value, list):
        result = []
        for entry in item.value:
            fields = Fields(entry, problems)
            result.append(_derived(fields, fields.identifier("name"), None, None))
            fields.close()
        return result
    whole = Fields(item, problems)
    return [definition for name in whole.entries for definition in _local(whole, name)]


def _local(whole: Fields, name: str) -> list[DerivedDefinition]:
    if not snake_case.fullmatch(name):
        whole.bad_name(name, whole.key_place(name))
    item = whole.take(name, required=True)
    if item is None:
        return []
    if not isinstance(item.value, dict | list):
        return [DerivedDefinition(name=name, value=whole.expression(name), place=whole.key_place(name))]
    result = []
    for entry in item.value if isinstance(item.value, list) else [item]:
        fields = Fields(entry, whole.problems)
        result.append(_derived(fields, name, None, None))
        fields.close()
    return result
