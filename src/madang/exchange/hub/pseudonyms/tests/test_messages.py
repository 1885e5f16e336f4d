"""There and back is the identity, nothing else is touched, and what cannot be told is refused without being named."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.pseudonyms.keys import keys_of
from madang.exchange.hub.pseudonyms.messages import (
    answered_by_name,
    asked_by_name,
    names_nobody,
    translation_of,
)
from madang.exchange.hub.pseudonyms.places import Places, read, way_of, written
from madang.exchange.hub.pseudonyms.tests.documents import NUMBER, PERSONS, anything, records, searches
from madang.exchange.hub.registry.entries import Persons

TOLD = translation_of(PERSONS)
KEYS = keys_of(b"secret", "KR/GOV/city/app")


def put(value: Any, places: Places, change: Any) -> Any:
    """A copy with something else at the places."""
    found = copy.deepcopy(value)
    for one, key in places.spots(found):
        one[key] = change(one[key])
    return found


@given(records())
@settings(deadline=None, max_examples=150)
def test_an_answer_s_persons_and_nothing_else_get_names(value: Any) -> None:
    body, given_ = answered_by_name(written(value), TOLD, KEYS)
    assert NUMBER.search(body.decode()) is None
    named = read(body)
    assert named == put(value, TOLD.answered, lambda number: number and KEYS.name(number))
    assert put(named, TOLD.answered, lambda name: name and given_[name]) == value
    assert list(named) == list(value)


@given(searches())
@settings(deadline=None, max_examples=150)
def test_a_request_s_names_and_nothing_else_become_numbers(value: Any) -> None:
    named = put(value, TOLD.asked, KEYS.name)
    asked = asked_by_name(written(named), TOLD)
    body = asked.with_numbers({KEYS.name(number): number for number in value["numbers"]})
    assert read(body) == value


@given(anything)
@settings(deadline=None, max_examples=150)
def test_what_is_read_is_written_as_it_was(value: Any) -> None:
    assert read(written(value)) == value


def test_numbers_of_any_size_stay_exact() -> None:
    body = b'{"a": 0.12345678901234567890123, "b": 123456789012345678901234567890, "c": 1e400, "d": 1.10}'
    assert json.loads(written(read(body)), parse_float=Decimal) == json.loads(body, parse_float=Decimal)


NAME = KEYS.name("S0000001")
HOSTILE = [
    (b"{", Error.BAD_REQUEST),
    (b"\xff\xfe", Error.BAD_REQUEST),
    (b'\xef\xbb\xbf{"numbers": []}', Error.BAD_REQUEST),
    ('{"numbers": []}'.encode("utf-16"), Error.BAD_REQUEST),
    (b'{"numbers": [], "numbers": ["S0000001"]}', Error.BAD_REQUEST),
    (b'{"n": {"S0000001": 1, "S0000001": 2}}', Error.BAD_REQUEST),
    (b'{"n": NaN}', Error.BAD_REQUEST),
    (b'{"n": 1e99999999999999999999}', Error.BAD_REQUEST),
    (b'{"n": "\\ud800"}', Error.BAD_REQUEST),
    (b'{"n": ' + b"9" * 5000 + b"}", Error.BAD_REQUEST),
    (b"[" * 100 + b'"S0000001"' + b"]" * 100, Error.BAD_REQUEST),
    (b"[" * 100_000, Error.BAD_REQUEST),
    (b'{"numbers": ["' + b"x" * 2_000_000 + b'"]}', Error.BAD_REQUEST),
    (b'{"numbers": ["S0000001"]}', Error.UNKNOWN_PSEUDONYM),
    (b'{"numbers": ["\\u0053000000\\u0031"]}', Error.UNKNOWN_PSEUDONYM),
    (b'{"numbers": [7, null, {}, []]}', Error.UNKNOWN_PSEUDONYM),
    (b'{"numbers": [["S0000001"]]}', Error.UNKNOWN_PSEUDONYM),
    (b'{"numbers": "S0000001"}', Error.UNKNOWN_PSEUDONYM),
    (b'{"numbers": {"S0000001": 1}}', Error.UNKNOWN_PSEUDONYM),
    (b'"S0000001"', Error.UNKNOWN_PSEUDONYM),
    (b'{"note": "to S0000001, at home"}', Error.UNKNOWN_PSEUDONYM),
    (f'{{"numbers": "{NAME}"}}'.encode(), Error.UNKNOWN_PSEUDONYM),
    (f'{{"others": ["{NAME}"]}}'.encode(), Error.UNKNOWN_PSEUDONYM),
    (f'{{"{NAME}": 1}}'.encode(), Error.UNKNOWN_PSEUDONYM),
    (f'{{"numbers": [" {NAME}"]}}'.encode(), Error.UNKNOWN_PSEUDONYM),
    (f'{{"numbers": ["{NAME.upper()}"]}}'.encode(), Error.UNKNOWN_PSEUDONYM),
]


@pytest.mark.parametrize(("body", "error"), HOSTILE)
def test_a_hostile_request_is_refused_without_being_named(body: bytes, error: Error) -> None:
    with pytest.raises(Fault) as caught:
        asked_by_name(body, TOLD)
    assert caught.value.error is error
    assert caught.value.error.status == 400
    assert "S0000" not in caught.value.message
    assert NAME not in caught.value.message


def test_a_name_that_was_never_given_is_refused() -> None:
    asked = asked_by_name(f'{{"numbers": ["{NAME}"]}}'.encode(), TOLD)
    with pytest.raises(Fault) as caught:
        asked.with_numbers({})
    assert caught.value.error is Error.UNKNOWN_PSEUDONYM
    assert NAME not in caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        b"<S0000001>",
        b'{"records": [{"number": 7}]}',
        b'{"records": [{"number": "S0000001 "}]}',
        b'{"records": [{"number": ["S0000001"]}]}',
        b'{"records": [{"mother": "S0000001"}]}',
        b'{"records": [{"number": "S0000002", "number": "S0000001"}]}',
        b'{"detail": "S0000001 is nobody"}',
        '{"detail": "김S0000001님은 없습니다"}'.encode(),
        b'{"S0000001": {}}',
        b'"\\u0053000000\\u0031"',
        b"[" * 100 + b'"S0000001"' + b"]" * 100,
    ],
)
def test_an_answer_that_names_somebody_elsewhere_is_not_passed_on(body: bytes) -> None:
    with pytest.raises(Fault) as caught:
        answered_by_name(body, TOLD, KEYS)
    assert caught.value.error is Error.OFF_CONTRACT
    assert "S0000" not in caught.value.message


@pytest.mark.parametrize("text", ["/people/S0000001", "of=S0000001", "of=%53000000%31", "of=%2553000000%2531", NAME])
def test_an_address_names_nobody(text: str) -> None:
    with pytest.raises(Fault):
        names_nobody(TOLD, ["", text])
    names_nobody(TOLD, ["/people", "after=7&limit=100"])


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_whatever_is_sent_a_fault_is_all_that_happens(body: bytes) -> None:
    for told in (lambda: asked_by_name(body, TOLD), lambda: answered_by_name(body, TOLD, KEYS)):
        with suppress(Fault):
            told()


@pytest.mark.parametrize(
    "persons",
    [
        replace(PERSONS, number=""),
        replace(PERSONS, number="("),
        replace(PERSONS, number=r"^S\d{7}$"),
        replace(PERSONS, number=r"\AS\d{7}"),
        replace(PERSONS, number=".*"),
        replace(PERSONS, number="[a-z]+"),
        replace(PERSONS, asked=("numbers[0]",)),
        replace(PERSONS, answered=("",)),
        replace(PERSONS, answered=("a..b",)),
        Persons(),
    ],
)
def test_what_cannot_be_used_is_said_at_once(persons: Persons) -> None:
    with pytest.raises(ValueError, match=r"number|place"):
        translation_of(persons)


def test_places_are_ways_through_a_document() -> None:
    assert way_of("records[].record.children[]") == ("records", None, "record", "children", None)
    assert way_of("[].number") == (None, "number")
    assert way_of("a[][]") == ("a", None, None)
    value = [{"number": 1}, {"n": 2}, 3, {"number": 4}]
    assert [one[key] for one, key in Places((way_of("[].number"), way_of("[].number"))).spots(value)] == [1, 4]
