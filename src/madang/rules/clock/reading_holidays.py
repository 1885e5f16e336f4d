"""`holidays/` of a pack: `rules.yaml` and one file a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from madang.rules.clock.holidays import Holiday, HolidayRule
from madang.rules.clock.substitutes import substitutes
from madang.rules.loading.service import Fields, Item, nearest_hint, read_file, read_folder
from madang.rules.model import Label
from madang.rules.problems import Problems

kinds = frozenset({"named", "election", "temporary", "substitute"})
occasions = frozenset({"saturday", "sunday", "holiday"})
certainties = frozenset({"official", "secondary", "to_be_checked"})
_month_day = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def read_holidays(pack: Path, problems: Problems) -> tuple[list[int], list[Holiday]]:
    """The years of the pack that are complete, and their holidays. Days to be checked are read but not used."""
    item = read_file(pack, pack / "holidays" / "rules.yaml", problems)
    rules = {} if item is None else _rules(item, problems)
    years: dict[int, list[Holiday]] = {}
    for file, tree in read_folder(pack, "holidays", problems):
        if file != "holidays/rules.yaml":
            _year(tree, rules, years, problems)
    holidays = [holiday for year in sorted(years) for holiday in years[year]]
    _check_substitutes(years, problems)
    return sorted(years), [holiday for holiday in holidays if holiday.certainty != "to_be_checked"]


def _rules(item: Item, problems: Problems) -> dict[str, HolidayRule]:
    fields = Fields(item, problems)
    fields.text("law")
    source, certainty = fields.text("source"), fields.one_of("certainty", certainties)
    rules: dict[str, HolidayRule] = {}
    for entry in fields.each("rules", required=True):
        rule = _rule(entry, source, certainty)
        if rule.id in rules:
            entry.problems.add(
                "duplicate_name", rule.place, f"'{rule.id}' 줄이 두 번 나옵니다.", f"'{rule.id}' is given twice"
            )
        rules[rule.id] = rule
    fields.close()
    return rules


def _rule(fields: Fields, source: str, certainty: str) -> HolidayRule:
    start, end = fields.validity()
    gives_way = fields.items("gives_way")
    for item in gives_way:
        if item.text not in occasions:
            names = ", ".join(sorted(occasions))
            fields.wrong(item, f"gives_way는 {names} 가운데서 고릅니다.", f"gives_way is of {names}", "not_a_choice")
    return HolidayRule(
        id=fields.identifier("id"),
        kind=fields.one_of("kind", kinds),
        label=fields.label(),
        law=fields.text("law"),
        source=fields.optional_text("source") or source,
        certainty=fields.one_of("certainty", certainties, certainty or "to_be_checked"),
        place=fields.place,
        on=_on(fields),
        gives_way=frozenset(item.text for item in gives_way),
        start=start,
        end=end,
    )


def _on(fields: Fields) -> tuple[int, int] | None:
    text = fields.optional_text("on")
    if text is None:
        return None
    found = _month_day.fullmatch(text)
    if found is None:
        fields.wrong(fields.entries["on"], "'on'은 \"MM-DD\"입니다.", "'on' is \"MM-DD\"", "bad_date")
        return None
    return int(found[1]), int(found[2])


def _year(item: Item, rules: Mapping[str, HolidayRule], years: dict[int, list[Holiday]], problems: Problems) -> None:
    fields = Fields(item, problems)
    year = fields.integer("year")
    fields.optional_text("note")
    source, certainty = fields.text("source"), fields.one_of("certainty", certainties)
    holidays = [
        holiday
        for entry in fields.each("days", required=True)
        if (holiday := _holiday(entry, year, rules, source, certainty)) is not None
    ]
    fields.close()
    if year is None:
        fields.take("year", required=True)
        return
    if year in years:
        problems.add("duplicate_name", fields.place, f"{year}년이 두 번 나옵니다.", f"the year {year} is given twice")
    _check_days(year, holidays, rules, fields)
    years[year] = holidays


def _holiday(
    fields: Fields, year: int | None, rules: Mapping[str, HolidayRule], source: str, certainty: str
) -> Holiday | None:
    day, name = fields.date("date", required=True), fields.text("rule")
    instead_of, label = fields.date("for"), fields.optional_label("label")
    source = fields.optional_text("source") or source
    certainty = fields.one_of("certainty", certainties, certainty or "to_be_checked")
    rule = rules.get(name)
    if rule is None:
        if name:
            place, hint = fields.entries["rule"].place, nearest_hint(name, rules)
            fields.problems.add("unknown_rule", place, f"'{name}' 규칙이 없습니다.", f"no rule '{name}'", hint)
        return None
    if day is None:
        return None
    fault = _fault(day, year, rule, instead_of)
    if fault is not None:
        fields.problems.add("wrong_holiday", fields.place, fault.ko, fault.en)
    return Holiday(day, rule, label or rule.label, source, certainty, fields.place, instead_of)


def _fault(day: dt.date, year: int | None, rule: HolidayRule, instead_of: dt.date | None) -> Label | None:
    if year is not None and day.year != year:
        return Label(f"{day}은 {year}년의 날이 아닙니다.", f"{day} is no day of {year}")
    if not rule.in_force(day):
        return Label(
            f"{day}에는 '{rule.label.ko}'이(가) 공휴일이 아닙니다 ({rule.law}).",
            f"'{rule.label.en}' is no holiday on {day} ({rule.law})",
        )
    if rule.on is not None and (day.month, day.day) != rule.on:
        return Label(f"'{rule.label.ko}'은(는) {day}이 아닙니다.", f"'{rule.label.en}' is not on {day}")
    if (rule.kind == "substitute") != (instead_of is not None):
        return Label(
            "대체공휴일에만, 그리고 꼭, 'for'를 적습니다.", "'for' is given for a substitute, and for it alone"
        )
    return None


def _check_days(year: int, holidays: Sequence[Holiday], rules: Mapping[str, HolidayRule], fields: Fields) -> None:
    """Every day of the solar calendar that is a holiday that year is there, no line stands twice."""
    seen: set[tuple[dt.date, str]] = set()
    for holiday in holidays:
        key = (holiday.day, holiday.rule.id)
        if key in seen and holiday.rule.kind != "substitute":
            fields.problems.add(
                "duplicate_name", holiday.place, f"{holiday.day}이 두 번 나옵니다.", f"{holiday.day} is given twice"
            )
        seen.add(key)
    for rule in rules.values():
        if rule.on is None or not rule.in_force(day := dt.date(year, *rule.on)):
            continue
        if (day, rule.id) not in seen:
            fields.problems.add(
                "missing_holiday",
                fields.key_place("days"),
                f"{day} '{rule.label.ko}'이(가) 없습니다 ({rule.law}).",
                f"{day} '{rule.label.en}' is missing ({rule.law})",
            )


def _check_substitutes(years: Mapping[int, Sequence[Holiday]], problems: Problems) -> None:
    """The substitutes that a year's file gives are those that §3 makes of its holidays."""
    for year, holidays in years.items():
        given = {(one.day, one.instead_of): one for one in holidays if one.rule.kind == "substitute"}
        due = set(substitutes(holidays))
        for key, holiday in given.items():
            if key not in due:
                problems.add(
                    "wrong_holiday",
                    holiday.place,
                    f"{holiday.day}은 {holiday.instead_of}의 대체공휴일이 아닙니다 ({holiday.law}).",
                    f"{holiday.day} is no substitute for {holiday.instead_of} ({holiday.law})",
                )
        for day, instead_of in sorted(due - given.keys()):
            place = next(one.place for one in holidays if one.day == instead_of)
            problems.add(
                "missing_holiday",
                place,
                f"{year}년에 {instead_of}의 대체공휴일 {day}이 없습니다 (관공서의 공휴일에 관한 규정 §3).",
                f"the substitute {day} for {instead_of} is missing (관공서의 공휴일에 관한 규정 §3)",
            )
