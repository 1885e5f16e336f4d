"""Regions with their validity: names and codes change, are merged and split, and the law of a day needs that day's.

Two files of a pack's `regions/` folder. `codes.csv`: code, name, level (sido, sigungu, gu), parent, valid_from,
valid_to, successor (codes, separated by spaces); an empty date is open. `classes.yaml`: for each attribute
`{default: …, values: [{value, regions: [codes, code prefixes or names], from, to, law, source, certainty}]}`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from madang.rules.loading.service import Fields, Item, decode, nearest_hint, read_yaml
from madang.rules.model import Label, Place
from madang.rules.problems import Problem, Problems, ProblemsFound

_ends_like = re.compile(r"(특별자치도|특별자치시|특별시|광역시|직할시|남도|북도|도|시)$")
_two_letters = {
    "충청북도": "충북",
    "충청남도": "충남",
    "전라북도": "전북",
    "전라남도": "전남",
    "경상북도": "경북",
    "경상남도": "경남",
}
_columns = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
most_bytes = 2_000_000


@dataclass(frozen=True, slots=True)
class Region:
    """One region while it was so called. level: sido, sigungu, gu; valid_from, valid_to: inclusive, None = open."""

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor: tuple[str, ...] = ()

    def valid_on(self, day: dt.date) -> bool:
        """Whether the region exists, by this name and code, on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A value of an attribute for some regions (codes, prefixes or names) in a period, with its legal source."""

    value: Any
    regions: frozenset[str]
    start: dt.date | None
    end: dt.date | None
    law: str | None
    source: str
    certainty: str
    place: Place


@dataclass(frozen=True, slots=True)
class RegionClass:
    """An attribute of regions (`rent_grade`): the first matching value wins, else the default."""

    name: str
    default: Any
    values: tuple[ClassValue, ...]


@dataclass(slots=True)
class Regions:
    """The table of regions and their classes."""

    rows: tuple[Region, ...]
    classes: Mapping[str, RegionClass] = field(default_factory=dict)
    _by_code: dict[str, list[Region]] = field(default_factory=dict, repr=False)
    _by_name: dict[str, list[Region]] = field(default_factory=dict, repr=False)
    _by_short: dict[str, list[Region]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._by_code.setdefault(row.code, []).append(row)
            self._by_name.setdefault(row.name, []).append(row)
            short = _short(row.name)
            self._by_short.setdefault(short, []).append(row)
            if " " in short:
                self._by_short.setdefault(short.split(" ", 1)[1], []).append(row)

    @classmethod
    def load(cls, folder: Path) -> Regions:
        """The table in a folder with `codes.csv` and, if there are classes, `classes.yaml`. ProblemsFound."""
        problems = Problems(most=200)
        rows = _read_codes(folder / "codes.csv", problems)
        classes = _read_classes(folder / "classes.yaml", problems)
        problems.check()
        return cls(tuple(rows), classes)

    def find(self, name_or_code: str, on: dt.date, place: Place | None = None) -> Region:
        """The region of that day, by code, full name, short form ("서울 종로구") or the former name of the same code.

        ProblemsFound with code unknown_region, region_ended (names the successors), region_not_yet (names the day
        it began) or ambiguous_region (lists the candidates).
        """
        text = " ".join(name_or_code.split())
        known = self._by_code.get(text) or self._by_name.get(text) or self._by_short.get(_short(text)) or []
        valid = [row for row in known if row.valid_on(on)]
        if known and not valid:
            codes = {row.code for row in known}
            valid = [row for code in codes for row in self._by_code[code] if row.valid_on(on)]
        valid = _deepest(valid)
        if len(valid) == 1:
            return valid[0]
        raise ProblemsFound([self._refusal(text, known, valid, on, place)])

    def facts(self, region: Region, on: dt.date) -> dict[str, Any]:
        """The facts `region.<attribute>` on a day: Decimal, str, bool or None."""
        codes = self._lineage(region)
        return {f"region.{name}": _class_value(group, codes, on) for name, group in self.classes.items()}

    def _lineage(self, region: Region) -> list[Region]:
        line = [region]
        while line[-1].parent and line[-1].parent in self._by_code and len(line) < 5:
            line.append(self._by_code[line[-1].parent][-1])
        return line

    def _refusal(
        self, text: str, known: list[Region], valid: list[Region], on: dt.date, place: Place | None
    ) -> Problem:
        if len(valid) > 1:
            names = ", ".join(f"{row.name}({row.code})" for row in valid[:6])
            return Problem(
                "ambiguous_region",
                Label(f"'{text}'은(는) 여러 곳입니다: {names}.", f"'{text}' could be several regions: {names}"),
                place,
            )
        if not known:
            message = Label(f"'{text}'은(는) 모르는 지역입니다.", f"unknown region '{text}'")
            return Problem("unknown_region", message, place, nearest_hint(text, self._by_name))
        ended = [row for row in known if row.valid_to is not None and row.valid_to < on]
        if ended:
            return self._ended(text, max(ended, key=lambda row: row.valid_to or dt.date.min), place)
        began = min(row.valid_from for row in known if row.valid_from is not None)
        return Problem(
            "region_not_yet",
            Label(f"'{text}'은(는) {began}에 생겼습니다 (기준일 {on}).", f"'{text}' began on {began}, after {on}"),
            place,
        )

    def _ended(self, text: str, row: Region, place: Place | None) -> Problem:
        after = [self._by_code[code][-1].name if code in self._by_code else code for code in row.successor]
        followed_ko = f" 이어진 곳: {', '.join(after)}." if after else ""
        followed_en = f"; it was followed by {', '.join(after)}" if after else ""
        since = (row.valid_to or dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
        message = Label(
            f"'{text}'({row.code})은(는) {since}부터 없습니다.{followed_ko}",
            f"'{text}' ({row.code}) no longer exists since {since}{followed_en}",
        )
        return Problem("region_ended", message, place)


def _short(name: str) -> str:
    first, _, rest = name.partition(" ")
    short = _two_letters.get(first) or _ends_like.sub("", first) or first
    return f"{short} {rest}".strip()


def _deepest(rows: Iterable[Region]) -> list[Region]:
    """Of rows with one name (세종특별자치시 is sido and sigungu), the innermost; each code once."""
    order = {"sido": 0, "sigungu": 1, "gu": 2}
    by_name: dict[str, Region] = {}
    for row in rows:
        held = by_name.get(row.name)
        if held is None or order.get(row.level, 3) > order.get(held.level, 3):
            by_name[row.name] = row
    return list(by_name.values())


def _class_value(group: RegionClass, line: list[Region], on: dt.date) -> Any:
    current = [
        entry
        for entry in group.values
        if (entry.start is None or entry.start <= on) and (entry.end is None or on <= entry.end)
    ]
    for region in line:  # the innermost region that is named decides
        for entry in current:
            if region.code in entry.regions or region.name in entry.regions:
                return entry.value
    prefixes = [
        (len(prefix), entry.value)
        for entry in current
        for prefix in entry.regions
        if prefix.isdigit() and line[0].code.startswith(prefix)
    ]
    return max(prefixes, key=lambda found: found[0])[1] if prefixes else group.default


def _read_codes(path: Path, problems: Problems) -> list[Region]:
    file = f"regions/{path.name}"
    try:
        text = decode(path.read_bytes(), file, most_bytes)
    except OSError as error:
        problems.add(
            "missing_file",
            Place(file, 1),
            f"파일을 읽을 수 없습니다: {error.strerror}",
            f"the file cannot be read: {error.strerror}",
        )
        return []
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if tuple(reader.fieldnames or ()) != _columns:
        problems.add(
            "bad_columns",
            Place(file, 1),
            f"열은 {','.join(_columns)} 이어야 합니다.",
            f"the columns must be {','.join(_columns)}",
        )
        return []
    return [row for entry in reader if (row := _row(entry, Place(file, reader.line_num), problems)) is not None]


def _row(entry: dict[str, str], place: Place, problems: Problems) -> Region | None:
    try:
        start, end = (dt.date.fromisoformat(entry[key]) if entry[key] else None for key in ("valid_from", "valid_to"))
    except (ValueError, TypeError):
        problems.add("bad_date", place, "날짜가 YYYY-MM-DD가 아닙니다.", "a date is not YYYY-MM-DD")
        return None
    if not entry["code"] or not entry["name"] or entry["level"] not in ("sido", "sigungu", "gu"):
        problems.add(
            "bad_row",
            place,
            "code, name, level(sido·sigungu·gu)이 있어야 합니다.",
            "code, name and level (sido, sigungu, gu) are needed",
        )
        return None
    return Region(
        entry["code"],
        entry["name"],
        entry["level"],
        entry["parent"] or None,
        start,
        end,
        tuple(re.split(r"[ ;|]+", entry["successor"])) if entry["successor"] else (),
    )


def _read_classes(path: Path, problems: Problems) -> dict[str, RegionClass]:
    if not path.exists():
        return {}
    file = f"regions/{path.name}"
    whole = Fields(read_yaml(decode(path.read_bytes(), file, most_bytes), file), problems)
    inner = whole.take("classes")
    fields = whole if inner is None else Fields(inner, problems)
    return {
        name: _read_class(name, item, problems)
        for name in fields.entries
        if name != "classes" and (item := fields.take(name, required=True)) is not None
    }


def _read_class(name: str, item: Item, problems: Problems) -> RegionClass:
    fields = Fields(item, problems)
    default = _plain(fields.entries.get("default"))
    for key in ("default", "label", "note", "law"):
        fields.take(key)
    if "default" not in fields.entries:
        problems.add("missing_key", fields.place, "'default'가 없습니다.", "'default' is missing")
    values = tuple(_read_value(entry) for entry in fields.each("values"))
    fields.close()
    return RegionClass(name, default, values)


def _read_value(fields: Fields) -> ClassValue:
    start, end = fields.validity()
    value = _plain(fields.take("value", required=True))
    regions = frozenset(item.text for item in fields.items("regions", required=True))
    fields.take("note")
    fields.take("url")
    return ClassValue(
        value,
        regions,
        start,
        end,
        fields.optional_text("law"),
        fields.text("source"),
        fields.one_of("certainty", {"official", "secondary", "to_be_checked"}),
        fields.place,
    )


def _plain(item: Item | None) -> Decimal | str | bool | dt.date | None:
    return None if item is None or isinstance(item.value, dict | list) else item.value
