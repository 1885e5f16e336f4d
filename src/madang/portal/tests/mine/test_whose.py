"""Whose values may be read: one's own; what led to others' goes with them."""

from __future__ import annotations

from madang.portal.mine.service_lines import without_others
from madang.portal.mine.whose import names_in, own_of
from madang.portal.rulebook import rulebook
from madang.rules.service import Family, Label, ValueUsed, family_from


def family() -> Family:
    data = {
        "date": "2026-03-20",
        "applicant": "a",
        "persons": [{"id": id, "birth_date": born} for id, born in
                    (("a", "1990-01-01"), ("b", "1989-01-01"), ("c", "2020-01-01"), ("d", "2022-01-01"),
                     ("e", "1960-01-01"))],
        "relations": [
            {"from": "a", "to": "b", "kind": "spouse"}, {"from": "a", "to": "c", "kind": "child"},
            {"from": "b", "to": "c", "kind": "child"}, {"from": "d", "to": "a", "kind": "parent"},
            {"from": "a", "to": "e", "kind": "parent"},
        ],
        "residences": [
            {"id": "home", "persons": ["a", "b", "c", "d"], "region": "4817000000"},
            {"id": "far", "persons": ["e"], "region": "1111000000"},
        ],
    }  # fmt: skip
    return family_from(data, rulebook())


def used(name: str, entity: str | None, *inner: ValueUsed) -> ValueUsed:
    return ValueUsed("fact", name, Label(name, name), 1, entity, values=inner)


def test_own_values_are_ones_own_and_ones_homes() -> None:
    assert own_of(family(), "a") == {"a", "home"}
    assert own_of(family(), "e") == {"e", "far"}


def test_what_each_is_to_somebody(in_english: None) -> None:
    names = names_in(family(), "a")
    assert names == {
        "a": "you", "b": "your spouse", "c": "your child 1", "d": "your child 2", "e": "your parent",
        "home": "your home", "far": "another home",
    }  # fmt: skip
    assert names_in(family(), "e")["a"] == "your child"


def test_values_of_others_are_left_out_at_every_depth() -> None:
    shared = used("line", None, used("mine", "a"), used("hers", "b", used("mine too", "a")))
    (kept,) = without_others((shared, used("his", "c")), own_of(family(), "a"))
    assert [one.name for one in kept.values] == ["mine"]
