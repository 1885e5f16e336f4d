"""The copy of the resident register, through the port, out of the simulated ministry's register."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from asgiref.sync import async_to_sync

from madang.exchange.mydata.service import RegisterSilent, issue
from madang.rules.clock.service import load_clock
from madang.rules.procedures.service import Certificate, CertificateDefinition, NotIssued, load_procedures
from madang.rules.service import KOREA, load_rulebook
from madang.simulation import service as simulation

on = dt.date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("unrecorded")


@cache
def definition() -> CertificateDefinition:
    return load_procedures(KOREA, load_rulebook(), load_clock(KOREA)).certificates["resident_register_copy"]


def copy_of(number: str) -> Certificate:
    return async_to_sync(issue)(definition(), number, on, timeout=20.0)


def numbers(made: Certificate) -> list[str]:
    return [entry.value for member in made.members for entry in member if entry.id == "register_number"]


@pytest.mark.parametrize("row", range(3, 600, 83))
def test_a_copy_is_the_register_of_one_household(
    agencies: simulation.RunningAgencies, province: simulation.Population, row: int
) -> None:
    resident = simulation.person_id(row)
    number = simulation.number_of(resident)
    register = agencies.control.search("moi", [number])[number]
    if register["register_status"] not in ("registered", "foreigner"):
        with pytest.raises(NotIssued):
            copy_of(number)
        return
    made = copy_of(number)
    assert number in numbers(made)
    assert set(numbers(made)) <= set(register["household_members"])
    home = [simulation.person_id(one) for one in province.coresidents(row)]
    assert {simulation.resident_of(one) for one in numbers(made)} <= set(home)
    names = {entry.value for member in made.members for entry in member if entry.id == "name"}
    assert names == {simulation.name_of(province, simulation.resident_of(one)) for one in numbers(made)}
    household = {entry.id: entry.value for entry in made.household}
    assert household["address"] == register["address"]
    assert household["head_name"] in names
    relations = [entry.value for member in made.members for entry in member if entry.id == "relation"]
    assert relations[0] == "head"


@pytest.mark.parametrize(
    ("mode", "why"), [("unavailable", "down"), ("rubbish", "wrong"), ("stale", "stale"), ("wrong_schema", "wrong")]
)
def test_a_silent_register_issues_nothing(agencies: simulation.RunningAgencies, mode: str, why: str) -> None:
    agencies.control.behave("moi", mode)
    with pytest.raises(RegisterSilent) as refused:
        copy_of("S0000001")
    assert (refused.value.agency, refused.value.why) == ("moi", why)
    assert "다시 신청" in refused.value.text("ko")


def test_nobody_of_that_number(agencies: simulation.RunningAgencies) -> None:
    with pytest.raises(NotIssued, match="not in the register"):
        copy_of("S9999999")
