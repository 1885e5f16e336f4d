"""A print on paper proves itself by its QR code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from madang.documents.letters.symbol import qr_svg
from madang.documents.letters.tests import paper_verifier
from madang.documents.letters.tests.samples import DAY, SIGNER, certificate, letter
from madang.documents.service import KeyPaperSigner, Kind, Letter, PaperRefused, key_id, payload, read_paper

KEYS = {key_id(SIGNER.public_key): SIGNER.public_key}
GRANTED = letter(Kind.decision_granted)


def on_paper(made: Letter) -> dict[str, Any]:
    """What somebody reads on the print, typed with other blanks."""
    facts = [(row.name, f" {row.value.replace(' ', '')} ") for row in made.facts]
    if made.amount:
        facts.insert(0, (made.amount.label, made.amount.written(made.language)))
    return {"number": made.number, "addressee": made.addressee.name, "title": made.title, "facts": facts}


@pytest.mark.parametrize("made", [GRANTED, letter(Kind.receipt, "en"), certificate()], ids=lambda made: made.kind.value)
def test_both_verifiers_agree_on_what_is_printed(made: Letter) -> None:
    qr, printed = payload(made, SIGNER), on_paper(made)
    read = read_paper(qr, KEYS)
    assert (read.id, read.kind, read.issued, read.code) == (made.id, made.kind, DAY, made.code)
    assert read.speaks_for(**printed)
    assert paper_verifier.genuine(qr, [SIGNER.public_key], printed)
    forged = printed | {"addressee": "김철수"}
    assert not read.speaks_for(**forged)
    assert not paper_verifier.genuine(qr, [SIGNER.public_key], forged)


def test_another_amount_is_caught() -> None:
    printed = on_paper(GRANTED)
    printed["facts"][0] = (printed["facts"][0][0], "금942,510원(금구십사만이천오백일십원)")
    assert not read_paper(payload(GRANTED, SIGNER), KEYS).speaks_for(**printed)


def test_it_holds_no_person_and_fits_a_symbol_of_letters_and_digits() -> None:
    qr = payload(GRANTED, SIGNER)
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", qr)
    assert "홍길동" not in qr
    assert len(qr) < 300
    assert qr_svg(qr) == qr_svg(qr)


@given(st.integers(0, 10_000), st.characters(min_codepoint=33, max_codepoint=126))
def test_one_changed_character_is_refused(place: int, other: str) -> None:
    qr = payload(GRANTED, SIGNER)
    place %= len(qr)
    if qr[place] != other:
        changed = qr[:place] + other + qr[place + 1 :]
        with pytest.raises(PaperRefused):
            read_paper(changed, KEYS)


@given(st.text(max_size=400))
def test_anything_else_is_refused(qr: str) -> None:
    with pytest.raises(PaperRefused):
        read_paper(qr, KEYS)


def test_an_unknown_agency_and_a_key_under_another_name_are_refused() -> None:
    other = KeyPaperSigner(Ed25519PrivateKey.generate())
    with pytest.raises(PaperRefused):
        read_paper(payload(GRANTED, other), KEYS)
    with pytest.raises(PaperRefused):
        read_paper(payload(GRANTED, other), {key_id(other.public_key): SIGNER.public_key})
    with pytest.raises(PaperRefused):
        read_paper("MD1/" + "A" * 100_000, KEYS)
