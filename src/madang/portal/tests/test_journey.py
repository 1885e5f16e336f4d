"""The journey in the form: what is written is read again, and nothing that is sent can break a page."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madang.portal.journey import record
from madang.portal.journey.packing import pack, unpack
from madang.portal.journey.record import Asked
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.journey.telling import tell
from madang.portal.tests.walking import begin, hidden

FAMILY: dict[str, Any] = {
    "date": "2026-03-20", "applicant": "p1",
    "persons": [{"id": "p1", "birth_date": "1958-03-01", "facts": {"employment.earned_income": 1_000_000}},
                {"id": "p2", "age": 64}],
    "relations": [{"from": "p1", "to": "p2", "kind": "spouse"}],
    "residences": [{"id": "home1", "persons": ["p1"], "region": "1111000000"}],
}  # fmt: skip


def test_what_is_written_is_read_again() -> None:
    journey = record.begin(FAMILY, demo=record.Demo("old_couple", (("moi", "ok"),)))
    assert record.read(record.write(journey)) == journey


def test_everybody_gets_a_home_to_be_asked_about() -> None:
    homes = record.begin(FAMILY).told["residences"]
    assert [home["persons"] for home in homes] == [["p1"], ["p2"]]
    assert len({home["id"] for home in homes}) == 2


def test_a_long_journey_is_squeezed_and_opened_again() -> None:
    text = json.dumps(FAMILY) * 40
    assert len(pack(text)) < len(text) / 4
    assert unpack(pack(text)) == text


def test_a_bomb_is_not_unpacked() -> None:
    bomb = "z:" + urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode()
    with pytest.raises(JourneyRefused, match="too_large"):
        unpack(bomb)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unreadable"), ("[]", "unreadable"), ("{}", "unreadable"), ("null", "unreadable"), ("z:", "unreadable"),
        ("z:%%%", "unreadable"), ("[" * 100_000, "unreadable"), (" " * 300_001, "too_large"),
        (json.dumps({"family": {}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "applicant": "nobody"}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "date": "2026-02-30"}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "persons": [{"id": "p1", "facts": {"assets.debt": -1}}]}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "given": {"basic_pension.recognised_income": 10**30}}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "persons": [{"id": "p1", "facts": {"assets.debt": 10**14}}]}}), "impossible"),
        (json.dumps({"family": {**FAMILY, "persons": [{"id": "p1", "facts": {"employment.earned_income":
                                                                            {"2026-01": 10**14}}}]}}), "impossible"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_journey_is_refused(text: str, reason: str) -> None:
    with pytest.raises(JourneyRefused) as refused:
        record.read(text)
    assert refused.value.reason == reason


def test_an_age_stands_for_an_unknown_birth_date_and_the_date_replaces_it() -> None:
    from decimal import Decimal

    aged = tell(record.begin(FAMILY).told, "p1", "person.birth_date", Decimal(70))
    assert aged["persons"][0]["facts"]["person.age"] == 70
    assert aged["persons"][0]["facts"]["person.birth_date"] == "unknown"
    assert "person.age" not in tell(aged, "p1", "person.birth_date", "unknown")["persons"][0]["facts"]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_near = st.fixed_dictionaries(
    {"family": st.fixed_dictionaries(
        {"date": st.sampled_from(["2026-03-20", "2024-12-31"]) | _json, "applicant": st.just("p1"),
         "persons": st.just(FAMILY["persons"]) | _json, "residences": st.just(FAMILY["residences"]) | _json},
        optional={"relations": _json, "given": _json})},
    optional={"asked": _json, "demo": _json},
)  # fmt: skip
_button = st.sampled_from(
    ["", "answer", "unknown", "back", "edit:0", "edit:99999", "edit:x", "people", "show", "nonsense"]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=st.text(max_size=200) | _near.map(json.dumps), button=_button, fact=st.text(max_size=20),
       value=st.text(max_size=20))  # fmt: skip
def test_whatever_is_sent_is_answered(client: Client, state: str, button: str, fact: str, value: str) -> None:
    for address in ("/check/", "/result/", "/save/", "/start/"):
        sent = {"state": state, "do": button, "fact": fact, "entity": "p1", "value-0": value, "at": value}
        assert client.post(address, sent).status_code in (200, 400, 422)


def test_the_order_of_answers_survives_and_hostile_entries_do_not(client: Client) -> None:
    state = json.loads(hidden(begin(client), "state")[0])
    state["asked"] = [["person.sex", "p1"], ["no.such", "p1"], ["person.sex", "nobody"], "x", 3, [], ["person.sex"]]
    assert record.read(json.dumps(state)).asked == (Asked("person.sex", ("p1",)),)
