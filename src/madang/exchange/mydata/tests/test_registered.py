"""With the house's own persons: sealed numbers are opened on record, a newborn gets an id that says nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.purposes import rulebook
from madang.exchange.mydata.registered import RegisteredPersons
from madang.exchange.mydata.tests import test_absorb
from madang.exchange.mydata.tests.conftest import DAY, EVERYTHING, agencies_apart, entries, resident, spouse_of
from madang.exchange.mydata.whole import on_everybody
from madang.facts import service as facts
from madang.people import service as people
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def running(
    province: simulation.Population,
    tmp_path_factory: pytest.TempPathFactory,
    identities: dict[str, simulation.Identity],
) -> Iterator[simulation.RunningAgencies]:
    """Births and deaths stay among themselves."""
    with agencies_apart(province, tmp_path_factory.mktemp("apart") / "province", identities) as agencies:
        yield agencies


@pytest.fixture(autouse=True)
def _registered(settings: Settings, _simulated_numbers: None) -> None:
    settings.MYDATA_PERSONS = "madang.exchange.mydata.registered.RegisteredPersons"
    settings.MYDATA_INBOX = f"{test_absorb.__name__}.take"
    test_absorb.WAITING.clear()


def enrol(*persons: str) -> None:
    records = [people.NewPerson(simulation.number_of(one), "모의 주민", one, synthetic=True) for one in persons]
    people.enrol_persons(records, source="moi")


def test_a_fetch_opens_numbers_on_record_and_meets_the_family(province: simulation.Population, mother: str) -> None:
    enrol(mother)
    assert mydata.fetch(resident(mother), "parent_benefit", mother, DAY).refused == ()
    assert [one["ground"]["kind"] for one in entries(name="unseal", subject=mother)] == ["statute"]
    with on_everybody():
        known = RegisteredPersons().ids_of([simulation.number_of(spouse_of(province, mother))])
        (husband,) = known.values()
        assert husband != spouse_of(province, mother)  # an id of its own
        assert people.persons([husband])[husband].name != "이름 미확인"
        assert husband in facts.family_as_known(rulebook(), mother, DAY).family.persons


def test_a_newborn_gets_an_id_that_says_nothing_of_the_number(
    agencies: simulation.RunningAgencies, province: simulation.Population, mother: str
) -> None:
    enrol(mother)
    number = "S0000899"
    young = max(range(600), key=lambda row: int(province.persons["birth"][row]))
    agencies.control.birth(simulation.number_of(mother), number, f"S{young + 1:07d}", dt.date(2026, 11, 12))
    test_absorb.WAITING.append(
        test_absorb.event("birth", number, dt.date(2026, 11, 12), mother=simulation.number_of(mother))
    )
    done = mydata.absorb(DAY)
    assert done is not None
    (born,) = done.born
    assert "899" not in born
    with trust.entered(EVERYTHING):
        assert people.persons([born])[born].number_masked != number
        assert facts.known([born], names=["child.birth_registered"])


def test_an_event_about_nobody_here_makes_nobody_known(agencies: simulation.RunningAgencies) -> None:
    test_absorb.WAITING.append(test_absorb.event("birth", "S0000898", DAY, mother="S0000599"))
    done = mydata.absorb(DAY)
    assert done is not None
    assert (done.unknown, done.born, done.recorded) == (1, (), ())
    with on_everybody():
        assert RegisteredPersons().ids_of(["S0000898", "S0000599", "엉터리 번호 !"]) == {}


def test_a_death_ends_what_somebody_was_entrusted_with(
    agencies: simulation.RunningAgencies, province: simulation.Population, pensioner: str
) -> None:
    spouse = spouse_of(province, pensioner)
    enrol(pensioner, spouse)
    with on_everybody():
        ids = RegisteredPersons().ids_of([simulation.number_of(one) for one in (pensioner, spouse)])
    giver, holder = (ids[simulation.number_of(one)] for one in (pensioner, spouse))
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=60)
    offer = people.OfferDelegation(giver, holder, "proxy", until=until)
    trust.perform(people.AcceptOffer(trust.perform(offer, resident(giver))["delegation"]), resident(holder))
    assert people.acts_for(holder, dt.datetime.now(dt.UTC)) == (giver,)
    number = simulation.number_of(spouse)
    agencies.control.death(number, dt.date(2026, 11, 17))
    test_absorb.WAITING.append(test_absorb.event("death", number, dt.date(2026, 11, 17)))
    done = mydata.absorb(DAY)
    assert done is not None
    assert done.recorded
    assert people.acts_for(holder, dt.datetime.now(dt.UTC)) == ()
    assert len(entries(name="people.end_by_death")) == 2  # for each of them
