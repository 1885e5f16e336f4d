"""From the lines of a table to the tree of a service, as a YAML file would give it; each part knows its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from madang.rules.loading.service import Item
from madang.rules.model import Place
from madang.rules.sheets.cells import CellPlace
from madang.rules.sheets.feel_text import feel, feel_operand
from madang.rules.sheets.rows import RESERVED, Line

_most_named = 6


def definition_tree(values: Mapping[str, Any], places: Mapping[str, CellPlace], lines: Sequence[Line]) -> Item:
    """The tree of the service.

    values: what stands above the table, by the keys of a service file (`per` and `paid_on` apart), and places: the
    cell of each. A required row becomes a clause, an excluded row one turned round; the cases become derived values,
    one clause that some of them holds, and a component each where they pay.
    """
    start = min(places.values(), key=lambda place: place.line, default=CellPlace(lines[0].place.file, 1, 1))
    head = {key: tree(value, places.get(key, start)) for key, value in values.items() if value is not None}
    gives = {key: head.pop(key) for key in ("per", "paid_on") if key in head}
    order = ("service", "kind", "label", "summary", "agency", "law", "unit")
    entries: dict[str, Any] = {key: head[key] for key in order if key in head}
    if gives:
        entries["gives"] = tree(gives, places.get("per", start))
    entries |= {key: item for key, item in head.items() if key not in order}
    service = str(values.get("service", ""))
    cases = [line for line in lines if line.kind == "case"]
    if cases:
        entries["derived"] = tree({line.id: _derived(line) for line in cases}, cases[0].place)
    entries["clauses"] = tree(_clauses(service, lines, cases), lines[0].place)
    paying = [line for line in cases if line.amount is not None]
    if paying:
        entries["components"] = tree([_component(service, line) for line in paying], paying[0].place)
    return tree(entries, start)


def tree(value: Any, place: Place) -> Item:
    """Plain values as a tree that was written in one cell; parts that are trees already keep their own."""
    if isinstance(value, Item):
        return value
    if isinstance(value, Mapping):
        entries = {key: tree(entry, place) for key, entry in value.items()}
        return Item(entries, place, keys={key: item.place for key, item in entries.items()})
    if isinstance(value, list):
        return Item([tree(entry, place) for entry in value], place)
    if isinstance(value, int):
        return Item(Decimal(value), place, str(value), plain=True)
    return Item(value, place, value, inside=place)


def plain_definition(item: Item) -> Any:
    """The tree as plain dicts, lists, texts and numbers."""
    if isinstance(item.value, dict):
        return {key: plain_definition(entry) for key, entry in item.value.items()}
    if isinstance(item.value, list):
        return [plain_definition(entry) for entry in item.value]
    return int(item.value) if isinstance(item.value, Decimal) else item.value


def definition_text(plain: Any) -> str:
    """The definition as the YAML of a service file."""
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)


def _named(line: Line) -> dict[str, Any]:
    return {"law": line.law, "label": {"ko": line.label.ko, "en": line.label.en}}


def _first_cell(line: Line) -> CellPlace:
    return next(iter(line.cells.values()), line.place)


def _derived(line: Line) -> Item:
    value = tree(feel(line.conditions), _first_cell(line))
    return tree({"type": "boolean", "value": value, **_named(line)}, line.place)


def _clauses(service: str, lines: Sequence[Line], cases: Sequence[Line]) -> list[Item]:
    clauses = []
    for line in lines:
        if line.kind == "case":
            if line is cases[0]:
                clauses.append(_any_case(service, cases))
            continue
        text = feel(line.conditions)
        when = tree(text if line.kind == "required" else f"not({text})", _first_cell(line))
        clauses.append(tree({"id": line.id, "when": when, **_named(line)}, line.place))
    return clauses


def _any_case(service: str, cases: Sequence[Line]) -> Item:
    when = " or ".join(f"{service}.{line.id}" for line in cases)
    laws = "; ".join(dict.fromkeys(line.law for line in cases))
    if len(cases) == 1:
        label = {"ko": cases[0].label.ko, "en": cases[0].label.en}
    elif len(cases) <= _most_named:
        label = {
            "ko": "다음 가운데 하나: " + "; ".join(line.label.ko for line in cases),
            "en": "One of: " + "; ".join(line.label.en for line in cases),
        }
    else:
        label = {"ko": f"표의 {len(cases)}가지 경우 가운데 하나", "en": f"One of the {len(cases)} cases of the table"}
    return tree({"id": RESERVED, "when": when, "law": laws, "label": label}, cases[0].place)


def _component(service: str, line: Line) -> Item:
    assert line.amount is not None
    value = feel_operand(line.amount)
    return tree({"id": line.id, "when": f"{service}.{line.id}", "value": value, **_named(line)}, line.place)
