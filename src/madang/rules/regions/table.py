"""The table of regions: finding one on a day, and the facts that follow from where a home is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from madang.rules.model import Place
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regions.naming import endings, may_mean, short_form
from madang.rules.regions.reading import read_classes, read_codes
from madang.rules.regions.records import Region, RegionClass
from madang.rules.regions.refusals import refusal

_levels = {"sido": 0, "sigungu": 1, "gu": 2}
_most_kept = 20_000
"""Regions and days of which it is kept what follows from them."""
_code_length = 10  # 법정동 코드; shorter ones are filled with zeros


class Regions:
    """The table of regions and their classes; it does not change after it is made."""

    def __init__(self, rows: Sequence[Region], classes: Mapping[str, RegionClass] | None = None) -> None:
        self.rows = tuple(rows)
        self.classes = dict(classes or {})
        self.by_code: dict[str, list[Region]] = {}
        self.by_name: dict[str, list[Region]] = {}
        self._by_short: dict[str, list[Region]] = {}
        self._by_ending: dict[str, list[Region]] = {}
        self._at: dict[tuple[str, dt.date], Mapping[str, Any]] = {}
        for row in self.rows:
            self.by_code.setdefault(row.code, []).append(row)
            self.by_name.setdefault(row.name, []).append(row)
            self._by_short.setdefault(short_form(row.name), []).append(row)
            for ending in endings(row.name):
                self._by_ending.setdefault(ending, []).append(row)

    @classmethod
    def load(cls, folder: Path) -> Regions:
        """The table in a folder with `codes.csv` and, if there are classes, `classes.yaml`. ProblemsFound."""
        problems = Problems(most=200)
        rows = read_codes(folder / "codes.csv", problems)
        classes = read_classes(folder / "classes.yaml", rows, problems)
        problems.check()
        return cls(rows, classes)

    def find(self, name_or_code: str, on: dt.date, place: Place | None = None) -> Region:
        """The region of that day, by code, full name, short form ("서울 종로구", "수원시 영통구"), or former name.

        A former name is taken when its code is still in use; what was merged or split is refused, with what followed.

        ProblemsFound with code unknown_region, region_ended (names the successors), region_not_yet (names the day
        it began) or ambiguous_region (lists the candidates).
        """
        text = " ".join(name_or_code.split())
        known = self.named(text)
        valid = [row for row in known if row.valid_on(on)]
        if not valid:
            codes = dict.fromkeys(row.code for row in known)
            valid = [row for code in codes for row in self.by_code[code] if row.valid_on(on)]
        valid = _innermost(valid)
        if len(valid) == 1:
            return valid[0]
        raise ProblemsFound([refusal(self.by_code, self.by_name, text, known, valid, on, place)])

    def facts(self, region: Region, on: dt.date) -> dict[str, Any]:
        """The facts `region.<attribute>` on a day: Decimal, str, bool or None."""
        line = self._line(region, on)
        return {f"region.{name}": _class_value(group, line, on) for name, group in self.classes.items()}

    def whereabouts(self, region: Region, on: dt.date) -> dict[str, str]:
        """region.district and region.province: the codes of the sigungu and sido it lies in; a sido has no district."""
        facts = {"sigungu": "region.district", "sido": "region.province"}
        return {facts[row.level]: row.code for row in self._line(region, on) if row.level in facts}

    def facts_at(self, code: str, on: dt.date) -> Mapping[str, Any]:
        """Everything that follows on a day from where a home is: facts and whereabouts. ProblemsFound as `find`."""
        found = self._at.get((code, on))
        if found is None:
            region = self.find(code, on)
            found = {**self.facts(region, on), **self.whereabouts(region, on)}
            if len(self._at) >= _most_kept:
                self._at.clear()
            self._at[code, on] = found
        return found

    def differing_parts(self, region: Region, on: dt.date) -> list[Region]:
        """The parts of a region that a law treats otherwise than the whole; such a region is too wide for a home."""
        whole = self.facts(region, on)
        parts = [row for row in self.rows if row.parent == region.code and row.valid_on(on)]
        return [part for part in parts if self.facts(part, on) != whole]

    def named(self, text: str) -> list[Region]:
        """Every region that a text names, or ever named: by code, full name, short form or the end of its name."""
        exact = self.by_code.get(text) or self.by_name.get(text)
        if exact is None and text.isdigit():
            exact = self.by_code.get(text.ljust(_code_length, "0"))
        if exact is not None:
            return exact
        short = [row for row in self._by_short.get(short_form(text), []) if may_mean(text, row.name)]
        return short + [row for row in self._by_ending.get(text, []) if row not in short]

    def _line(self, region: Region, on: dt.date) -> list[Region]:
        """The region and those it lies in, innermost first."""
        line = [region]
        while (parent := line[-1].parent) in self.by_code and parent is not None and len(line) <= len(_levels):
            rows = self.by_code[parent]
            line.append(next((row for row in rows if row.valid_on(on)), rows[-1]))
        return line


def _innermost(rows: Iterable[Region]) -> list[Region]:
    """Of rows with one name (세종특별자치시 is sido and sigungu), the innermost."""
    by_name: dict[str, Region] = {}
    for row in rows:
        held = by_name.get(row.name)
        if held is None or _levels[row.level] > _levels[held.level]:
            by_name[row.name] = row
    return list(by_name.values())


def _class_value(group: RegionClass, line: list[Region], on: dt.date) -> Any:
    current = [entry for entry in group.values if entry.valid_on(on)]
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
