"""Names differ by party and are always the same; a sealed number opens for its own name, party and secret alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.exchange.hub.protocol.faults import Fault
from madang.exchange.hub.pseudonyms.keys import NAME, PartyKeys, keys_of

texts = st.text(max_size=40)


@given(
    texts, st.lists(texts, min_size=2, max_size=4, unique=True), st.lists(texts, min_size=1, max_size=5, unique=True)
)
@settings(deadline=None, max_examples=60)
def test_no_two_parties_share_a_name(secret: str, parties: list[str], numbers: list[str]) -> None:
    made = [[PartyKeys(secret.encode(), party).name(number) for number in numbers] for party in parties]
    assert len({name for names in made for name in names}) == len(parties) * len(numbers)
    assert made == [[PartyKeys(secret.encode(), party).name(number) for number in numbers] for party in parties]
    assert all(NAME.fullmatch(name) for names in made for name in names)


def test_a_number_opens_for_its_own_name_alone() -> None:
    keys = keys_of(b"secret", "KR/GOV/city/app")
    name = keys.name("S0000001")
    box = keys.sealed(name, "S0000001")
    assert b"S0000001" not in box
    assert box != keys.sealed(name, "S0000001")
    assert keys.opened(name, box) == "S0000001"
    for other, called, sealed in (
        (keys_of(b"secret", "KR/GOV/town/app"), name, box),
        (keys_of(b"another", "KR/GOV/city/app"), name, box),
        (keys, keys.name("S0000002"), box),
        (keys, name, box[:-1] + bytes([box[-1] ^ 1])),
        (keys, name, b""),
    ):
        with pytest.raises(Fault) as caught:
            other.opened(called, sealed)
        assert "S0000001" not in caught.value.message
    with pytest.raises(Fault):
        keys_of(b"", "KR/GOV/city/app")
