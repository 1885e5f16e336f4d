"""`codes.csv` and `classes.yaml` of a pack's `regions/` folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from decimal import Decimal
from pathlib import Path

from madang.rules.loading.service import Fields, Item, decode, nearest_hint, read_rows, read_yaml
from madang.rules.model import Place
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regions.records import ClassValue, Region, RegionClass

_columns = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
most_bytes = 2_000_000


def read_codes(path: Path, problems: Problems) -> list[Region]:
    """The rows of `codes.csv`; problems of a row name its line."""
    read = read_rows(path, f"regions/{path.name}", _columns, problems)
    rows = [row for entry, place in read if (row := _row(entry, place, problems)) is not None]
    _check_rows(rows, problems)
    return rows


def _check_rows(rows: Sequence[Region], problems: Problems) -> None:
    seen: dict[str, list[Region]] = {}
    for row in rows:
        for other in seen.get(row.code, []):
            if (row.valid_from or dt.date.min) <= (other.valid_to or dt.date.max) and (
                other.valid_from or dt.date.min
            ) <= (row.valid_to or dt.date.max):
                problems.add(
                    "overlap", row.place, f"코드 {row.code}이(가) 겹칩니다.", f"the code {row.code} is in force twice"
                )
        seen.setdefault(row.code, []).append(row)
    for row in rows:
        for code in (*row.successor, *((row.parent,) if row.parent else ())):
            if code not in seen:
                problems.add("unknown_region", row.place, f"코드 {code}이(가) 표에 없습니다.", f"no code {code} here")


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
        tuple(entry["successor"].split()) if entry["successor"] else (),
        place,
    )


def read_classes(path: Path, rows: Sequence[Region], problems: Problems) -> dict[str, RegionClass]:
    """The attributes of `classes.yaml`; a region that the table does not know is a problem."""
    if not path.exists():
        return {}
    file = f"regions/{path.name}"
    try:
        whole = Fields(read_yaml(decode(path.read_bytes(), file, most_bytes), file), problems)
    except ProblemsFound as found:
        problems.extend(found)
        return {}
    inner = whole.take("classes")
    fields = whole if inner is None else Fields(inner, problems)
    known = {row.code for row in rows} | {row.name for row in rows}
    known |= {row.code[:length] for row in rows for length in range(2, len(row.code))}
    return {
        name: _read_class(name, item, known, problems)
        for name in fields.entries
        if name != "classes" and (item := fields.take(name, required=True)) is not None
    }


def _read_class(name: str, item: Item, known: Set[str], problems: Problems) -> RegionClass:
    fields = Fields(item, problems)
    default = _plain(fields.entries.get("default"))
    for key in ("default", "label", "note", "law"):
        fields.take(key)
    if "default" not in fields.entries:
        problems.add("missing_key", fields.place, "'default'가 없습니다.", "'default' is missing")
    values = tuple(_read_value(entry, known) for entry in fields.each("values"))
    fields.close()
    return RegionClass(name, default, values)


def _read_value(fields: Fields, known: Set[str]) -> ClassValue:
    start, end = fields.validity()
    value = _plain(fields.take("value", required=True))
    regions = fields.items("regions", required=True)
    for item in regions:
        if item.text not in known:
            fields.problems.add(
                "unknown_region",
                item.place,
                f"'{item.text}'은(는) codes.csv에 없습니다.",
                f"'{item.text}' is not in codes.csv",
                nearest_hint(item.text, known),
            )
    fields.take("note")
    fields.take("url")
    return ClassValue(
        value,
        frozenset(item.text for item in regions),
        start,
        end,
        fields.optional_text("law"),
        fields.text("source"),
        fields.one_of("certainty", {"official", "secondary", "to_be_checked"}),
        fields.place,
    )


def _plain(item: Item | None) -> Decimal | str | bool | dt.date | None:
    return None if item is None or isinstance(item.value, dict | list) else item.value
