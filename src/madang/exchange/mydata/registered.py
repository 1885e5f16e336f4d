"""Persons as the house keeps them: found by a keyed hash, numbers opened for an agency by statute and on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress

from django.conf import settings

from madang.exchange.mydata.whole import WORKER
from madang.people import service as people
from madang.rules.service import Label
from madang.trust import service as trust

WHY = Label("등록부에 조회하기 위한 번호의 사용", "Using the number to ask a register")
GROUND = trust.Ground("개인정보 보호법 §24의2①1, 사회보장급여법 시행령 §28", "statute")
NAMELESS = "이름 미확인"
"""Until the resident register has said a name."""


class RegisteredPersons:
    """Over the room of persons. A number no register would write is nobody's.

    Who was found once is not looked for again: a number stays the same person's. One for each transaction, then.
    """

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def ids_of(self, numbers: Sequence[str]) -> dict[str, str]:
        """number → person, for those that are known."""
        new = [number for number in numbers if number not in self._found]
        self._found |= self._looked_up(new) if new else {}
        return {number: self._found[number] for number in numbers if number in self._found}

    def _looked_up(self, numbers: Sequence[str]) -> dict[str, str]:
        try:
            return people.persons_of_numbers(numbers)
        except people.BadText:
            found: dict[str, str] = {}
            for number in numbers:
                try:
                    found |= people.persons_of_numbers([number])
                except people.BadText:
                    continue
            return found

    def numbers_of(self, persons: Sequence[str]) -> dict[str, str]:
        """person → number; each opening is on record for that person."""
        found = {}
        for person in persons:
            box = people.sealed_number(person)
            if box is not None:
                found[person] = trust.unseal(WORKER, box, about=person, purpose=WHY, ground=GROUND)
        return found

    def enrol(self, names: Mapping[str, str], source: str) -> dict[str, str]:
        """Makes them known, or known by the name the register writes now."""
        known = self.ids_of(list(names))
        records = [
            people.NewPerson(number, name or NAMELESS, known.get(number, ""), synthetic=settings.MADANG_DEMO)
            for number, name in names.items()
            if name or number not in known
        ]
        if records:
            people.enrol_persons(records, source=source)
        return self.ids_of(list(names))

    def died(self, person: str, on: dt.date, source: str) -> None:
        """Delegations given and held end (민법 §127). A day to come ends nothing yet: no register tells of one."""
        with suppress(people.BadDelegation):
            trust.perform(people.EndByDeath(person, on, source), WORKER)
