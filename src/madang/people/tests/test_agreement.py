"""The list, the single question, the policy and a model that knows nothing of either say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from madang.people import service as people
from madang.people.delegation.asking import WHY, acting
from madang.people.models import Delegation, Restriction
from madang.people.tests.conftest import EVERYTHING, resident, soon
from madang.trust import service as trust

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PERSONS = ("p1", "p2", "p3")
SERVICES = ("housing", "basic_pension")
WITH_DATABASE = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.generate],  # making a failing example smaller against a database takes minutes
)  # fmt: skip


def hour(number: int) -> dt.datetime:
    return START + dt.timedelta(hours=number)


@dataclass(frozen=True)
class Given:
    """What happened between two, in hours; None never did."""

    giver: str
    holder: str
    kind: str
    services: tuple[str, ...]
    deeds: tuple[str, ...]
    proposed: int
    begins: int
    ends: int
    answered: int | None
    ended: int | None
    how: str

    def in_force(self, at: int) -> bool:
        """Agreed on by then, begun, and none of the ends has come."""
        if self.answered is None or at < self.answered or at < self.begins or at >= self.ends:
            return False
        return self.ended is None or at < self.ended

    def row(self, number: int) -> Delegation:
        firm = self.giver == "f1"
        state = self.how if self.ended is not None else "active" if self.answered is not None else "offered"
        return Delegation(
            id=f"d{number}", giver_id=None if firm else self.giver, firm_id="f1" if firm else None,
            holder_id=self.holder, kind=self.kind, proposed_by="giver", services=list(self.services),
            deeds=list(self.deeds), valid_from=hour(self.begins), valid_to=hour(self.ends), state=state,
            proposed_at=hour(self.proposed), answered_at=None if self.answered is None else hour(self.answered),
            ended_at=None if self.ended is None else hour(self.ended), ground="행정절차법 §12①",
        )  # fmt: skip


@st.composite
def given_once(draw: st.DrawFn) -> Given:
    holder = draw(st.sampled_from(PERSONS))
    giver = draw(st.sampled_from([one for one in (*PERSONS, "f1") if one != holder]))
    proposed = draw(st.integers(0, 6))
    answered = draw(st.integers(proposed, 10) | st.none())
    ended = draw(st.none() | st.integers(answered or proposed, 28))
    how = draw(st.sampled_from(["withdrawn", "expired", *(["refused"] if answered is None else [])]))
    begins = draw(st.integers(proposed, 12))
    return Given(
        giver, holder, draw(st.sampled_from(["proxy", "carer"])),
        draw(st.sampled_from([("*",), ("housing",), ("basic_pension", "housing")])),
        tuple(draw(st.lists(st.sampled_from(["view", "apply"]), min_size=1, unique=True))), proposed, begins,
        draw(st.integers(begins + 1, 30)), answered, ended, how,
    )  # fmt: skip


def alone(rows: list[Given]) -> list[Given]:
    """Of one kind between two, only one has no end."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for one in rows:
        key = (one.giver, one.holder, one.kind)
        kept.append(replace(one, ended=28, how="expired") if one.ended is None and key in seen else one)
        seen.add(key) if one.ended is None else None
    return kept


@st.composite
def scene(draw: st.DrawFn) -> tuple[list[Given], list[tuple[str, str, int, int]], int]:
    """Delegations, orders (person, against, from, hours) mostly between the same two, and an hour, often a turn."""
    rows = alone(draw(st.lists(given_once(), max_size=6)))
    pairs = [(one.giver, one.holder) for one in rows if one.giver != "f1"] + [("p1", "p2")]
    orders = draw(st.lists(st.tuples(st.sampled_from(pairs), st.integers(0, 9), st.integers(1, 25)), max_size=2))
    turns = [hour for one in rows for hour in (one.begins, one.ends, one.answered, one.ended) if hour is not None]
    at = draw(st.sampled_from(turns) | st.integers(0, 30) if turns else st.integers(0, 30))
    return rows, [(*pair, begin, length) for pair, begin, length in orders], at


@pytest.mark.usefixtures("persons")
@WITH_DATABASE
@given(scene())
def test_they_all_say_the_same(seen: tuple[list[Given], list[tuple[str, str, int, int]], int]) -> None:
    rows, orders, at = seen
    closed = {(person, against) for person, against, begin, length in orders if begin <= at < begin + length}
    with transaction.atomic():
        with trust.entered(EVERYTHING):
            Delegation.objects.bulk_create([one.row(number) for number, one in enumerate(rows)])
            Restriction.objects.bulk_create(
                Restriction(person_id=person, against_id=against, law="x", source=f"s{number}", valid_from=hour(begin),
                            valid_to=hour(begin + length), recorded_at=hour(begin))
                for number, (person, against, begin, length) in enumerate(orders)
            )  # fmt: skip
        for holder in PERSONS:
            wanted = {one.giver for one in rows if one.holder == holder and lets(one, at, closed)}
            assert people.acts_for(holder, hour(at)) == tuple(sorted(wanted))
        for number, one in enumerate(rows):
            for service, deed in (("housing", one.deeds[0]), ("basic_pension", "view")):
                _compare(rows, one, at, closed, service, deed)
                allowed = _cedar(one.row(number), service, deed, at, closed)
                assert allowed == lets(one, at, closed, service=service, deed=deed)
        transaction.set_rollback(True)


