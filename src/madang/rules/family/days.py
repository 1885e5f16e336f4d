"""Days as a family file writes them, 2026-03-20; what is wrong with another is told exactly."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from madang.rules.family.records import Family
from madang.rules.loading.service import Item, as_date
from madang.rules.model import Label
from madang.rules.problems import Problems

earliest, latest = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_right_form = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_other_form = re.compile(
    r"([0-9]{4})\s*[-./년]\s*([0-9]{1,2})\s*[-./월]\s*([0-9]{1,2})\s*[.일]?|([0-9]{4})([0-9]{2})([0-9]{2})"
)


def read_day(name: str, item: Item, problems: Problems) -> dt.date | None:
    """A day from 1900 to 2100; anything else is a problem, and None."""
    day = as_date(item)
    if day is None:
        _refuse(name, item, problems)
        return None
    if not earliest <= day <= latest:
        problems.add(
            "date_out_of_range",
            item.place,
            f"'{name}': 날짜 {day}은(는) 1900년부터 2100년 사이가 아닙니다.",
            f"'{name}': the date {day} is not within 1900 to 2100",
        )
        return None
    return day


def _refuse(name: str, item: Item, problems: Problems) -> None:
    shown = "[…]" if isinstance(item.value, list) else "{…}" if isinstance(item.value, dict) else item.text[:40]
    ko, en, hint = "날짜는 2026-03-20과 같은 꼴로 적습니다", "a date is written like 2026-03-20", None
    if _right_form.fullmatch(shown):
        ko, en = "없는 날짜입니다", "no such day"
    elif (meant := _meant(shown)) is not None:
        hint = Label(f"혹시 {meant}?", f"did you mean {meant}?")
    problems.add("bad_date", item.place, f"'{name}': {ko} ('{shown}').", f"'{name}': {en}, not '{shown}'", hint)


def _meant(text: str) -> dt.date | None:
    """The day that 2026-3-5, 2026.3.5, 2026년 3월 5일 or 20260305 says."""
    match = _other_form.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return dt.date(*(int(part) for part in match.groups() if part is not None))
    except ValueError:
        return None


def refuse_later_evidence(name: str, item: Item | None, as_of: dt.date | None, until: dt.date, found: Problems) -> None:
    """Evidence of a day that the reference date has not reached is a problem."""
    if as_of is not None and as_of > until:
        found.add(
            "evidence_later",
            None if item is None else item.place,
            f"'{name}': 자료의 기준일(as_of) {as_of}이(가) 답하는 기준일 {until}보다 뒤입니다.",
            f"'{name}': the evidence is as of {as_of}, after the reference date {until}",
        )


def born_between(family: Family, person: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which the person can have been born, by birth date or age; None: nobody says."""
    facts = family.persons[person].facts
    born = facts["person.birth_date"].value if "person.birth_date" in facts else None
    if isinstance(born, dt.date):
        return born, born
    age = facts["person.age"].value if "person.age" in facts else None
    if not isinstance(age, Decimal):
        return None
    return _years_before(family.date, int(age) + 1) + dt.timedelta(days=1), _years_before(family.date, int(age))


def years_between(born: dt.date, day: dt.date) -> int:
    """Full years of age on a day (민법 §158: the day of birth counts; 만 나이)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and no such day that year
        return day.replace(year=day.year - years, day=28)
