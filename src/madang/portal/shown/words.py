"""Values in words of the active language: money, days, labels of the rulebook."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from madang.portal.rulebook import region_name
from madang.rules.service import FactDefinition, Label

MOST_ITEMS = 8
GREAT = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
ROUND = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def korean() -> bool:
    """Whether the page is in Korean."""
    return (get_language() or "ko").startswith("ko")


def said(label: Label | None) -> str:
    """A label of the rulebook in the page's language; empty for none."""
    if label is None:
        return ""
    return label.ko if korean() else label.en


def won(amount: int | Decimal) -> str:
    """`1,234,560원` or `₩1,234,560`."""
    return f"{int(amount):,}원" if korean() else f"₩{int(amount):,}"


def won_in_words(amount: int | Decimal) -> str:
    """`123만 4,560원`; in English `1.23 million won` for round amounts of a million and more.

    For echoing what was typed: what is echoed reads as the same amount.
    """
    whole = int(amount)
    if not korean():
        named = next(((size, name) for size, name in ROUND if whole >= size and whole % (size // 100) == 0), None)
        return f"{(Decimal(whole) / named[0]).normalize():,f} {named[1]} won" if named else won(whole)
    parts, rest = [], whole
    for size, unit in GREAT:
        if rest >= size:
            parts.append(f"{rest // size:,}{unit}")
            rest %= size
    if rest or not parts:
        parts.append(f"{rest:,}")
    return " ".join(parts) + ("원" if rest or whole == 0 else " 원")


def won_range(low: int, high: int | None) -> str:
    """One amount, or the range it must lie in; an open end is said in words."""
    if high is None:
        return _("%(low)s or more") % {"low": won(low)} if low else _("amount still open")
    if low == high:
        return won(low)
    if low <= 0:
        return _("up to %(high)s") % {"high": won(high)}
    return _("%(low)s to %(high)s") % {"low": won(low), "high": won(high)}


def won_per(low: int, high: int | None, per: str | None) -> str:
    """An amount with how often it is paid: `매월 300,000원`, `₩300,000 a month`."""
    phrases = {
        "month": _("%(amount)s a month"),
        "quarter": _("%(amount)s a quarter"),
        "year": _("%(amount)s a year"),
        "once": _("%(amount)s once"),
    }
    return phrases.get(per or "", "%(amount)s") % {"amount": won_range(low, high)}


def day(value: dt.date) -> str:
    """`2026년 3월 20일`, `March 20, 2026`."""
    return str(formats.date_format(value, "DATE_FORMAT"))


def counted(amount: Any, unit: str | None) -> str:
    """A number with its unit."""
    number = f"{amount:,}" if isinstance(amount, int) else f"{amount.normalize():,f}"
    whole = int(amount)
    units = {
        "people": ngettext("%(n)s person", "%(n)s people", whole),
        "months": ngettext("%(n)s month", "%(n)s months", whole),
        "days": ngettext("%(n)s day", "%(n)s days", whole),
        "years": ngettext("%(n)s year", "%(n)s years", whole),
        "m2": "%(n)s㎡",
        "cc": "%(n)scc",
    }
    return units.get(unit or "", "%(n)s") % {"n": number}


def plain(value: Any, unit: str | None = None) -> str:
    """A value of no known fact: of a derived value or a parameter."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal | int):
        return won(value) if unit == "KRW" else counted(value, unit)
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, list | tuple):
        rest = " …" if len(value) > MOST_ITEMS else ""
        return " · ".join(plain(item, unit) for item in value[:MOST_ITEMS]) + rest
    if isinstance(value, dict):
        return _("from the table of the law")
    return _("none") if value is None else str(value)


def of_fact(fact: FactDefinition, value: Any, on: dt.date) -> str:
    """A fact's value as the vocabulary labels it."""
    if value is None:
        return _("none")
    if value == "unknown":
        return _("I don’t know")
    if fact.choices:
        labels = {choice.value: said(choice.label) for choice in fact.choices}
        return labels.get(str(value), str(value))
    if fact.type == "money" and isinstance(value, Decimal | int):
        return won_in_words(value)
    if fact.type == "region" or fact.name == "residence.region":
        return region_name(str(value), on)
    return plain(value, fact.unit)
