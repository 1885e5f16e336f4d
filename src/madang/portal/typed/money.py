"""Amounts of money as people write them: 1,500,000 · 150만원 · 1억 2천 · 3.5억 · 1.5 million."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from madang.portal.typed.refusal import NotRead

GREAT = {"조": Decimal(10) ** 12, "억": Decimal(10) ** 8, "만": Decimal(10) ** 4}
SMALL = {"천": 1000, "백": 100, "십": 10}
ENGLISH = {"billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6, "m": 10**6, "thousand": 1000, "k": 1000}
MOST = Decimal(10) ** 13
NONE = frozenset({"없음", "없어요", "없다", "없습니다", "none", "nothing"})
LONGEST = 40

_around = re.compile(r"^(?:krw|₩|￦|won\b)|(?:원|krw|won)$")
_english = re.compile(rf"([0-9]+(?:\.[0-9]+)?)({'|'.join(ENGLISH)})")
_number = r"[0-9]+(?:\.[0-9]+)?"
_one = rf"(?:{_number})?"
_digits = rf"(?:(?:{_one}천)?(?:{_one}백)?(?:{_one}십)?{_one})"
_small = re.compile(rf"(?:(?P<천>{_one})천)?(?:(?P<백>{_one})백)?(?:(?P<십>{_one})십)?(?P<ones>{_one})")
_whole = re.compile(rf"(?:(?P<조>{_digits})조)?(?:(?P<억>{_digits})억)?(?:(?P<만>{_digits})만)?(?P<rest>{_digits})")
_misplaced_comma = re.compile(r"[0-9],(?![0-9]{3}(?![0-9]))|^,|[^0-9],")

_unclear = _("Write the amount in won, for example 1,500,000, 150만 or 1억 2천만.")
_ambiguous = _("Do you mean won or ten thousands of won? Write for example 2천만원 or 2,000원.")
_too_large = _("That is more than ten trillion won. Please check the amount.")
_negative = _("An amount cannot be below zero. Write 0 if there is none.")
_not_whole = _("Write whole won, without a fraction.")


def read_money(typed: str) -> Decimal:
    """Whole won. NotRead: not an amount, ambiguous, below zero, or above 10 trillion won."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    if text in NONE:
        return Decimal(0)
    if text.startswith(("-", "−")):
        raise NotRead(_negative)
    if not text or len(text) > LONGEST or _misplaced_comma.search(text):
        raise NotRead(_unclear)
    text = re.sub(r"[\s,]", "", text)
    bare = _around.sub("", _around.sub("", text))
    english = bare[-1:].isascii() and bare[-1:].isalpha()
    amount = _in_english(bare) if english else _in_korean(bare, in_won=bare != text)
    if amount > MOST:
        raise NotRead(_too_large)
    if amount != amount.to_integral_value():
        raise NotRead(_not_whole)
    return Decimal(int(amount))


def _in_english(text: str) -> Decimal:
    found = _english.fullmatch(text)
    if found is None:
        raise NotRead(_unclear)
    return Decimal(found[1]) * ENGLISH[found[2]]


def _in_korean(text: str, *, in_won: bool) -> Decimal:
    """A sum of groups, each below 10,000 or written out, before 조, 억, 만; what is left over stands at the end."""
    found = _whole.fullmatch(text)
    if not text or found is None:
        raise NotRead(_unclear)
    total = Decimal(0)
    for unit, size in GREAT.items():
        if found[unit] is not None:
            total += (_group(found[unit]) if found[unit] else Decimal(1)) * size
    return total + _left_over(found["rest"], _smallest(found), in_won=in_won)


def _group(text: str) -> Decimal:
    """`3천5백`, `3500` or `1.5`."""
    parts = _small.fullmatch(text)
    assert parts is not None
    total = Decimal(parts["ones"] or 0)
    for unit, size in SMALL.items():
        if parts[unit] is not None:
            total += Decimal(parts[unit] or 1) * size
    return total


def _smallest(found: re.Match[str]) -> Decimal | None:
    sizes = [size for unit, size in GREAT.items() if found[unit] is not None]
    return min(sizes) if sizes else None


def _left_over(text: str, after: Decimal | None, *, in_won: bool) -> Decimal:
    """What stands after the last 만, 억 or 조. `1억 2천` is spoken for 1억 2천만; `2천` alone could be either,
    and so could `1억 2천원`; digits with 원 after them (`1억 2,000원`) are won."""
    if not text:
        return Decimal(0)
    amount, spoken = _group(text), any(unit in text for unit in SMALL)
    if in_won and not spoken:
        return amount
    if spoken and not in_won and after == GREAT["억"]:
        return amount * GREAT["만"]
    unsure = (not in_won if after is None else after > GREAT["만"]) if spoken else _may_be_in_man(text, after)
    if unsure:
        raise NotRead(_ambiguous)
    return amount


def _may_be_in_man(digits: str, after: Decimal | None) -> bool:
    """`1억 5000` may be 1억 5000만; `1억 50000000` and `150만 5000` can only be won."""
    return after is not None and after > GREAT["만"] and len(digits) < 5
