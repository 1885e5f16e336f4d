"""Money in words (행정업무의 운영 및 혁신에 관한 규정 시행규칙 §2②)."""

from __future__ import annotations

import pytest

from madang.documents.service import Amount, LetterRefused, TextRefused, in_words


@pytest.mark.parametrize(
    ("won", "words"),
    [
        (113_560, "일십일만삼천오백육십"),  # the example of the rule itself
        (0, "영"),
        (10, "일십"),
        (1_000_000, "일백만"),
        (100_000_000, "일억"),
        (100_010_001, "일억일만일"),
        (2_000_000_000_003, "이조삼"),
        (9_999, "구천구백구십구"),
    ],
)
def test_words(won: int, words: str) -> None:
    assert in_words(won) == words


def test_written_both_ways() -> None:
    amount = Amount("부모급여", 1_000_000, "month")
    assert amount.written("ko") == "금1,000,000원(금일백만원)"
    assert amount.written("en") == "1,000,000 won"


@pytest.mark.parametrize(("won", "per"), [(-1, ""), (10**16, ""), (True, ""), (1.5, ""), (1, "week")])
def test_what_is_no_amount_is_refused(won: int, per: str) -> None:
    with pytest.raises((LetterRefused, TextRefused)):
        Amount("금액", won, per)
