"""Loading residents: what agencies hold becomes facts, once; the rules find the same as in the anonymous look."""

from __future__ import annotations

import pytest

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.models import Consent
from madang.exchange.mydata.purposes import rulebook
from madang.exchange.mydata.tests.conftest import DAY, EVERYTHING, resident
from madang.facts import service as facts
from madang.rules import service as rules
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]


def test_whole_families_are_loaded_once_and_stand_where_the_agencies_put_them(
    province: simulation.Population, mother: str, pensioner: str
) -> None:
    collected = {one: mydata.collect_and_wait(simulation.number_of(one), DAY) for one in (mother, pensioner)}
    numbers = sorted({number for one in collected.values() for number in one.subjects.values()})
    done = mydata.load_residents(numbers, DAY, evidence="synthetic")
    assert (done.residents, done.waiting) == (len(numbers), ())
    assert done.facts > len(numbers) * 40
    again = mydata.load_residents(numbers, DAY, evidence="synthetic")
    assert (again.residents, again.facts) == (len(numbers), 0)
    book = rulebook()
    for person, one in collected.items():
        assert one.family is not None
        theirs = rules.family_from(one.family, book)
        with trust.entered(EVERYTHING):
            ours = facts.family_as_known(book, person, DAY).family
        for mine, other in zip(rules.check(book, ours, explain=False), rules.check(book, theirs, explain=False),
                               strict=True):  # fmt: skip
            assert (mine.service, mine.status, mine.amount) == (other.service, other.status, other.amount)


def test_who_left_the_membership_stays_out(pensioner: str) -> None:
    number = simulation.number_of(pensioner)
    mydata.load_residents([number], DAY, evidence="synthetic")
    with trust.entered(EVERYTHING):
        (consent,) = Consent.objects.filter(giver=pensioner)
        ids = {one.id for one in facts.known([pensioner])}
    trust.perform(mydata.WithdrawConsent(consent.pk, DAY), resident(pensioner))
    assert mydata.load_residents([number], DAY, evidence="synthetic").facts == 0
    with trust.entered(EVERYTHING):
        assert {one.id for one in facts.known([pensioner])} == ids
        assert Consent.objects.filter(giver=pensioner).count() == 1


def test_somebody_no_register_knows(province: simulation.Population) -> None:
    assert mydata.load_residents(["S9999999"], DAY, evidence="synthetic") == mydata.Loaded(0, 0, ())
