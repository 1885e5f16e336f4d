"""One period counted from its start: where it ends, and the steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.rules.clock.kinds import Period, hours_a_day, length_label
from madang.rules.clock.refusals import BadPeriod
from madang.rules.clock.spans import last_day
from madang.rules.clock.steps import Step, left_out, named, step
from madang.rules.clock.walking import Walk, Walked, one_day


@dataclass(slots=True)
class Counted:
    """Where a count ended (None: it waits for a suspension to end), and how it came there."""

    day: dt.date | None
    moment: dt.datetime | None
    steps: list[Step]


def counted(begun: dt.datetime, period: Period, amount: int, walk: Walk, *, first_day: bool | None = None) -> Counted:
    """`amount` of the period's unit, counted from `begun`. first_day: overrides whether that day counts.

    BadPeriod beyond the year 9999.
    """
    try:
        return _counted(begun, period, amount, walk, first_day)
    except OverflowError as error:
        raise BadPeriod("기간이 9999년을 넘습니다.", "the period goes beyond the year 9999") from error


def _counted(begun: dt.datetime, period: Period, amount: int, walk: Walk, first_day: bool | None) -> Counted:
    case = period.case
    if case.count == "working_hours":
        return _hours(begun, period, amount, walk)
    counts = case.first_day if first_day is None else first_day
    first = begun.date() if counts else begun.date() + one_day
    steps = [_first(begun.date(), counts, case.law)]
    if case.count == "calendar":
        walked = walk.longer(first, last_day(first, amount, period.unit))
    else:
        walked = walk.days(first, amount, working=case.count == "working_days")
    steps += left_out(walked.closed, walk.calendar, case.law)
    return _ended(walked, period, amount, walk, steps)


def _ended(walked: Walked, period: Period, amount: int, walk: Walk, steps: list[Step]) -> Counted:
    steps += _paused(walk, walked.day)
    if walked.day is None:
        return Counted(None, None, steps)
    law = period.case.law
    length, day = length_label(amount, period.unit), named(walked.day)
    steps.append(
        step(
            "last_day",
            f"{length.ko}의 마지막 날은 {day.ko}입니다.",
            f"The last day of the {length.en} is {day.en}.",
            law,
            walked.day,
        )
    )
    end: dt.date | None = walked.day
    if period.case.moves:
        end, passed = walk.moved(walked.day)
        steps += [_moved(one, walk, law) for one in passed]
        if end is None:
            return Counted(None, None, steps)
    assert end is not None
    day = named(end)
    steps.append(step("ends", f"{day.ko}이 끝날 때 만료합니다.", f"It ends with {day.en}.", "민법 §159", end))
    return Counted(end, None, steps)


def _hours(begun: dt.datetime, period: Period, amount: int, walk: Walk) -> Counted:
    hours = amount if period.unit == "hour" else amount * hours_a_day
    walked = walk.hours(begun, hours)
    law = period.case.law
    steps = [
        step(
            "first_day",
            f"하루를 {hours_a_day}시간으로 보아 근무시간 {hours}시간을 접수한 시각부터 셉니다.",
            f"{hours} office hours, {hours_a_day} to a day, are counted from the time of receipt.",
            law,
        ),
        *left_out(walked.closed, walk.calendar, law),
        *_paused(walk, walked.day),
    ]
    if walked.day is None or walked.moment is None:
        return Counted(None, None, steps)
    day, time = named(walked.day), f"{walked.moment:%H:%M}"
    words = (
        f"{day.ko} {time}에 근무시간 {hours}시간이 찹니다.",
        f"The {hours} office hours are full at {time} on {day.en}.",
    )
    return Counted(walked.day, walked.moment, [*steps, step("ends", *words, law, walked.day)])


def _first(day: dt.date, counts: bool, law: str) -> Step:
    name = named(day)
    if counts:
        return step("first_day", f"첫날인 {name.ko}부터 셉니다.", f"The first day, {name.en}, is counted.", law, day)
    return step(
        "first_day",
        f"첫날인 {name.ko}은 넣지 않고 다음 날부터 셉니다.",
        f"The first day, {name.en}, is not counted; the count begins with the next.",
        law,
        day,
    )


def _paused(walk: Walk, until: dt.date | None) -> list[Step]:
    found = []
    for pause in walk.pauses:
        if until is not None and pause.first > until:
            continue
        begins, ground = named(pause.first), pause.ground
        if pause.last is None:
            words = (
                f"{begins.ko}부터 멈춰 있습니다: {ground.label.ko}. 끝나는 날이 정해지면 이어서 셉니다.",
                f"Suspended since {begins.en}: {ground.label.en}. The count goes on when that ends.",
            )
            found.append(step("waits", *words, ground.law, pause.first))
            continue
        ends, days = named(pause.last), (pause.last - pause.first).days + 1
        words = (
            f"{begins.ko}부터 {ends.ko}까지 {days}일은 넣지 않습니다: {ground.label.ko}.",
            f"{days} day{'' if days == 1 else 's'} from {begins.en} to {ends.en}: not counted. {ground.label.en}.",
        )
        found.append(step("paused", *words, ground.law, pause.first))
    return found


def _moved(day: dt.date, walk: Walk, law: str) -> Step:
    why, name = walk.calendar.why_closed(day), named(day)
    if why is None:
        pause = walk.paused(day)
        assert pause is not None
        why, law = pause.ground.label, pause.ground.law
    else:
        law = ", ".join(["민법 §161", *(holiday.law for holiday in walk.calendar.holidays(day))])
    ko, en = f"{name.ko}은 {why.ko}이므로 다음 날로 넘어갑니다.", f"{name.en} is {why.en}: it moves to the next day."
    return step("moved", ko, en, law, day)
