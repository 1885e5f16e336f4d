"""Money as official documents write it: digits, then words (행정업무의 운영 및 혁신에 관한 규정 시행규칙 §2②)."""

from __future__ import annotations

from dataclasses import dataclass

from madang.documents.letters.texts import text
from madang.documents.refusals import LetterRefused
from madang.rules.service import Label

_digits = "영일이삼사오육칠팔구"
_places = ("", "십", "백", "천")
_groups = ("", "만", "억", "조")
PERIODS = {
    "": Label("", ""),
    "month": Label("매월", "each month"),
    "quarter": Label("분기마다", "each quarter"),
    "year": Label("매년", "each year"),
    "once": Label("한 번", "once"),
}


def in_words(won: int) -> str:
    """113560 → 일십일만삼천오백육십: each place with its digit, so that none can be written in before it."""
    if not 0 <= won < 10**16:
        raise LetterRefused("금액은 0원 이상 1경 원 미만입니다", "an amount is 0 won or more and below 10^16")
    if won == 0:
        return _digits[0]
    words = ""
    for place in range(len(_groups) - 1, -1, -1):
        four = won // 10_000**place % 10_000
        if four:
            words += _four(four) + _groups[place]
    return words


def _four(number: int) -> str:
    return "".join(_digits[digit] + _places[place] for place in (3, 2, 1, 0) if (digit := number // 10**place % 10))


@dataclass(frozen=True, slots=True)
class Amount:
    """What is given or asked: whole won, and how often (one of PERIODS)."""

    label: str
    won: int
    per: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", text(self.label, "amount.label", 60))
        if isinstance(self.won, bool) or not isinstance(self.won, int):
            raise LetterRefused("금액은 원 단위 정수입니다", "an amount is a whole number of won")
        in_words(self.won)
        if self.per not in PERIODS:
            raise LetterRefused(f"주기 '{self.per}'를 모릅니다", f"unknown period '{self.per}'")

    def written(self, language: str) -> str:
        """`금 113,560원(금 일십일만삼천오백육십원)`, in English `113,560 won`; the period is not in it."""
        if language == "ko":
            return f"금{self.won:,}원(금{in_words(self.won)}원)"
        return f"{self.won:,} won"
