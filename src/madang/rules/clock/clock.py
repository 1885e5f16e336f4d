"""A pack's clock: its calendar, its kinds of periods, its grounds of suspensions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from madang.rules.clock.calendar import Calendar
from madang.rules.clock.kinds import ExtensionRule, Kind, Pause, Period, Reason, period_of
from madang.rules.clock.reading_holidays import read_holidays
from madang.rules.clock.reading_kinds import read_kinds
from madang.rules.clock.refusals import BadPause, BadPeriod
from madang.rules.problems import Problems


@dataclass(frozen=True, slots=True)
class Clock:
    """Does not change after it is made. kinds and grounds by id."""

    calendar: Calendar
    kinds: Mapping[str, Kind]
    grounds: Mapping[str, Reason]

    def period(self, kind: str, amount: int, unit: str, *, law: str, extension: ExtensionRule | None = None) -> Period:
        """A period of a kind. law: what gives it. extension: instead of the kind's own rule.

        BadPeriod for a kind the pack does not have, or a length without a case.
        """
        if kind not in self.kinds:
            raise BadPeriod(f"'{kind}'이라는 기간의 종류가 없습니다.", f"no kind of period '{kind}'")
        return period_of(self.kinds[kind], amount, unit, law, extension)

    def pause(self, ground: str, first: dt.date, last: dt.date | None = None) -> Pause:
        """Days that are not counted, both included, on a ground of the pack (supplement …). BadPause."""
        if ground not in self.grounds:
            raise BadPause(f"'{ground}'은(는) 기간을 멈추는 사유가 아닙니다.", f"'{ground}' suspends no period")
        return Pause(first, last, self.grounds[ground])


def load_clock(pack: Path) -> Clock:
    """The clock of a pack: `holidays/` and `clock/`. ProblemsFound naming file and line."""
    problems = Problems(most=200)
    years, holidays = read_holidays(pack, problems)
    kinds = read_kinds(pack, problems)
    problems.check()
    return Clock(Calendar(years, holidays, kinds.hours), kinds.kinds, kinds.pauses)
