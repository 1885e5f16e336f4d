"""`clock/` of a pack: office hours, kinds of periods, grounds of suspensions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from madang.rules.clock.calendar import Span
from madang.rules.clock.kinds import Case, ExtensionRule, Kind, Reason, counts, hours_a_day, units
from madang.rules.clock.reading_holidays import certainties
from madang.rules.loading.service import Fields, Item, read_folder
from madang.rules.model import Place
from madang.rules.problems import Problems

_time = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


class _Listed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


T = TypeVar("T", bound=_Listed)


@dataclass(slots=True)
class ReadKinds:
    """What the files of the folder say together."""

    hours: tuple[Span, ...] = ()
    kinds: dict[str, Kind] = field(default_factory=dict)
    pauses: dict[str, Reason] = field(default_factory=dict)


def read_kinds(pack: Path, problems: Problems) -> ReadKinds:
    """The kinds of periods of a pack; a pack without office hours is a problem."""
    found = ReadKinds()
    for _, item in read_folder(pack, "clock", problems):
        fields = Fields(item, problems)
        hours = fields.take("office_hours")
        if hours is not None:
            found.hours = _hours(hours, problems)
        for entry in fields.each("kinds"):
            _once(found.kinds, _kind(entry), problems)
        for entry in fields.each("pauses"):
            _once(found.pauses, _reason(entry), problems)
        fields.close()
    if not found.hours:
        problems.add(
            "missing_key", Place("clock", 1), "근무시간(office_hours)이 없습니다.", "there are no office_hours"
        )
    return found


def _once(entries: dict[str, T], entry: T, problems: Problems) -> None:
    if entry.id in entries:
        first = entries[entry.id].place
        problems.add(
            "duplicate_name",
            entry.place,
            f"'{entry.id}'이(가) 두 번 정의되었습니다 (먼저: {first}).",
            f"'{entry.id}' is defined twice (first: {first})",
        )
    entries[entry.id] = entry


def _hours(item: Item, problems: Problems) -> tuple[Span, ...]:
    fields = Fields(item, problems)
    spans = [(_clock_time(entry, "from"), _clock_time(entry, "to")) for entry in fields.each("spans", required=True)]
    fields.text("law")
    fields.text("source")
    fields.one_of("certainty", certainties)
    fields.close()
    found = tuple((start, end) for start, end in spans if start is not None and end is not None)
    flat = [time for span in found for time in span]
    worked = sum((end.hour * 60 + end.minute) - (start.hour * 60 + start.minute) for start, end in found)
    if len(found) == len(spans) and (sorted(set(flat)) != flat or worked != hours_a_day * 60):
        problems.add(
            "bad_hours",
            fields.place,
            f"근무시간은 순서대로, 겹치지 않고, 모두 {hours_a_day}시간이어야 합니다.",
            f"office hours are in order, do not overlap and are {hours_a_day} hours in all",
        )
    return found


def _clock_time(fields: Fields, key: str) -> dt.time | None:
    text = fields.text(key)
    if not text:
        return None
    found = _time.fullmatch(text)
    if found is None:
        fields.wrong(fields.entries[key], f"'{key}'은(는) \"HH:MM\"입니다.", f"'{key}' is \"HH:MM\"")
        return None
    return dt.time(int(found[1]), int(found[2]))


def _kind(fields: Fields) -> Kind:
    extension = fields.take("extension")
    kind = Kind(
        id=fields.identifier("id"),
        label=fields.label(),
        law=fields.text("law"),
        source=fields.text("source"),
        certainty=fields.one_of("certainty", certainties),
        cases=tuple(_case(entry) for entry in fields.each("cases", required=True)),
        place=fields.place,
        extension=None if extension is None else read_extension(extension, fields.problems),
        note=fields.optional_text("note"),
    )
    _refuse_overlaps(kind.cases, fields)
    return kind


def _case(fields: Fields) -> Case:
    named = fields.items("units", required=True)
    for item in named:
        if item.text not in units:
            names = ", ".join(units)
            fields.wrong(item, f"단위는 {names} 가운데서 고릅니다.", f"a unit is one of {names}", "not_a_choice")
    count = fields.one_of("count", counts)
    first_day = fields.one_of("first_day", {"counted", "not_counted"}, "counted")
    moves = fields.one_of("ends_on_holiday", {"moved", "stays"}, "stays")
    least, most = fields.integer("least"), fields.integer("most")
    words = tuple(item.text for item in named)
    of_count = {"working_hours": {"hour", "day"}, "working_days": {"day"}, "days": {"day"}}
    if not set(words) <= of_count.get(count, {"week", "month", "year"}):
        fields.wrong(
            named[0], f"'{count}'(으)로는 이 단위를 세지 못합니다.", f"'{count}' does not count these units", "bad_case"
        )
    return Case(
        words, count, fields.text("law"), fields.place, least or 1, most, first_day == "counted", moves == "moved"
    )


def _refuse_overlaps(cases: Sequence[Case], fields: Fields) -> None:
    for index, case in enumerate(cases):
        for other in cases[:index]:
            shared = set(case.units) & set(other.units)
            ends = min(case.most or 10**9, other.most or 10**9)
            if shared and max(case.least, other.least) <= ends:
                fields.problems.add(
                    "overlap",
                    case.place,
                    f"같은 길이가 {other.place}에도 걸립니다.",
                    f"the same length is of the case at {other.place}, too",
                )


def read_extension(item: Item, problems: Problems) -> ExtensionRule:
    """`extension:` of a kind or of a period in a procedure."""
    fields = Fields(item, problems)
    rule = ExtensionRule(
        law=fields.text("law"),
        most_times=fields.integer("most_times") or 1,
        most=fields.integer("most"),
        consent_from=fields.integer("consent_from"),
        after_expiry=fields.flag("after_expiry"),
        reasons=tuple(_reason(entry) for entry in fields.each("reasons")),
    )
    fields.close()
    return rule


def _reason(fields: Fields) -> Reason:
    fields.optional_text("note")
    return Reason(fields.identifier("id"), fields.label(), fields.text("law"), fields.place)
