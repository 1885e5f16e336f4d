"""Families of the interpreter as a chunk, and a chunk's persons as the facts that the interpreter reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np

from madang.rules.binding.rulebook import Rulebook
from madang.rules.columns.chunk import (
    NONE,
    NONE_FLAG,
    OPEN,
    OPEN_FLAG,
    Basis,
    Chunk,
    ChunkRefused,
    Column,
    FactColumn,
    Lists,
    cell,
)
from madang.rules.columns.coding import EPOCH, text_code
from madang.rules.columns.references import scale_of
from madang.rules.family.service import FactValue, Family, Person, home_of, related
from madang.rules.feel.operators import apply
from madang.rules.model import FactDefinition
from madang.rules.reckoning.facts import (
    EARLIEST_BIRTH_YEARS,
    UNNAMED_SPOUSE,
    FamilyFacts,
    open_value,
    over_time,
    years_before,
)
from madang.rules.reckoning.uncertain import FactKey, PersonRef, Uncertain, is_known
from madang.rules.regions import Regions


def chunk_of_families(
    rulebook: Rulebook, families: Sequence[Family], wanted: Iterable[FactColumn], kinds: Iterable[str]
) -> Chunk:
    """Families of one day, side by side; the applicants are asked about. ChunkRefused for one with derived values
    given, which the engine would work out again, or with evidence that differs from fact to fact."""
    every = _Every(rulebook, families)
    facts = {(name, basis): every.column(name, basis) for name, basis in wanted}
    lists = {kind: every.lists(kind) for kind in kinds}
    asked = np.zeros(len(every.home), dtype=bool)
    asked[every.applicants] = True
    return Chunk(np.array(every.home, dtype=np.int64), len(every.of_home), lists, facts, every.proven, asked)


class _Every:
    """The persons and homes of all families, numbered."""

    def __init__(self, rulebook: Rulebook, families: Sequence[Family]) -> None:
        self.rulebook = rulebook
        self.persons: list[tuple[FamilyFacts, str]] = []
        self.home: list[int] = []
        self.of_home: list[tuple[FamilyFacts, str]] = []
        """Somebody who lives in each home."""
        self.number: dict[tuple[int, str], int] = {}
        self.place: list[int] = []
        """Whose family each person is of."""
        self.applicants: list[int] = []
        evidence: set[bool] = set()
        for place, family in enumerate(families):
            facts = FamilyFacts(rulebook.pack, rulebook.regions, family)
            if family.given or any(name in rulebook.derived for one in family.persons.values() for name in one.facts):
                raise ChunkRefused("미리 주어진 계산값이 있습니다", "derived values are given")
            homes: dict[str, int] = {}
            for id in family.persons:
                self.number[place, id] = len(self.persons)
                self.persons.append((facts, id))
                self.place.append(place)
                lived = home_of(family, id, family.date)
                key = f"of {id}" if lived is None else f"home {lived.id}"
                if key not in homes:
                    homes[key] = len(self.of_home)
                    self.of_home.append((facts, id))
                self.home.append(homes[key])
            self.applicants.append(self.number[place, family.applicant])
            evidence.update(held.proven for held in _held(family))
        if len(evidence) > 1:
            raise ChunkRefused("증명된 것과 아닌 것이 섞여 있습니다", "some facts are proven and some are not")
        self.proven = evidence == {True}
        self.families = families

    def column(self, name: str, basis: Basis) -> Column:
        definition = self.rulebook.pack.facts[name]
        rows = self.persons if definition.entity == "person" else self.of_home
        return np.array([self._cell(definition, facts, id, basis) for facts, id in rows], dtype=np.int64)

    def _cell(self, definition: FactDefinition, facts: FamilyFacts, id: str, basis: Basis) -> int:
        value = facts.value(PersonRef(id), definition.name, basis)[1]
        if not is_known(value):
            return OPEN_FLAG if definition.type == "boolean" else OPEN
        return cell(definition, value, scale_of(basis))

    def lists(self, kind: str) -> Lists:
        rows = (
            self._coresidents()
            if kind == "coresidents"
            else [self._related(row, kind) for row in range(len(self.home))]
        )
        starts = np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int64)
        return Lists(starts, np.array([one for row in rows for one in row], dtype=np.int64))

    def _coresidents(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.of_home]
        for person, home in enumerate(self.home):
            found[home].append(person)
        return found

    def _related(self, row: int, kind: str) -> list[int]:
        facts, id = self.persons[row]
        place = self.place[row]
        return [self.number[place, other] for other in related(facts.family, id, kind, facts.family.date)]


def _held(family: Family) -> Iterator[FactValue]:
    for person in family.persons.values():
        yield from person.facts.values()
    for home in family.residences:
        yield from home.facts.values()


@lru_cache(maxsize=4)
def regions_by_code(regions: Regions) -> dict[int, str]:
    """The code of each region by the number that stands for it."""
    return {text_code(code): code for code in regions.by_code}


# --- back to the interpreter -----------------------------------------------------------------------


class ChunkFacts(FamilyFacts):
    """The facts of a chunk as one of its persons asks: what the interpreter reads when a row is left to it."""

    def __init__(self, rulebook: Rulebook, chunk: Chunk, date: dt.date, applicant: int) -> None:
        id = _id(applicant)
        persons = {id: Person(id, _Proven())} if chunk.proven else {}
        super().__init__(rulebook.pack, rulebook.regions, Family(date, id, persons))
        self.chunk = chunk
        self.told: Mapping[FactKey, FactValue] = {}

    def supposing(self, told: Mapping[FactKey, FactValue]) -> ChunkFacts:
        """The facts with further ones told."""
        other = ChunkFacts.__new__(ChunkFacts)
        other.__dict__.update(self.__dict__)
        other.told = {**self.told, **told}
        return other

    def value(self, person: PersonRef, name: str, basis: Basis) -> tuple[FactKey, Any]:
        """See :meth:`FamilyFacts.value`."""
        definition = self.pack.facts[name]
        row = _row(person.id)
        entity = person.id
        if definition.entity == "residence" and row is not None:
            row = int(self.chunk.home[row])
            entity = f"h{row}"
        key = (definition.root or name, entity)
        held = self.told.get(key)
        if held is not None and definition.root is None:
            return key, over_time(held.value, definition, basis, self.family.date, entity)
        return key, self._read(definition, basis, row, entity)

    def _read(self, definition: FactDefinition, basis: Basis, row: int | None, entity: str) -> Any:
        held = OPEN if row is None else int(self.chunk.facts[definition.name, basis][row])
        flag = definition.type == "boolean"
        if held == OPEN or (flag and held == OPEN_FLAG):
            if definition.name == "person.birth_date":
                today = self.family.date
                missing = frozenset(((definition.name, entity),))
                return Uncertain(missing, years_before(today, EARLIEST_BIRTH_YEARS), today)
            return open_value(definition, entity)
        if held == NONE or (flag and held == NONE_FLAG):
            return None
        if flag:
            return bool(held)
        if definition.type == "date":
            return dt.date.fromordinal(held + EPOCH)
        if definition.type in ("money", "number"):
            scale = scale_of(basis)
            return Decimal(held) if scale == 1 else apply("divide", [Decimal(held), Decimal(scale)])
        return self._text(definition, held)

    def _text(self, definition: FactDefinition, held: int) -> str:
        for choice in definition.choices:
            if text_code(choice.value) == held:
                return choice.value
        if definition.type == "region" and held in regions_by_code(self.regions):
            return regions_by_code(self.regions)[held]
        raise ChunkRefused(
            f"'{definition.name}'의 값을 읽을 수 없습니다", f"no text of '{definition.name}' has this code"
        )

    def given(self, person: PersonRef, name: str) -> FactValue | None:
        """Nothing derived is given in a chunk."""
        return None

    def related(self, person: PersonRef, kind: str) -> list[PersonRef]:
        """Persons related to a person, in the order of the chunk."""
        row = _row(person.id)
        if row is None:
            return []
        if kind not in self.chunk.related:
            raise ChunkRefused(f"'{kind}' 목록이 없습니다", f"the lists of '{kind}' are missing")
        lists = self.chunk.related[kind]
        place = int(self.chunk.home[row]) if kind == "coresidents" else row
        found = lists.members[lists.starts[place] : lists.starts[place + 1]]
        alone = not len(found) and person.id == self.family.applicant and kind in ("spouses", "legal_spouses")
        if alone and self.value(person, "person.marital_status", None)[1] == "married":
            return [PersonRef(f"{person.id}{UNNAMED_SPOUSE}")]
        return [PersonRef(_id(int(other))) for other in found]


class _Proven(Mapping[str, FactValue]):
    """Every fact there may be, with evidence: a chunk of proven facts says so of all at once."""

    def __getitem__(self, name: str) -> FactValue:
        return FactValue(None, proven=True)

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _id(row: int) -> str:
    return f"p{row}"


def _row(id: str) -> int | None:
    return int(id[1:]) if id[1:].isdecimal() else None
