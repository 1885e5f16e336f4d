"""주민등록표 등본."""

from __future__ import annotations

import pytest

from madang.documents.letters.tests.samples import SIGNER, certificate
from madang.documents.service import LetterRefused, Rows, masked, payload


def test_numbers_are_masked_unless_chosen() -> None:
    table, full = certificate().sections[0], certificate(numbers_shown=True).sections[0]
    assert isinstance(table, Rows)
    assert isinstance(full, Rows)
    assert [row[3] for row in table.rows] == ["580302-*******", "600101-*******", "900505-*******", "S*******"]
    assert full.rows[0][3] == "580302-1000000"
    assert masked("580302-1000000") == "580302-*******"


def test_no_register_number_is_among_the_facts_or_in_the_qr_code() -> None:
    shown = certificate(numbers_shown=True)
    assert not any("1000000" in row.value for row in shown.facts)
    assert "1000000" not in payload(shown, SIGNER)


def test_members_relations_and_the_statement_are_on_it() -> None:
    made = certificate("ko", 12)
    assert len(made.sections[0].rows) == 12  # type: ignore[union-attr]
    assert made.facts[3].value.startswith("12명: 홍길동, 김영희")
    assert "주민등록법" in made.opening[0]
    assert made.facts[0].value == "홍길동 (洪吉童)"


def test_an_empty_household_is_refused() -> None:
    with pytest.raises(LetterRefused):
        certificate("ko", 0)
