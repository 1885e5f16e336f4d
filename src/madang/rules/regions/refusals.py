"""Why a text names no region of a day: unknown, gone, not yet there, or several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from madang.rules.loading.service import nearest_hint
from madang.rules.model import Label, Place
from madang.rules.problems import Problem
from madang.rules.regions.records import Region


def refusal(
    by_code: Mapping[str, list[Region]],
    by_name: Mapping[str, list[Region]],
    text: str,
    known: list[Region],
    valid: list[Region],
    on: dt.date,
    place: Place | None,
) -> Problem:
    """The problem with a text: `known` are the regions it ever named, `valid` those of the day."""
    if len(valid) > 1:
        names = ", ".join(f"{row.name}({row.code})" for row in valid[:6])
        return Problem(
            "ambiguous_region",
            Label(f"'{text}'은(는) 여러 곳입니다: {names}.", f"'{text}' could be several regions: {names}"),
            place,
        )
    if not known:
        message = Label(f"'{text}'은(는) 모르는 지역입니다.", f"unknown region '{text}'")
        return Problem("unknown_region", message, place, nearest_hint(text, by_name))
    ended = [row for row in known if row.valid_to is not None and row.valid_to < on]
    if ended:
        return _ended(by_code, text, max(ended, key=lambda row: row.valid_to or dt.date.min), place)
    began = min(row.valid_from for row in known if row.valid_from is not None)
    return Problem(
        "region_not_yet",
        Label(f"'{text}'은(는) {began}에 생겼습니다 (기준일 {on}).", f"'{text}' began on {began}, after {on}"),
        place,
    )


def _ended(by_code: Mapping[str, list[Region]], text: str, row: Region, place: Place | None) -> Problem:
    after = [by_code[code][-1].name if code in by_code else code for code in row.successor]
    followed_ko = f" 이어진 곳: {', '.join(after)}." if after else ""
    followed_en = f"; it was followed by {', '.join(after)}" if after else ""
    since = (row.valid_to or dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
    message = Label(
        f"'{text}'({row.code})은(는) {since}부터 없습니다.{followed_ko}",
        f"'{text}' ({row.code}) no longer exists since {since}{followed_en}",
    )
    return Problem("region_ended", message, place)
