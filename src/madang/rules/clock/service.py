"""The door of the legal clock: load a pack's calendar, say when a period ends and why, and what is left of it.

A period is made by :meth:`Clock.period` of a kind (`petition`, `civil` …: packs/korea/clock/kinds.yaml) and a length;
:func:`due` counts it from a moment. What cannot be counted is a :class:`ClockRefused`.
"""

from __future__ import annotations

from madang.rules.clock.calendar import SEOUL, Calendar
from madang.rules.clock.clock import Clock, load_clock
from madang.rules.clock.due import Due, Remaining, due, in_seoul, remaining
from madang.rules.clock.holidays import Holiday, HolidayRule
from madang.rules.clock.kinds import Case, Extension, ExtensionRule, Kind, Pause, Period, Reason, length_label
from madang.rules.clock.reading_kinds import read_extension
from madang.rules.clock.refusals import BadExtension, BadPause, BadPeriod, ClockRefused, NaiveTime, NoHolidays
from madang.rules.clock.steps import Step, named

__all__ = [
    "SEOUL",
    "BadExtension",
    "BadPause",
    "BadPeriod",
    "Calendar",
    "Case",
    "Clock",
    "ClockRefused",
    "Due",
    "Extension",
    "ExtensionRule",
    "Holiday",
    "HolidayRule",
    "Kind",
    "NaiveTime",
    "NoHolidays",
    "Pause",
    "Period",
    "Reason",
    "Remaining",
    "Step",
    "due",
    "in_seoul",
    "length_label",
    "load_clock",
    "named",
    "read_extension",
    "remaining",
]