def lets(one: Given, at: int, closed: set[tuple[str, str]], *, service: str = "", deed: str = "") -> bool:
    """The model."""
    covers = (not service or "*" in one.services or service in one.services) and (not deed or deed in one.deeds)
    return one.in_force(at) and (one.giver, one.holder) not in closed and covers


def _compare(rows: list[Given], about: Given, at: int, closed: set[tuple[str, str]], service: str, deed: str) -> None:
    wanted = {
        one.giver for one in rows if one.holder == about.holder and lets(one, at, closed, service=service, deed=deed)
    }
    assert people.acts_for(about.holder, hour(at), service=service, deed=deed) == tuple(sorted(wanted))
    assert _may(about.holder, about.giver, service, deed, at) == (about.giver in wanted)


def _may(holder: str, giver: str, service: str, deed: str, at: int) -> bool:
    found = people.may(holder, giver, service, deed, hour(at))
    if isinstance(found, people.MayNot):
        assert found.code.startswith("people_")
        assert found.reason.ko != found.reason.en
        return False
    assert (found.giver, found.holder, found.state, found.restricted) == (giver, holder, "active", False)
    return True


def _cedar(row: Delegation, service: str, deed: str, at: int, closed: set[tuple[str, str]]) -> bool:
    who = resident(row.holder_id)
    wants = acting(row, hour(at), service, deed, restricted=(row.for_whom, row.holder_id) in closed)
    try:
        trust.ask(who, "people.act_for", wants, ground=trust.Ground("x", "own"), purpose=WHY, grade="S")
    except trust.Denied as denied:
        # Every refusal says why, in one sentence.
        assert len(denied.policies) == 1  # noqa: PT017
        return False
    return True


STEPS = ("offer", "request", "accept", "consent", "refuse", "withdraw")


def step(name: str, who: str, other: str, id: str) -> tuple[Any, trust.Principal]:
    """The act, and who does it."""
    acts: dict[str, Any] = {
        "offer": lambda: people.OfferDelegation(who, other, "proxy", soon()),
        "request": lambda: people.RequestDelegation(other, who, "proxy", soon()),
        "accept": lambda: people.AcceptOffer(id),
        "consent": lambda: people.ConsentToRequest(id),
        "refuse": lambda: people.RefuseDelegation(id),
        "withdraw": lambda: people.WithdrawDelegation(id),
    }
    return acts[name](), resident(who)


@pytest.mark.usefixtures("persons")
@settings(WITH_DATABASE, max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(PERSONS), st.sampled_from(PERSONS)), max_size=10))
def test_any_order_of_steps_by_anybody_is_what_a_simple_model_says(steps: list[tuple[str, str, str]]) -> None:
    """The model: for each pair (giver, holder), who proposed what still waits, or that it is in force."""
    with transaction.atomic():
        waits: dict[tuple[str, str], str] = {}
        force: dict[tuple[str, str], bool] = {}
        ids: dict[tuple[str, str], str] = {}
        last = ("p1", "p2")
        for name, who, other in steps:
            act, principal = step(name, who, other, ids.get(last, "d-none"))
            pair = {"offer": (who, other), "request": (other, who)}.get(name, last)
            side = "giver" if who == pair[0] else "holder" if who == pair[1] else ""
            fits = {
                "offer": who != other and pair not in waits and not force.get(pair),
                "request": who != other and pair not in waits and not force.get(pair),
                "accept": waits.get(pair) == "giver" and side == "holder",
                "consent": waits.get(pair) == "holder" and side == "giver",
                "refuse": pair in waits and side not in ("", waits[pair]),
                "withdraw": bool(side) and (pair in waits or force.get(pair, False)),
            }[name]
            try:
                done = trust.perform(act, principal)
            except (people.PeopleRefused, trust.Denied):
                assert not fits, (name, who, pair)
                continue
            assert fits, (name, who, pair)
            last = pair
            ids[pair] = done["delegation"]
            if name in ("offer", "request"):
                waits[pair] = side
            else:
                waits.pop(pair, None)
                force[pair] = name in ("accept", "consent")
            for holder in PERSONS:
                wanted = tuple(sorted(giver for (giver, one), on in force.items() if one == holder and on))
                assert people.acts_for(holder, dt.datetime.now(dt.UTC)) == wanted
        transaction.set_rollback(True)
