"""What holds of every period, whatever its start (Hypothesis)."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.clock.service import SEOUL, Due, Pause, Period, due, remaining
from madang.rules.clock.tests.korean import korea

first, last = dt.datetime(2023, 1, 1), dt.datetime(2026, 9, 30)  # noqa: DTZ001 -- the zone is set below
unhurried = settings(deadline=None)  # a busy machine is no fault of the clock
starts = st.datetimes(first, last).map(lambda moment: moment.replace(microsecond=0, tzinfo=SEOUL))
lengths = st.one_of(
    st.tuples(st.sampled_from(["petition", "civil", "restriction"]), st.integers(1, 60), st.just("day")),
    st.tuples(st.sampled_from(["petition", "civil"]), st.integers(1, 8), st.just("week")),
    st.tuples(st.sampled_from(["petition", "civil"]), st.integers(1, 6), st.just("month")),
)


def count(start: dt.datetime, period: Period, pauses: tuple[Pause, ...] = ()) -> Due:
    return due(start, period, korea().calendar, pauses)


def made(length: tuple[str, int, str]) -> Period:
    kind, amount, unit = length
    return korea().period(kind, amount, unit, law="시험")


def end_of(found: Due) -> dt.date:
    assert found.day is not None
    return found.day


def pause(start: dt.datetime, after: int, days: int) -> Pause:
    begins = start.date() + dt.timedelta(days=after)
    return korea().pause("supplement", begins, begins + dt.timedelta(days=days - 1))


@unhurried
@given(starts, st.integers(0, 90 * 24 * 60), lengths)
def test_who_begins_later_does_not_end_earlier(start: dt.datetime, minutes: int, length: tuple[str, int, str]) -> None:
    period = made(length)
    later = start + dt.timedelta(minutes=minutes)
    early, late = count(start, period), count(later, period)
    assert end_of(early) <= end_of(late)
    if early.moment is not None and late.moment is not None:
        assert early.moment <= late.moment


@unhurried
@given(starts, lengths)
def test_it_ends_on_a_working_day_where_the_law_says_so(start: dt.datetime, length: tuple[str, int, str]) -> None:
    found = count(start, made(length))
    if length[0] != "restriction":
        assert korea().calendar.works(end_of(found))
    assert end_of(found) >= start.date()


@unhurried
@given(starts, lengths, st.integers(0, 40), st.integers(1, 20))
def test_a_suspension_moves_the_end_by_what_it_takes(
    start: dt.datetime, length: tuple[str, int, str], after: int, days: int
) -> None:
    """Counted anew: as many days count between the ends as counted among the suspended ones."""
    period = made(length)
    out = pause(start, after, days)
    before, with_it = count(start, period), count(start, period, (out,))
    if out.first > end_of(before):
        assert with_it.day == before.day
        return
    assert end_of(with_it) >= end_of(before)
    if period.case.count == "working_days":
        works = korea().calendar.works
        assert out.last is not None
        suspended = [day for day in span(out.first, out.last) if works(day)]
        between = [day for day in span(start.date(), end_of(with_it)) if works(day)]
        assert len(between) - len(suspended) == period.amount or not suspended


@unhurried
@given(starts, st.integers(1, 60), st.integers(0, 40), st.integers(1, 20))
def test_every_day_that_was_suspended_is_given_back(start: dt.datetime, amount: int, after: int, days: int) -> None:
    """행정기본법 §6②: no end moves for a holiday, so the ends are apart by exactly the suspended days."""
    period = korea().period("restriction", amount, "day", law="시험")
    out = pause(start, after, days)
    before, with_it = end_of(count(start, period)), end_of(count(start, period, (out,)))
    assert (with_it - before).days == (days if out.first <= before else 0)


@unhurried
@given(starts, st.integers(1, 5), st.integers(0, 20), st.integers(1, 10))
def test_suspended_hours_are_given_back(start: dt.datetime, amount: int, after: int, days: int) -> None:
    """Office hours between the start and the end, the suspended days aside, are what the period is."""
    period = korea().period("petition", amount, "day", law="시험")
    out = pause(start, after, days)
    found = count(start, period, (out,))
    assert found.moment is not None
    assert out.last is not None
    worked = dt.timedelta()
    for day in span(start.date(), found.moment.date()):
        if not out.first <= day <= out.last:
            for opens, closes in korea().calendar.spans(day):
                worked += max(min(closes, found.moment) - max(opens, start), dt.timedelta())
    assert worked == dt.timedelta(hours=8 * amount)


@unhurried
@given(starts, lengths)
def test_the_last_day_is_not_over_and_the_next_is(start: dt.datetime, length: tuple[str, int, str]) -> None:
    found, calendar = count(start, made(length)), korea().calendar
    end = found.moment or dt.datetime.combine(end_of(found), dt.time(23, 59, 59), SEOUL)
    assert not remaining(found, end, calendar).over
    assert remaining(found, end + dt.timedelta(seconds=1), calendar).over
    assert remaining(found, end, calendar).days == 0


def span(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + dt.timedelta(days=step) for step in range((end - start).days + 1)]
