"""Numbers as people write them into cells: 3,000,000원, 300만원, 65세, 30%, and dates."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from madang.rules.sheets.columns import Subject
from madang.rules.sheets.faults import CellFault, shown

_scales = {
    "": 1,
    "천": 1_000,
    "만": 10_000,
    "십만": 100_000,
    "백만": 1_000_000,
    "천만": 10_000_000,
    "억": 100_000_000,
    "십억": 1_000_000_000,
    "백억": 10_000_000_000,
    "조": 1_000_000_000_000,
}
_written = re.compile(
    r"(?P<number>[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.[0-9]{1,20})?)\s*"
    r"(?P<scale>십만|백만|천만|십억|백억|천|만|억|조)?\s*(?P<unit>[^\s0-9.]\S*(?: \S+)?)?"
)
_units = {
    "KRW": ("원", "₩", "won", "krw"),
    "people": ("명", "인", "people", "persons"),
    "years": ("세", "살", "년", "years", "year", "yearsold"),
    "months": ("개월", "달", "months", "month"),
    "days": ("일", "days", "day"),
    "m2": ("m2", "㎡", "제곱미터"),
    "cc": ("cc", "시시"),
    "grade": ("급지", "급", "grade"),
    "rate": ("%", "퍼센트", "percent"),
}
_unit_of = {word: unit for unit, words in _units.items() for word in words}
_shown_units = {"KRW": "원", "people": "명", "years": "세(년)", "months": "개월", "days": "일", "rate": "비율(%)"}
_day = re.compile(r"([0-9]{4})\s?[-./년]\s?([0-9]{1,2})\s?[-./월]\s?([0-9]{1,2})\s?[.일]?")
_hundred = Decimal(100)


def read_number(text: str, subject: Subject) -> Decimal:
    """The number, in the subject's unit. CellFault: no number, or a number with another unit."""
    match = _written.fullmatch(text)
    unit = match["unit"] if match else None
    if _day.match(text) and (match is None or (unit is not None and _unit(unit) is None)):
        raise CellFault(
            "wrong_type",
            f"'{shown(text)}'은(는) 날짜입니다. '{shown(subject.label.ko)}'에는 수를 적어 주세요.",
            f"'{shown(text)}' is a date; '{shown(subject.label.en)}' takes a number",
        )
    if match is None:
        raise CellFault(
            "wrong_type",
            f"'{shown(text)}'은(는) 수가 아닙니다. '{shown(subject.label.ko)}'에는 >= 65, 18..34처럼 수를 적어 주세요.",
            f"'{shown(text)}' is no number; '{shown(subject.label.en)}' takes numbers, such as >= 65 or 18..34",
        )
    number = Decimal(match["number"].replace(",", "")) * _scales[match["scale"] or ""]
    return _in_unit(number, unit, subject)


def _unit(word: str) -> str | None:
    return _unit_of.get(word.casefold().replace(" ", ""))


def _in_unit(number: Decimal, word: str | None, subject: Subject) -> Decimal:
    if word is None:
        return number
    unit = _unit(word)
    if unit is None or unit != subject.unit:
        takes = _shown_units.get(subject.unit or "", subject.unit)
        ko = f"단위가 {takes}인 값입니다" if takes else "단위가 없는 값입니다"
        en = f"is counted in {subject.unit}" if subject.unit else "has no unit"
        raise CellFault(
            "wrong_unit",
            f"'{shown(subject.label.ko)}'은(는) {ko}. '{shown(word)}'을(를) 지우고 그 단위의 수로 적어 주세요.",
            f"'{shown(subject.label.en)}' {en}; take '{shown(word)}' away and write the number in that unit",
        )
    return number / _hundred if unit == "rate" else number


def read_day(text: str) -> dt.date:
    """A date: 2026-03-01, also 2026.3.1 and 2026년 3월 1일. CellFault: no date, or one that is not in the calendar."""
    match = _day.fullmatch(text)
    try:
        if match is not None and 1900 <= int(match[1]) <= 2100:  # as in a family's file
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise CellFault(
            "bad_date",
            f"'{shown(text)}'은(는) 달력에 없는 날입니다. 있는 날짜(2026-03-01)를 적어 주세요.",
            f"'{shown(text)}' is not in the calendar; write a date that exists (2026-03-01)",
        ) from None
    raise CellFault(
        "bad_date",
        f"'{shown(text)}'은(는) 1900년부터 2100년까지의 날짜가 아닙니다. 2026-03-01처럼 적어 주세요.",
        f"'{shown(text)}' is no date from 1900 to 2100; write it as 2026-03-01",
    )
