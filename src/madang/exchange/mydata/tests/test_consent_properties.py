"""Whatever is given, withdrawn and fetched in whatever order: never a fact recorded on a consent that is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.fetching.gathering import Gathered, Said
from madang.exchange.mydata.models import Consent
from madang.exchange.mydata.tests.conftest import DAY, EVERYTHING, agree, resident, spouse_of
from madang.facts import service as facts
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]
FACT, FIELD = "assets.financial", "financial_assets"
STEPS = st.lists(
    st.tuples(st.sampled_from(["give", "withdraw", "expire", "fetch", "late"]), st.sampled_from([0, 1])),
    min_size=1, max_size=7,
)  # fmt: skip


def known_value(person: str) -> int | None:
    with trust.entered(EVERYTHING):
        held = facts.known([person], names=[FACT], on=DAY)
    return int(held[0].value) if held else None


class Canned:
    """The agencies' answers, asked for once; every fetch finds another balance."""

    def __init__(self, real: Callable[[Gathered, Mapping[str, Any]], None]) -> None:
        self.real, self.amount = real, 1_000
        self.kept: dict[tuple[str, str], Said] = {}
        self.between: Callable[[], object] = _nothing

    def ask(self, gathered: Gathered, wanted: Mapping[str, Any]) -> None:
        """In place of Gathered.ask; `between` happens after the answer came and before it is recorded."""
        open = {agency: [n for n in numbers if (agency, n) not in self.kept] for agency, numbers in wanted.items()}
        if any(open.values()):
            self.real(gathered, open)
            self.kept |= {(a, n): one for a, of in gathered.said.items() for n, one in of.items()}
        for agency, number in [(agency, number) for agency, numbers in wanted.items() for number in numbers]:
            one = self.kept[agency, number]
            record = {**(one.record or {}), **({FIELD: self.amount} if agency == "welfare" else {})}
            gathered.said.setdefault(agency, {})[number] = Said(record, one.as_of, one.exchange)
        if "welfare" in wanted:
            self.between()


def _nothing() -> None:
    return None


class Play:
    """Steps against the room, beside a model that knows only who has agreed just now."""

    def __init__(self, couple: tuple[str, str], canned: Canned) -> None:
        self.couple, self.canned = couple, canned
        self.in_force: dict[int, int] = {}
        self.model: dict[int, int | None] = {0: None, 1: None}
        self.fetch()

    def fetch(self) -> None:
        mydata.fetch(resident(self.couple[0]), "basic_pension", self.couple[0], DAY)

    def withdraw(self, id: int, place: int) -> None:
        trust.perform(mydata.WithdrawConsent(id, DAY), resident(self.couple[place]))

    def step(self, what: str, place: int) -> None:
        """One thing happens to, or is done by, one of the two."""
        if what == "give":
            self.in_force[place] = agree(self.couple[place], "basic_pension", self.couple[0])
        elif what in ("withdraw", "expire") and place in self.in_force:
            id = self.in_force.pop(place)
            if what == "withdraw":
                return self.withdraw(id, place)
            with trust.entered(EVERYTHING):
                Consent.objects.filter(pk=id).update(until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        elif what in ("fetch", "late"):
            self.canned.amount += 1
            late = self.in_force.pop(place, None) if what == "late" else None
            if late is not None:
                self.canned.between = lambda: self.withdraw(late, place)
            self.fetch()
            self.canned.between = _nothing
            self.model |= dict.fromkeys(self.in_force, self.canned.amount)
        return None


def test_against_a_naive_model(
    province: simulation.Population, pensioner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple = (pensioner, spouse_of(province, pensioner))
    canned = Canned(Gathered.ask)
    monkeypatch.setattr(Gathered, "ask", lambda gathered, wanted: canned.ask(gathered, wanted))

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(STEPS)
    def run(steps: list[tuple[str, int]]) -> None:
        with transaction.atomic():
            play = Play(couple, canned)
            for what, place in steps:
                play.step(what, place)
                assert {one: known_value(couple[one]) for one in (0, 1)} == play.model, steps
            transaction.set_rollback(True)

    run()
