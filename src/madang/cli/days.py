"""Days and moments of the command line; argparse speaks before the language is known, so both are said."""

from __future__ import annotations

import argparse
import datetime as dt
import re

KOREA = dt.timezone(dt.timedelta(hours=9))


def day(text: str) -> dt.date:
    """A day written YYYY-MM-DD."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 없는 날짜입니다 / no such day") from None
    raise argparse.ArgumentTypeError(
        f"{text}: 날짜는 2026-03-20과 같은 꼴로 적습니다 / a date is written like 2026-03-20"
    )


def moment(text: str) -> dt.datetime:
    """A moment written 2026-03-20T14:00, in Korea's time unless it says otherwise."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text}: 때는 2026-03-20T14:00과 같은 꼴로 적습니다 / a moment is written like 2026-03-20T14:00"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=KOREA)


def today() -> dt.date:
    """Today in Korea."""
    return dt.datetime.now(KOREA).date()
