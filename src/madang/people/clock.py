"""Days of the law as moments: they begin at midnight in Seoul, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from madang.people.refusals import BadDelegation

SEOUL = ZoneInfo("Asia/Seoul")
OF_AGE = 19


def now() -> dt.datetime:
    """This moment, aware."""
    return dt.datetime.now(dt.UTC)


def midnight(day: dt.date) -> dt.datetime:
    """When the day begins."""
    return dt.datetime.combine(day, dt.time(), SEOUL)


def day_of(at: dt.datetime) -> dt.date:
    """The day that it is in Seoul. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("the time has no time zone")
    return at.astimezone(SEOUL).date()


def of_age_on(born: dt.date) -> dt.date:
    """The first day of majority: 19 years, the day of birth counted (민법 §4, §158, §160②·③).

    Born on 29 February: in a year without one the 19th year ends with the month, so the day is 1 March.
    """
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        pass
    if born.year + OF_AGE > dt.MAXYEAR:
        raise BadDelegation("생년월일이 있을 수 없는 날입니다.", "Nobody is born on that day.")
    return dt.date(born.year + OF_AGE, 3, 1)
