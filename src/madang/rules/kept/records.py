"""A rulebook's records as JSON and back: exact numbers, order kept, without the places where things stood in files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from madang.rules import model
from madang.rules.loading.service import Pack
from madang.rules.regions import ClassValue, Region, RegionClass

_classes: dict[str, type] = {
    one.__name__: one
    for one in (
        model.Choice, model.Clause, model.Component, model.DatedValue, model.DerivedDefinition, model.Expression,
        model.FactDefinition, model.Label, model.Note, model.ParameterDefinition, model.ServiceDefinition, model.Source,
        model.UnitDefinition, model.UnitRule, Pack, Region, RegionClass, ClassValue,
    )
}  # fmt: skip
_tag = "$"


def write(value: Any) -> str:
    """One text for one value. TypeError for what no record of a rulebook holds."""
    return json.dumps(_frozen(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read(text: str) -> Any:
    """The records again; each stands at a place of its own, so that equal expressions stay apart. ValueError."""
    places = (model.Place("kept", line) for line in itertools.count(1))
    return _Reading(places).thawed(json.loads(text))


def _frozen(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [_frozen(entry) for entry in value]
    for kind, test, parts in _kinds:
        if isinstance(value, test):
            return {_tag: kind, "v": parts(value)}
    if type(value).__name__ in _classes and dataclasses.is_dataclass(value):
        kept = [f.name for f in dataclasses.fields(value) if f.name != "place" and f.metadata.get("kept", True)]
        fields = {name: getattr(value, name) for name in kept}
        return {_tag: type(value).__name__, **{name: _frozen(entry) for name, entry in fields.items()}}
    raise TypeError(f"{type(value).__name__} is no part of a rulebook")


_kinds: tuple[tuple[str, type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    ("decimal", Decimal, str),
    ("date", dt.date, lambda value: value.isoformat()),
    ("tuple", tuple, lambda value: [_frozen(entry) for entry in value]),
    ("set", (frozenset, set), lambda value: sorted(value)),
    ("map", Mapping, lambda value: [[_frozen(key), _frozen(entry)] for key, entry in value.items()]),
)


class _Reading:
    def __init__(self, places: Iterator[model.Place]) -> None:
        self.places = places

    def thawed(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.thawed(entry) for entry in value]
        return self._tagged(value) if isinstance(value, dict) else value

    def _tagged(self, value: dict[str, Any]) -> Any:
        kind, inner = value[_tag], value.get("v")
        if kind in _classes:
            return self._record(_classes[kind], value)
        if kind == "decimal":
            return Decimal(str(inner))
        if kind == "date":
            return dt.date.fromisoformat(str(inner))
        if kind == "tuple":
            return tuple(self.thawed(entry) for entry in inner or ())
        if kind == "set":
            return frozenset(inner or ())
        if kind == "map":
            return {self.thawed(key): self.thawed(entry) for key, entry in inner or ()}
        raise ValueError(f"'{kind}' is no part of a rulebook")

    def _record(self, kind: type, value: dict[str, Any]) -> Any:
        place = {"place": next(self.places)} if "place" in {f.name for f in dataclasses.fields(kind)} else {}
        return kind(**{name: self.thawed(entry) for name, entry in value.items() if name != _tag}, **place)
