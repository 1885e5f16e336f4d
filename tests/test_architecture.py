"""Floors and doors, where import-linter cannot see: rooms without a contract, foreign keys by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pytest
from django.apps import apps

from tests import plan

DOOR = """
[[tool.importlinter.contracts]]
id = "door-{short}"
name = "Door of {short}"
type = "protected"
protected_modules = ["{room}"]
allowed_importers = ["{room}"]
ignore_imports = ["madang.** -> {room}.service"]
unmatched_ignore_imports_alerting = "none"
"""

SECOND_DOORS = {
    "madang.rules": (
        "madang.rules.columns",
        "madang.rules.clock",
        "madang.rules.loading",
        "madang.rules.procedures",
        "madang.rules.grounds",
        "madang.rules.sheets",
        "madang.rules.book",
        "madang.rules.drafting",
    ),
    "madang.trust": ("madang.trust.audit", "madang.trust.witness"),
    "madang.exchange.hub": ("madang.exchange.hub.signing",),
    "madang.services.catalogue": ("madang.services.catalogue.open_data", "madang.services.catalogue.listed"),
}
"""What only some may need has a door of its own: the column engine wants numba, the legal clock and the procedures are
for those who handle cases, sheets and drafting for those who write rules, the book for those who read them, the loader
for rooms that a pack holds something for; an auditor and a witness have neither database nor settings, nor has who
signs messages; what reads the open data has no database, what keeps it has one."""


@pytest.mark.parametrize("room", plan.rooms())
def test_every_room_has_a_door_and_a_paragraph(room: str) -> None:
    short = room.removeprefix("madang.").replace(".", "-")
    doors = {contract["id"]: contract for contract in plan.contracts() if contract["type"] == "protected"}
    missing = DOOR.format(short=short, room=room)
    assert f"door-{short}" in doors, f"add to pyproject.toml:\n{missing}"
    door = doors[f"door-{short}"]
    assert door["protected_modules"] == door["allowed_importers"] == [room]
    assert door["ignore_imports"] == [f"madang.** -> {one}.service" for one in (room, *SECOND_DOORS.get(room, ()))]
    first = plan.SOURCE.joinpath(*room.split(".")[1:], "__init__.py").read_text(encoding="utf-8")
    assert first.startswith('"""'), f"{room}/__init__.py says what the room is for"


def test_rooms_that_know_no_settings_are_all_of_them() -> None:
    contract = next(contract for contract in plan.contracts() if contract["id"] == "rooms-below-the-house")
    tops = {".".join(room.split(".")[:2]) for room in plan.rooms()} - {"madang.simulation"}
    assert set(contract["source_modules"]) == tops


class Key(NamedTuple):
    """A relation between two models, by the modules that hold them."""

    source: str
    target: str
    name: str


def upward(keys: Iterable[Key]) -> list[Key]:
    """Keys that point to a higher floor, or to another room on the same one."""
    height = plan.floors()

    def wrong(key: Key) -> bool:
        source, target = key.source.split("."), key.target.split(".")
        if source[0] != "madang" or target[0] != "madang" or source[1] not in height:
            return False
        here, there = height[source[1]], height.get(target[1], len(height))
        return there > here or (there == here and source[1] != target[1])

    return [key for key in keys if wrong(key)]


def test_foreign_keys_point_downward() -> None:
    keys = [
        Key(model.__module__, field.related_model.__module__, f"{model.__name__}.{field.name}")
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
    ]
    assert upward(keys) == []


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("madang.exchange.hub.models", "madang.people.models", False),
        ("madang.exchange.hub.models", "madang.exchange.mydata.models", False),
        ("madang.exchange.hub.models", "madang.identity.anyid.models", True),
        ("madang.people.models", "madang.exchange.hub.models", True),
        ("madang.trust.models", "madang.config.models", True),
        ("madang.portal.models", "django.contrib.auth.models", False),
    ],
)
def test_the_check_itself(source: str, target: str, wrong: bool) -> None:
    key = Key(source, target, "key")
    assert upward([key]) == ([key] if wrong else [])
