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


def test_everybody_is_loaded_once_and_stands_where_the_agencies_put_them(province: simulation.Population) -> None:
    numbers = [f"S{row + 1:07d}" for row in range(120)]
    done = mydata.load_residents(numbers, DAY, evidence="synthetic")
    assert (done.residents, done.waiting) == (120, ())
    assert done.facts > 120 * 40
    again = mydata.load_residents(numbers, DAY, evidence="synthetic")
    assert (again.residents, again.facts) == (120, 0)
    book, compared = rulebook(), 0
    for row in range(0, 120, 17):
        person = f"p{row + 1:07d}"
        collected = mydata.collect_and_wait(simulation.number_of(person), DAY)
        assert collected.family is not None
        if not {simulation.resident_of(one) for one in collected.subjects.values()} <= {
            simulation.resident_of(one) for one in numbers
        }:
            continue  # some of the family were not loaded
        theirs = rules.family_from(collected.family, book)
        with trust.entered(EVERYTHING):
            ours = facts.family_as_known(book, person, DAY).family
        for mine, other in zip(rules.check(book, ours, explain=False), rules.check(book, theirs, explain=False),
                               strict=True):  # fmt: skip
            assert (mine.service, mine.status, mine.amount) == (other.service, other.status, other.amount)
            compared += 1
    assert compared


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
