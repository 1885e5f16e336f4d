"""Amounts of money as people write or say them: 1,500,000 · 150만원 · 1억 2천 · 백오십만 원 · 3.5억 · 1.5 million."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madang.portal.typed.refusal import NotRead

GREAT = {"조": Decimal(10) ** 12, "억": Decimal(10) ** 8, "만": Decimal(10) ** 4}
SMALL = {"천": 1000, "백": 100, "십": 10}
DIGITS = {word: Decimal(digit) for digit, word in enumerate("영일이삼사오육칠팔구")}
ENGLISH = {"trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6, "m": 10**6}
ENGLISH |= {"thousand": 1000, "k": 1000}
MOST = Decimal(10) ** 13
NONE = frozenset({"없음", "없어요", "없다", "없습니다", "none", "nothing"})
LONGEST = 60

_around = re.compile(r"^(?:krw|₩|￦|won\b|일금|금)|(?:원정?|krw|won)$")
_number = r"[0-9]+(?:\.[0-9]+)?"
_english_part = re.compile(rf"({_number})({'|'.join(ENGLISH)})")
_english = re.compile(rf"(?:{_english_part.pattern})+")
_one = rf"(?:{_number}|[{''.join(DIGITS)}])?"
_digits = rf"(?:(?:{_one}천)?(?:{_one}백)?(?:{_one}십)?{_one})"
_small = re.compile(rf"(?:(?P<천>{_one})천)?(?:(?P<백>{_one})백)?(?:(?P<십>{_one})십)?(?P<ones>{_one})")
_whole = re.compile(rf"(?:(?P<조>{_digits})조)?(?:(?P<억>{_digits})억)?(?:(?P<만>{_digits})만)?(?P<rest>{_digits})")
_misplaced_comma = re.compile(r"[0-9],(?![0-9]{3}(?![0-9]))|(?<![0-9조억만 ]),|,\s*$")
_parted_digits = re.compile(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]")

_unclear = gettext_lazy("Write the amount in won, for example 1,500,000, 1.5 million, 150만 or 1억 2천만.")
_too_large = gettext_lazy("That is more than ten trillion won. Please check the amount.")
_negative = gettext_lazy("An amount cannot be below zero. Write 0 if there is none.")
_not_whole = gettext_lazy("Write whole won, without a fraction.")


def read_money(typed: str) -> Decimal:
    """Whole won. NotRead: not an amount, ambiguous, below zero, or above 10 trillion won."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    if text in NONE:
        return Decimal(0)
    if text.startswith(("-", "−")):
        raise NotRead(_negative)
    if not text or len(text) > LONGEST or _misplaced_comma.search(text) or _parted_digits.search(text):
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
    """`1.5million`, `1million200k`: parts that grow smaller."""
    if _english.fullmatch(text) is None:
        raise NotRead(_unclear)
    parts = [(Decimal(number), ENGLISH[unit]) for number, unit in _english_part.findall(text)]
    if any(number * size >= before for (_n, before), (number, size) in pairwise(parts)):
        raise NotRead(_unclear)
    return sum((number * size for number, size in parts), Decimal(0))


def _in_korean(text: str, *, in_won: bool) -> Decimal:
    """A sum of groups, each below 10,000 or written out, before 조, 억, 만; what is left over stands at the end."""
    found = _whole.fullmatch(text)
    if not text or found is None:
        raise NotRead(_unclear)
    total = Decimal(0)
    for unit, size in GREAT.items():
        if found[unit] is not None:
            total += (_group(found[unit]) if found[unit] else Decimal(1)) * size
    return _with_rest(total, found["rest"], _smallest(found), in_won=in_won)


def _group(text: str) -> Decimal:
    """`3천5백`, `삼천오백`, `3500` or `1.5`."""
    parts = _small.fullmatch(text)
    assert parts is not None
    total = _figure(parts["ones"], Decimal(0))
    for unit, size in SMALL.items():
        if parts[unit] is not None:
            total += _figure(parts[unit], Decimal(1)) * size
    return total


def _figure(text: str, empty: Decimal) -> Decimal:
    if not text:
        return empty
    return DIGITS[text] if text in DIGITS else Decimal(text)


def _smallest(found: re.Match[str]) -> Decimal | None:
    sizes = [size for unit, size in GREAT.items() if found[unit] is not None]
    return min(sizes) if sizes else None


def _with_rest(total: Decimal, rest: str, after: Decimal | None, *, in_won: bool) -> Decimal:
    """With what stands after the last 만, 억 or 조. `1억 2천` is spoken for 1억 2천만; `2천` alone could be either,
    and so could `1억 2천원`; digits with 원 after them (`1억 2,000원`) are won."""
    if not rest:
        return total
    amount, spoken = _group(rest), any(unit in rest for unit in SMALL)
    greater = GREAT["만"] if after is None else after / GREAT["만"]
    in_round = spoken and rest[-1] in SMALL
    if in_won and not spoken:
        return total + amount
    if in_round and not in_won and after == GREAT["억"]:
        return total + amount * greater
    unsure = (not in_won if after is None else after > GREAT["만"]) if spoken else _may_be_greater(rest, after)
    if unsure and amount:
        less, more = (f"{int(total + amount * size):,}" for size in (Decimal(1), greater))
        words = _("Do you mean %(less)s won or %(more)s won? Please write it in full.")
        raise NotRead(words % {"less": less, "more": more})
    return total + amount


def _may_be_greater(digits: str, after: Decimal | None) -> bool:
    """`1억 5000` may be 1억 5000만, `삼` anything; `1억 50000000` and `150만 5000` can only be won."""
    if digits in DIGITS:
        return after is None or after > GREAT["만"]
    return after is not None and after > GREAT["만"] and len(digits) < 5
