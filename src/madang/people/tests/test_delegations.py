"""Delegations between two persons: both agree, either withdraws, time ends them; both see it, nobody else does."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from madang.people import service as people
from madang.people.models import Delegation
from madang.people.tests.conftest import EVERYTHING, NAMES, official, resident, soon
from madang.trust import service as trust
from tests.log_entries import entries
from tests.query_texts import statements_about


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def offer(giver: str = "p1", holder: str = "p2", kind: str = "proxy", **more: Any) -> str:
    act = people.OfferDelegation(giver, holder, kind, **{"until": soon(), **more})
    return trust.perform(act, more.pop("by", None) or resident(giver))["delegation"]


def agreed(giver: str = "p1", holder: str = "p2", kind: str = "proxy", **more: Any) -> str:
    id = offer(giver, holder, kind, **more)
    trust.perform(people.AcceptOffer(id), resident(holder))
    return id


def why(holder: str = "p2", giver: str = "p1", service: str = "basic_pension", deed: str = "view") -> str:
    found = people.may(holder, giver, service, deed, now())
    return found.code if isinstance(found, people.MayNot) else "may"


@pytest.mark.usefixtures("persons")
def test_an_offer_is_nothing_until_it_is_accepted_and_nothing_after_it_is_withdrawn() -> None:
    id = offer(services=("basic_pension",), deeds=("view", "apply"))
    assert (why(), people.acts_for("p2", now())) == ("people_unanswered", ())
    assert trust.perform(people.AcceptOffer(id), resident("p2")) == {"delegation": id, "state": "active"}
    assert people.acts_for("p2", now()) == ("p1",)
    assert (why(), why(service="housing"), why(deed="receive_letters"), why("p1", "p2"), why("p3")) == (
        "may", "people_other_service", "people_other_deed", "people_nobody", "people_nobody",
    )  # fmt: skip
    before = now()
    assert trust.perform(people.WithdrawDelegation(id), resident("p1"))["state"] == "withdrawn"
    assert (why(), people.acts_for("p2", now())) == ("people_ended", ())
    assert people.acts_for("p2", before) == ("p1",)
    with pytest.raises(people.NotInForce):
        trust.perform(people.WithdrawDelegation(id), resident("p2"))
    offer()


@pytest.mark.usefixtures("persons")
def test_a_request_waits_for_consent() -> None:
    act = people.RequestDelegation("p1", "p2", "carer", soon())
    id = trust.perform(act, resident("p2"))["delegation"]
    with pytest.raises(trust.Denied) as denied:
        trust.perform(people.AcceptOffer(id), resident("p2"))
    assert denied.value.policies == ("people_own_proposal",)
    assert why() == "people_unanswered"
    assert trust.perform(people.ConsentToRequest(id), resident("p1"))["state"] == "active"
    assert why() == "may"
    with pytest.raises(people.NotWaiting):
        trust.perform(people.ConsentToRequest(id), resident("p1"))


@pytest.mark.usefixtures("persons")
def test_the_side_that_was_asked_may_refuse_and_strangers_see_nothing() -> None:
    id = offer()
    for stranger in (resident("p3"), resident("p3", "p4")):
        for act in (people.AcceptOffer(id), people.RefuseDelegation(id), people.WithdrawDelegation(id)):
            with pytest.raises(people.NoSuchDelegation):
                trust.perform(act, stranger)
    with pytest.raises(trust.Denied):
        trust.perform(people.RefuseDelegation(id), resident("p1"))
    assert trust.perform(people.RefuseDelegation(id), resident("p2"))["state"] == "refused"
    assert why() == "people_ended"
    with pytest.raises(people.NotWaiting):
        trust.perform(people.AcceptOffer(id), resident("p2"))


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    ("act", "who"),
    [
        (people.OfferDelegation("p1", "p2", "proxy", soon()), resident("p2")),
        (people.OfferDelegation("p1", "p2", "proxy", soon()), resident("p3", "p1")),
        (people.RequestDelegation("p1", "p2", "proxy", soon()), resident("p1")),
        (people.OfferDelegation("f1", "p2", "firm", soon()), resident("p1")),
        (people.OfferDelegation("f1", "p2", "firm", soon()), resident("p1", "f1")),
        (people.OfferDelegation("p1", "p2", "proxy", soon()), official("c1", "operator")),
    ],
)
def test_nobody_proposes_for_somebody_else(act: people.OfferDelegation, who: trust.Principal) -> None:
    with pytest.raises(trust.Denied):
        trust.perform(act, who)
    with trust.entered(EVERYTHING):
        assert not Delegation.objects.exists()
    assert len(entries(kind="refusal")) == 1


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"kind": "parent"}, people.BadDelegation),
        ({"kind": "guardian"}, people.BadDelegation),
        ({"kind": "friend"}, people.BadDelegation),
        ({"kind": "firm"}, people.NoSuchPerson),
        ({"holder": "p1"}, people.BadDelegation),
        ({"holder": "p99"}, people.NoSuchPerson),
        ({"holder": "f1"}, people.NoSuchPerson),
        ({"holder": "p2\0"}, people.BadText),
        ({"holder": "p2,p3"}, people.BadText),
        ({"until": soon(-1)}, people.BadDelegation),
        ({"until": soon(366)}, people.BadDelegation),
        ({"until": dt.datetime(2027, 1, 1)}, people.BadDelegation),  # noqa: DTZ001
        ({"since": soon(50), "until": soon(40)}, people.BadDelegation),
        ({"services": ()}, people.BadDelegation),
        ({"services": ("a b",)}, people.BadDelegation),
        ({"services": tuple(f"s{one}" for one in range(101))}, people.BadDelegation),
        ({"deeds": ()}, people.BadDelegation),
        ({"deeds": ("view", "sell")}, people.BadDelegation),
        ({"basis": "friendship"}, people.BadDelegation),
        ({"evidence": "\u202eevil"}, people.BadText),
        ({"evidence": "x" * 501}, people.BadText),
    ],
)
def test_what_cannot_be_delegated_is_refused_in_words(
    more: dict[str, Any], refusal: type[people.PeopleRefused]
) -> None:
    wanted = {"giver": "p1", "holder": "p2", "kind": "proxy", "until": soon(), **more}
    with pytest.raises(refusal) as refused:
        trust.perform(people.OfferDelegation(**wanted), resident("p1"))
    assert refused.value.text("ko") != refused.value.text("en")
    with trust.entered(EVERYTHING):
        assert not Delegation.objects.exists()
    assert {one.name for one in entries()} == {"people.enrol"}


@pytest.mark.usefixtures("persons")
def test_one_of_a_kind_between_two_at_a_time() -> None:
    offer()
    with pytest.raises(people.DelegatedAlready):
        offer()
    with pytest.raises(people.DelegatedAlready):
        trust.perform(people.RequestDelegation("p1", "p2", "proxy", soon()), resident("p2"))
    offer(kind="carer")
    offer("p2", "p1")
    offer(holder="p3")


def long_ago(holder: str, *, answered: bool, days: float, until: float) -> str:
    """A delegation from p1 that was proposed, and perhaps answered, so many days ago, until so many days from now."""
    with trust.entered(EVERYTHING):
        return Delegation.objects.create(
            id=f"d-{holder}", giver_id="p1", holder_id=holder, kind="proxy", proposed_by="giver", services=["*"],
            deeds=["view"], valid_from=soon(-days), valid_to=soon(until), state="active" if answered else "offered",
            proposed_at=soon(-days), answered_at=soon(-days) if answered else None, ground="행정절차법 §12①1호",
        ).pk  # fmt: skip


@pytest.mark.usefixtures("persons")
def test_time_ends_it_whether_or_not_anybody_writes_it_down() -> None:
    agreed(until=soon(10))
    agreed(holder="p4", since=soon(5), until=soon(20))
    assert (why(), why("p4")) == ("may", "people_not_yet")
    assert isinstance(people.may("p2", "p1", "x", "view", soon(9.99)), people.ShownDelegation)
    assert isinstance(people.may("p2", "p1", "x", "view", soon(10.01)), people.MayNot)
    assert people.acts_for("p4", soon(6)) == ("p1",)
    assert people.acts_for("p4", soon(21)) == ()
    assert people.end_overdue() == 0


@pytest.mark.usefixtures("persons")
def test_what_is_overdue_is_closed_as_of_then_and_makes_room() -> None:
    long_ago("p2", answered=True, days=50, until=-1)
    unanswered = long_ago("p3", answered=False, days=31, until=200)
    long_ago("p4", answered=False, days=29, until=200)
    assert (why(), why("p3"), why("p4")) == ("people_ended", "people_ended", "people_unanswered")
    with pytest.raises(people.NotWaiting):
        trust.perform(people.AcceptOffer(unanswered), resident("p3"))
    offer()
    assert people.end_overdue() == 1
    assert people.end_overdue() == 0
    with trust.entered(EVERYTHING):
        rows = {row.pk: row for row in Delegation.objects.exclude(end_reason="")}
        assert {id: row.end_reason for id, row in rows.items()} == {"d-p2": "time", "d-p3": "unanswered"}
        assert rows["d-p2"].ended_at == rows["d-p2"].valid_to
        assert rows["d-p3"].ended_at == rows["d-p3"].proposed_at + dt.timedelta(days=30)


@pytest.mark.usefixtures("persons")
def test_death_ends_what_was_given_and_held() -> None:
    agreed()
    agreed("p3", "p1", "carer")
    agreed("p3", "p2")
    with pytest.raises(people.BadDelegation):
        trust.perform(people.EndByDeath("p1", soon(3).date(), "court"), EVERYTHING)
    with pytest.raises(trust.Denied):
        trust.perform(people.EndByDeath("p1", now().date(), "court"), resident("p3"))
    today = now().astimezone(dt.timezone(dt.timedelta(hours=9))).date()
    assert trust.perform(people.EndByDeath("p1", today, "court"), EVERYTHING) == 2
    assert trust.perform(people.EndByDeath("p1", today, "court"), EVERYTHING) == 0
    assert (why(), people.acts_for("p1", now()), people.acts_for("p2", now())) == ("people_ended", (), ("p3",))
    shown = next(one for one in people.delegations_of("p2", now()) if one.other == "p1")
    assert shown.why is not None
    assert "사망" in shown.why.ko


@pytest.mark.usefixtures("persons")
def test_each_step_is_on_record_for_both_and_names_no_other() -> None:
    id = agreed(evidence="위임장 제3호")
    trust.perform(people.WithdrawDelegation(id), resident("p2"))
    written = [one for one in entries() if one.name != "people.enrol"]
    with trust.entered(EVERYTHING):
        told = [one for one in trust.take_told() if one.type.startswith("kr.madang.delegation")]
    assert [(one.name, one.subject) for one in written] == [
        (f"people.{step}", person) for step in ("offer", "accept", "withdraw") for person in ("p1", "p2")
    ]
    for one in written:
        other = {"p1": "p2", "p2": "p1"}[one.subject]
        body = json.loads(one.body or "")
        (said,) = body["note"]["delegations"]
        assert (said["delegation"], said["side"]) == (id, "giver" if one.subject == "p1" else "holder")
        assert f'"{other}"' not in (one.body or "")
        assert not any(name in (one.body or "") for name in NAMES.values())
    assert [(one.type.rsplit(".", 1)[1], one.subject) for one in told] == [
        (step, person) for step in ("offer", "accept", "withdraw") for person in ("p1", "p2")
    ]
    assert all(set(one.data) == {"delegation", "side"} for one in told)


@pytest.mark.usefixtures("persons")
def test_both_sides_read_what_they_and_the_other_see() -> None:
    id = offer(services=("basic_pension", "housing"), deeds=("apply", "view"))
    (given,), (held,) = people.delegations_of("p1", now()), people.delegations_of("p2", now())
    assert (given.side, given.other, given.other_name, given.can) == ("giver", "p2", "", ("people.withdraw",))
    assert (held.side, held.other_name, held.can) == ("holder", NAMES["p1"], ("people.accept", "people.refuse"))
    trust.perform(people.AcceptOffer(id), resident("p2"))
    (given,), (held,) = people.delegations_of("p1", now()), people.delegations_of("p2", now())
    assert (given.sees, given.other_sees) == (held.other_sees, held.sees)
    assert NAMES["p2"] in given.sees.ko
    assert NAMES["p1"] in held.sees.en
    assert given.scope.ko == "basic_pension, housing: 내용 보기, 신청하기"
    assert given.scope.en.endswith(": see what concerns you, apply in your name")
    assert (given.state, given.state_label.en, given.can) == ("active", "in force", ("people.withdraw",))
    assert given.ground == "행정절차법 §12①1호"
    assert people.delegations_of("p3", now()) == []


@pytest.mark.usefixtures("persons")
def test_a_firm_is_represented_by_the_register_and_by_whom_they_let() -> None:
    chief = people.RegisteredRelation("firm", "p1", evidence="법인등기")
    people.from_register([people.RegisterSays("f1", relations=(chief,))], source="court")
    assert people.acts_for("p1", now()) == ("f1",)
    act = people.OfferDelegation("f1", "p2", "firm", soon(), services=("youth_hiring",), deeds=("apply",))
    id = trust.perform(act, resident("p1", "f1"))["delegation"]
    trust.perform(people.AcceptOffer(id), resident("p2"))
    assert (people.acts_for("p2", now()), why("p2", "f1", "youth_hiring", "apply")) == (("f1",), "may")
    with pytest.raises(trust.Denied):
        trust.perform(people.OfferDelegation("f1", "p3", "firm", soon()), resident("p2", "f1"))
    with pytest.raises(trust.Denied) as denied:
        trust.perform(people.WithdrawDelegation(people.delegations_of("p1", now())[0].id), resident("p1", "f1"))
    assert denied.value.policies == ("people_statutory_stays",)
    shown = {one.other_name for one in people.delegations_of("f1", now())}
    assert shown == {NAMES["p1"], NAMES["p2"]}
    trust.perform(people.WithdrawDelegation(id), resident("p1", "f1"))
    people.from_register([people.RegisterSays("f1")], source="court")
    assert people.acts_for("p1", now()) == ()


@pytest.mark.usefixtures("persons")
def test_one_query_each_however_many_there_are() -> None:
    for giver in ("p1", "p3", "p4", "p5", "p6"):
        agreed(giver)
    for ask in (
        lambda: people.acts_for("p2", now()),
        lambda: people.delegations_of("p2", now()),
        lambda: people.may("p2", "p5", "basic_pension", "view", now()),
    ):
        with statements_about("people_") as asked:
            ask()
        assert len(asked) == 1
    assert people.acts_for("p2", now(), service="housing", deed="view") == ("p1", "p3", "p4", "p5", "p6")
