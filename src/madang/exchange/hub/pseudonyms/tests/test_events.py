"""An event for a subscriber without a statute: persons by its names, everything else as it was told."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from madang.exchange.hub.pseudonyms.events import event_for
from madang.exchange.hub.pseudonyms.keys import NAME, keys_of
from madang.exchange.hub.pseudonyms.tests.documents import NUMBER, anything, numbers
from madang.exchange.hub.registry.entries import EventTypeEntry

BIRTH = EventTypeEntry("birth", "출생", "Birth", {}, "number", ("mother", "kin[].number"))
KEYS, OTHERS = keys_of(b"secret", "KR/GOV/city/app"), keys_of(b"secret", "KR/GOV/town/app")


def told(data: Any, **more: Any) -> dict[str, Any]:
    return {"specversion": "1.0", "id": "7", "source": "/office", "type": "birth", "data": data} | more


@given(numbers, numbers, st.lists(numbers, max_size=3), anything, st.booleans())
@settings(deadline=None, max_examples=150)
def test_persons_and_nothing_else_get_names(number: str, mother: str, kin: list[str], more: Any, subject: bool) -> None:
    data = {"number": number, "mother": mother, "kin": [{"number": one, "more": more} for one in kin], "more": more}
    event = told(data, **({"subject": mother} if subject else {}))
    before, ours, theirs = copy.deepcopy(event), copy.deepcopy(event), copy.deepcopy(event)
    given_ = event_for(ours, BIRTH, KEYS)
    assert NUMBER.search(repr(ours)) is None
    back = copy.deepcopy(ours)
    for one in (back["data"], *back["data"]["kin"]):
        one.update({field: given_[one[field]] for field in ("number", "mother") if field in one})
    back.update({"subject": given_[back["subject"]]} if subject else {})
    assert back == before
    assert event_for(copy.deepcopy(before), BIRTH, KEYS) == given_
    assert not given_.keys() & event_for(theirs, BIRTH, OTHERS).keys()


def test_a_number_that_stands_elsewhere_is_hidden_too() -> None:
    event = told({"number": "S0000001", "note": "김S0000001님", "S0000001": 1}, id="birth-S0000001", subject="S0000001")
    event_for(event, BIRTH, KEYS)
    name = KEYS.name("S0000001")
    assert "S0000001" not in json.dumps(event)
    assert (event["id"], event["subject"]) == (f"birth-{name}", name)


def test_what_is_no_number_at_a_person_s_place_is_not_told() -> None:
    event = told({"number": 9001011234567, "mother": {"name": "김"}, "kin": "S0000001"}, data_base64="UzAwMDAwMDE=")
    given_ = event_for(event, BIRTH, KEYS)
    assert given_ == {event["data"]["number"]: "9001011234567"}
    assert NAME.fullmatch(event["data"]["number"])
    assert event["data"]["mother"] is None
    assert "data_base64" not in event


def test_a_type_without_persons_is_told_as_it_is() -> None:
    for data in ({"level": 3}, None, [1], "x"):
        event = told(data, subject="river")
        before = copy.deepcopy(event)
        assert event_for(event, EventTypeEntry("flood", "홍수", "Flood", {}), KEYS) == {}
        assert event == before


def test_a_very_deep_event_is_told_all_the_same() -> None:
    deep: Any = "S0000001"
    for _ in range(900):
        deep = [deep]
    event = told({"number": "S0000001", "more": deep})
    event_for(event, BIRTH, KEYS)
    found = event["data"]["more"]
    while isinstance(found, list):
        [found] = found
    assert found == KEYS.name("S0000001")
