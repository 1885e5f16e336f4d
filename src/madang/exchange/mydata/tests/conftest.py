"""Residents of the small province by what they are, and ways to agree for them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from madang.exchange.mydata import service as mydata
from madang.simulation import service as simulation
from madang.trust import service as trust

DAY = dt.date(2026, 11, 20)
EVERYTHING = trust.system("test")
Agree = Callable[..., int]


@contextmanager
def agencies_apart(
    province: simulation.Population, folder: Path, identities: Mapping[str, simulation.Identity]
) -> Iterator[simulation.RunningAgencies]:
    """The same six agencies over a copy of their slices: what happens to people there happens nowhere else."""
    shutil.copytree(province.folder, folder)
    with simulation.RunningAgencies(folder, identities) as running:
        yield running


class SimulatedPersons:
    """Numbers of the simulated province as ids, without anything kept: what is tested here is what comes after."""

    def ids_of(self, numbers: Sequence[str]) -> dict[str, str]:
        return {number: simulation.resident_of(number) for number in numbers}

    def numbers_of(self, persons: Sequence[str]) -> dict[str, str]:
        return {person: simulation.number_of(person) for person in persons}

    def enrol(self, names: Mapping[str, str], source: str) -> dict[str, str]:
        return self.ids_of(list(names))

    def died(self, person: str, on: dt.date, source: str) -> None:
        """Nobody entrusted anybody with anything here."""


@pytest.fixture(autouse=True)
def _simulated_numbers(settings: Settings) -> None:
    settings.MYDATA_PERSONS = f"{__name__}.SimulatedPersons"


@pytest.fixture(scope="session")
def mother(province: simulation.Population) -> str:
    """With a registered husband and a child under two at home."""
    people = province.persons
    for row in range(600):
        child = int(people["mother"][row])
        young = int(people["birth"][row]) > int((DAY - dt.date(1970, 1, 1)).days) - 700
        if child >= 0 and young and int(people["spouse_kind"][child]) == 1:
            return f"p{child + 1:07d}"
    raise AssertionError("no such mother in the province")


@pytest.fixture(scope="session")
def pensioner(province: simulation.Population) -> str:
    """Over 65 with a registered spouse."""
    people = province.persons
    old = int((dt.date(1958, 1, 1) - dt.date(1970, 1, 1)).days)
    row = next(row for row in range(600)
               if int(people["birth"][row]) < old and int(people["spouse_kind"][row]) == 1)  # fmt: skip
    return f"p{row + 1:07d}"


def spouse_of(province: simulation.Population, person: str) -> str:
    """The id of the registered spouse."""
    return f"p{int(province.persons['spouse'][int(person[1:]) - 1]) + 1:07d}"


def resident(person: str, *acts_for: str) -> trust.Principal:
    """Signed in with a passkey."""
    return trust.Principal("resident", f"a-{person}", person=person, acts_for=acts_for, assurance="passkey")


CLERK = trust.Principal("official", "c1", tenant="48170", roles=("caseworker",), assurance="passkey")
OPERATOR = trust.Principal("official", "o1", tenant="48170", roles=("operator",), assurance="passkey")


def agree(giver: str, purpose: str, applicant: str, who: trust.Principal | None = None, **more: Any) -> int:
    """The person reads the text of today and agrees to it."""
    needed = {one.person: one for one in mydata.consents_needed(purpose, applicant, DAY)}
    digest = mydata.text_of(needed[giver], "ko").digest if giver in needed else "sha256:none"
    return trust.perform(
        mydata.GiveConsent(giver, purpose, applicant, DAY, more.pop("digest", digest), **more), who or resident(giver)
    )


def entries(**of: str) -> list[dict[str, Any]]:
    """Bodies of the log, oldest first, of a kind, name or subject."""
    where = " AND ".join(f"{column} = %s" for column in of) or "true"
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f"SELECT body, kind, tenant FROM trust_entry WHERE {where} ORDER BY id", list(of.values()))
        return [json.loads(body) | {"kind": kind, "tenant": tenant} for body, kind, tenant in cursor.fetchall()]


def supported(province: simulation.Population) -> tuple[str, str]:
    """A poor applicant whose parent lives elsewhere: (applicant, parent)."""
    people = province.persons
    for row in range(600):
        parent = int(people["mother"][row])
        family = simulation.family_of(province, f"p{row + 1:07d}", DAY)
        me = next(one for one in family["persons"] if one["id"] == f"p{row + 1:07d}")
        poor = me["facts"].get("employment.earned_income", 0) == 0 and me["facts"].get("business.income", 0) == 0
        if parent < 0 or people["home"][parent] == people["home"][row] or not poor:
            continue
        if int(people["birth"][row]) < int((dt.date(2005, 1, 1) - dt.date(1970, 1, 1)).days):
            return f"p{row + 1:07d}", f"p{parent + 1:07d}"
    raise AssertionError("nobody in the province has a parent elsewhere")
