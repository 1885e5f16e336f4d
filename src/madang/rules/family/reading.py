"""A family file → :class:`Family`: the long form, and what both forms share."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping

from madang.rules.family.checks import check_family
from madang.rules.family.days import read_day
from madang.rules.family.names import names_of
from madang.rules.family.records import UNKNOWN, FactValue, Family, Person, Relation, Residence
from madang.rules.family.related import inverse_kinds
from madang.rules.family.short_form import household_relations, read_rows
from madang.rules.family.values import read_fact_value
from madang.rules.loading.service import Fields, Item, Pack, read_document
from madang.rules.model import Label, Place
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regions import Region, Regions

most_bytes, most_values = 1_000_000, 60_000
most_persons, most_relations, most_residences = 50, 2_500, 500
top_keys = ("date", "applicant", "persons", "relations", "residences", "given", "household", "region", "facts")


def read_family(
    data: bytes | str,
    pack: Pack,
    regions: Regions,
    *,
    default_date: dt.date | None,
    filename: str = "family.yaml",
    date: dt.date | None = None,
) -> Family:
    """The family in a YAML or JSON file (docs/rule-language.md, "A family"), in the long or the short form.

    default_date stands in when the file has no date; `date` overrides the one it has, and regions, ages and
    periods are judged on that day. ProblemsFound: whatever is wrong, with file and line; a file above 1 MB is
    refused unread, bytes that are not UTF-8 are refused and CP949 named.
    """
    item = read_document(data, filename, most_bytes, most_values)
    return family_of_tree(item, pack, regions, default_date, date)


def family_of_tree(
    item: Item,
    pack: Pack,
    regions: Regions,
    default_date: dt.date | None,
    date: dt.date | None = None,
    *,
    kept: bool = False,
) -> Family:
    """The family in a tree of values, as :func:`read_family` reads it. kept: what was said at several times is read
    though it cannot be true at once. ProblemsFound."""
    return _Reader(item, pack, regions).family(default_date, date, kept=kept)


class _Reader:
    def __init__(self, item: Item, pack: Pack, regions: Regions) -> None:
        self.problems = Problems()
        self.names, self.vocabulary, self.regions = names_of(pack), pack.facts, regions
        self.top = Fields(item, self.problems)
        self.places: dict[str, Place] = {}
        self.told_on = dt.date.max  # the day the file speaks of; evidence cannot be later

    def family(self, default_date: dt.date | None, override: dt.date | None, *, kept: bool = False) -> Family:
        self.told_on = self._date(default_date)
        date = override or self.told_on
        short = "household" in self.top.entries
        self._refuse_mixture(short)
        rows = read_rows(self.top, "household" if short else "persons")
        persons = self._persons(rows)
        relations = self._relations() + (household_relations(rows, self.problems) if short else [])
        residences = [self._household_home(persons, date)] if short else self._residences(date)
        applicant = self._applicant(rows, persons, short)
        given = self._given()
        self.top.close()
        for row in rows:
            row.close()
        self.problems.check()
        family = Family(date, applicant, persons, tuple(relations), tuple(residences), given)
        check_family(family, self.vocabulary, self.places, self.problems, kept=kept)
        self.problems.check()
        return family

    def _date(self, default_date: dt.date | None) -> dt.date:
        item = self.top.take("date", required=default_date is None)
        if item is None and default_date is not None and "date" in self.top.entries:
            self.problems.add(
                "missing_date",
                self.top.key_place("date"),
                "'date'가 비어 있습니다.",
                "'date' is empty",
                Label("기준일을 적거나, 오늘로 답하려면 줄을 지우세요", "give a day, or leave the line out for today"),
            )
        day = default_date if item is None else read_day("date", item, self.problems)
        if day is None:  # nothing can be judged without a day; misspelt keys are told all the same
            for key in top_keys:
                self.top.take(key)
            self.top.close()
            self.problems.check()
        return day or dt.date(2000, 1, 1)

    def _refuse_mixture(self, short: bool) -> None:
        wrong = ("persons", "residences") if short else ("region", "facts")
        for key in wrong:
            if self.top.take(key) is not None:
                self.problems.add(
                    "mixed_forms",
                    self.top.key_place(key),
                    f"'{key}'은(는) household가 {'있을' if short else '없을'} 때 쓰지 않습니다.",
                    f"'{key}' does not go {'with' if short else 'without'} household",
                )

    def _persons(self, rows: list[Fields]) -> dict[str, Person]:
        persons: dict[str, Person] = {}
        if not rows and not self.problems.found:
            self.problems.add("no_persons", self.top.place, "사람이 한 명도 없습니다.", "there is nobody in the family")
        if len(rows) > most_persons:
            self.problems.add(
                "too_many_persons",
                rows[most_persons].place,
                f"사람은 {most_persons}명까지입니다.",
                f"a family holds {most_persons} persons at most",
            )
            self.problems.check()
        for row in rows:
            name = self._id(row)
            if name in persons:
                self._twice(name, row.place)
            self.places[name] = row.place
            persons[name] = Person(name, self._person_facts(row, name))
        return persons

    def _twice(self, name: str, place: Place) -> None:
        self.problems.add("duplicate_id", place, f"'{name}'이(가) 두 번 나옵니다.", f"the id '{name}' is used twice")

    def _id(self, fields: Fields) -> str:
        item = fields.take("id", required=True)
        if item is None:
            return ""
        if not isinstance(item.value, str) or not item.value.strip() or len(item.value) > 64 or _broken(item.value):
            fields.wrong(
                item,
                "id는 한 줄에 64자까지의 글이어야 합니다 (수는 따옴표로 감싸세요).",
                "an id is a text of up to 64 characters in one line (put a number in quotes)",
                "bad_id",
            )
        return item.text

    def _person_facts(self, row: Fields, person: str) -> dict[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for key in ("birth_date", "age", "sex", "nationality"):
            if row.take(key) is not None:
                self._put(row, "person", key, facts, person)
        self._facts(row, "person", facts, person)
        return facts

    def _facts(self, fields: Fields, entity: str, facts: dict[str, FactValue], owner: str = "") -> None:
        item = fields.take("facts")
        if item is None:
            return
        inner = Fields(item, self.problems)
        for key in inner.entries:
            self._put(inner, entity, key, facts, owner)

    def _put(self, fields: Fields, entity: str, key: str, facts: dict[str, FactValue], owner: str) -> None:
        place = fields.key_place(key)
        found = self.names.fact(entity, key, place, self.problems)
        if found is None:
            return
        name, kind = found
        if name in facts:
            self.problems.add("duplicate_key", place, f"'{name}'이(가) 두 번 나옵니다.", f"'{name}' is given twice")
        self.places[f"fact {owner} {name}"] = place
        facts[name] = read_fact_value(name, fields.entries[key], kind, self.problems, self.told_on)

    def _relations(self) -> list[Relation]:
        result = []
        self._refuse_many("relations", most_relations)
        for number, fields in enumerate(self.top.each("relations")):
            relation = Relation(
                fields.text("from"),
                fields.text("to"),
                fields.one_of("kind", inverse_kinds),
                *self._period(fields, "start", "end"),
            )
            self.places[f"relation {number}"] = fields.place
            result.append(relation)
        return result

    def _refuse_many(self, key: str, most: int) -> None:
        if len(self.top.items(key)) > most:
            place = self.top.key_place(key)
            self.problems.add("too_many", place, f"'{key}'은(는) {most}개까지입니다.", f"'{key}' holds {most} at most")
            self.problems.check()

    def _period(self, fields: Fields, first: str, last: str) -> tuple[dt.date | None, dt.date | None]:
        days = [
            read_day(key, item, self.problems) if (item := fields.take(key)) is not None else None
            for key in (first, last)
        ]
        start, end = days
        if start is not None and end is not None and end < start:
            self.problems.add(
                "to_before_from",
                fields.key_place(last),
                f"끝({end})이 시작({start})보다 앞섭니다.",
                f"the end ({end}) is before the start ({start})",
            )
        return start, end

    def _residences(self, date: dt.date) -> list[Residence]:
        result: list[Residence] = []
        self._refuse_many("residences", most_residences)
        for number, fields in enumerate(self.top.each("residences"), start=1):
            name = self._id(fields) if "id" in fields.entries else f"home{number}"
            if any(home.id == name for home in result) or name in self.places:
                self._twice(name, fields.place)
            persons = self._residents(fields)
            start, end = self._period(fields, "from", "to")
            facts, region = self._home(fields, _day_in(date, start, end))
            self.places[f"home {name}"] = fields.place
            result.append(Residence(name, persons, region, facts, start, end))
        return result

    def _residents(self, fields: Fields) -> tuple[str, ...]:
        persons: dict[str, None] = {}
        for item in fields.items("persons", required=True):
            if item.text in persons:
                self._twice(item.text, item.place)
            persons[item.text] = None
        return tuple(persons)

    def _household_home(self, persons: Mapping[str, Person], date: dt.date) -> Residence:
        facts, region = self._home(self.top, date)
        name = "home1" if "home1" not in persons else "home of the household"
        self.places[f"home {name}"] = self.top.place
        return Residence(name, tuple(persons), region, facts)

    def _home(self, fields: Fields, date: dt.date) -> tuple[dict[str, FactValue], str | None]:
        facts: dict[str, FactValue] = {}
        region: str | None = None
        item = fields.take("region")
        if item is not None:
            if isinstance(item.value, dict):
                facts["residence.region"] = read_fact_value(
                    "region", item, self.names.residence["residence.region"], self.problems, self.told_on
                )
                item = item.value.get("value", item)
            region = self._region(item, date)
        self._facts(fields, "residence", facts)
        held = facts.get("residence.region")
        if held is not None and isinstance(held.value, str):
            place = fields.key_place("region" if item is not None else "facts")
            region = self._region(Item(held.value, place, held.value), date)
            facts["residence.region"] = FactValue(region or UNKNOWN, held.source, held.as_of, held.proven)
        return facts, region

    def _region(self, item: Item, date: dt.date) -> str | None:
        if item.value == "unknown":
            return None
        if isinstance(item.value, dict | list | bool) or not item.text.strip() or len(item.text) > 100:
            self.problems.add(
                "wrong_type",
                item.place,
                "region에는 지역 이름이나 코드가 옵니다.",
                "region must be a region's name or code",
            )
            return None
        try:
            region = self.regions.find(item.text, date, item.place)
        except ProblemsFound as found:
            self.problems.extend(found)
            return None
        return None if self._too_wide(region, date, item.place) else region.code

    def _too_wide(self, region: Region, date: dt.date, place: Place) -> bool:
        parts = self.regions.differing_parts(region, date)
        if parts:
            names = ", ".join(part.name for part in parts[:3])
            self.problems.add(
                "region_too_wide",
                place,
                f"{region.name} 안에서도 법이 달리 보는 곳이 있습니다. 시·군·구까지 적어 주세요 ({names} …).",
                f"the law does not treat all of {region.name} alike; name the city or county (such as {names})",
            )
        return bool(parts)

    def _applicant(self, rows: list[Fields], persons: Mapping[str, Person], short: bool) -> str:
        item = self.top.take("applicant")
        if item is not None:
            name = item.text
        elif short or len(persons) == 1:
            heads = [row for row in rows if (held := row.entries.get("relation")) is not None and held.text == "head"]
            name = (heads or rows)[0].entries["id"].text if rows and "id" in (heads or rows)[0].entries else ""
        else:
            self.top.take("applicant", required=True)
            return ""
        if name not in persons and persons:
            place = item.place if item is not None else self.top.place
            self.problems.add(
                "unknown_person",
                place,
                f"신청인 '{name[:64]}'이(가) 사람들 가운데 없습니다.",
                f"the applicant '{name[:64]}' is not among the persons",
            )
        return name

    def _given(self) -> dict[str, FactValue]:
        item = self.top.take("given")
        if item is None:
            return {}
        fields = Fields(item, self.problems)
        return {
            key: read_fact_value(key, fields.entries[key], kind, self.problems, self.told_on)
            for key in fields.entries
            if (kind := self.names.derived(fields, key)) is not None
        }


def _broken(text: str) -> bool:
    """Whether a line ends within the text, or it holds another control character: no message could name it."""
    return any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text)


def _day_in(date: dt.date, start: dt.date | None, end: dt.date | None) -> dt.date:
    """The reference date, or the day of the residence that is nearest to it."""
    if end is not None and end < date:
        return end
    return start if start is not None and start > date else date
