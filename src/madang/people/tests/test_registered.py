"""What registers say: parents until majority, guardians as far as a court went, orders that keep somebody away."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from madang.people import service as people
from madang.people.clock import SEOUL
from madang.people.models import Delegation, Restriction
from madang.people.tests.conftest import EVERYTHING, official, resident, soon
from madang.trust import service as trust
from tests.log_entries import entries

CHILD = dt.date(2015, 6, 1)
MOTHER = people.RegisteredRelation("parent", "p2", authority=True, evidence="가족관계증명서")
FATHER = people.RegisteredRelation("parent", "p3", authority=True)
ORDER = people.RegisteredOrder("p3", "주민등록법 §29⑥", evidence="제한신청")


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def says(*relations: people.RegisteredRelation, person: str = "p1", **more: Any) -> dict[str, Any]:
    wanted = {"born_on": CHILD, **more}
    return people.from_register([people.RegisterSays(person, relations=relations, **wanted)], source="court")


def why(holder: str, at: dt.datetime | None = None, person: str = "p1", service: str = "parent_benefit") -> str:
    found = people.may(holder, person, service, "apply", at or now())
    return found.code if isinstance(found, people.MayNot) else "may"


@pytest.mark.usefixtures("persons")
def test_parents_represent_until_the_nineteenth_birthday_in_seoul() -> None:
    done = says(MOTHER, FATHER)
    assert done == {"begun": 2, "ended": 0, "kept": 0, "orders_begun": 0, "orders_ended": 0, "left": []}
    assert says(MOTHER, FATHER)["kept"] == 2
    assert (why("p2"), why("p3"), people.acts_for("p3", now())) == ("may", "may", ("p1",))
    majority = dt.datetime(2034, 6, 1, tzinfo=SEOUL)
    assert why("p2", majority - dt.timedelta(microseconds=1)) == "may"
    assert why("p2", majority) == "people_ended"
    assert people.acts_for("p2", majority) == ()
    (shown,) = people.delegations_of("p2", now())
    assert (shown.ground, shown.evidence, shown.can) == ("민법 §909①, §911, §920", "가족관계증명서", ())
    assert shown.sees.ko == "미성년 자녀 김가린님의 법정대리인입니다."
    for who in ("p1", "p2"):
        with pytest.raises(trust.Denied) as denied:
            trust.perform(people.WithdrawDelegation(shown.id), resident(who))
        assert denied.value.policies == ("people_statutory_stays",)
    assert why("p2") == "may"


@pytest.mark.usefixtures("persons")
def test_what_the_register_no_longer_says_ends() -> None:
    says(MOTHER, FATHER)
    assert says(MOTHER)["ended"] == 1
    assert (why("p2"), why("p3")) == ("may", "people_ended")
    with trust.entered(EVERYTHING):
        assert Delegation.objects.get(holder="p3").end_reason == "register"
    elsewhere = people.from_register([people.RegisterSays("p1")], source="moi")
    assert elsewhere["ended"] == 0
    again = says(MOTHER, FATHER)
    assert (again["begun"], again["kept"]) == (1, 1)
    changed = says(people.RegisteredRelation("parent", "p2", authority=True, evidence="정정"), FATHER)
    assert (changed["begun"], changed["ended"], changed["kept"]) == (1, 1, 1)
    assert why("p2") == "may"


@pytest.mark.usefixtures("persons")
def test_what_gives_no_power_is_left_with_its_reason() -> None:
    done = says(
        people.RegisteredRelation("parent", "p2", authority=None),
        people.RegisteredRelation("parent", "p3", authority=False),
        people.RegisteredRelation("parent", "p99", authority=True),
        people.RegisteredRelation("guardian", "p4", until=dt.date(2020, 1, 1)),
    )
    assert done["left"] == [
        ["p1", "p2", "authority_unknown"], ["p1", "p3", "no_authority"], ["p1", "p99", "not_enrolled"],
        ["p1", "p4", "over"],
    ]  # fmt: skip
    assert says(MOTHER, born_on=dt.date(1990, 1, 1))["left"] == [["p1", "p2", "of_age"]]
    assert says(MOTHER, born_on=None)["left"] == [["p1", "p2", "birth_unknown"]]
    assert says(MOTHER, person="p98")["left"] == [["p98", "p2", "not_enrolled"]]
    with trust.entered(EVERYTHING):
        assert not Delegation.objects.exists()


@pytest.mark.usefixtures("persons")
def test_what_another_source_says_stays_with_it() -> None:
    says(MOTHER)
    said = people.RegisterSays("p1", born_on=CHILD, relations=(MOTHER, MOTHER, FATHER))
    other = people.from_register([said], source="moi")
    assert (other["begun"], other["left"]) == (1, [["p1", "p2", "held_otherwise"]] * 2)
    assert says()["ended"] == 1
    assert (why("p2"), why("p3")) == ("people_ended", "may")


@pytest.mark.usefixtures("persons")
def test_a_guardian_acts_as_far_as_the_court_went() -> None:
    court = people.RegisteredRelation(
        "guardian", "p4", since=dt.date(2025, 1, 1), until=soon(50).date(), services=("basic_pension",),
        deeds=("apply",), evidence="후견등기",
    )  # fmt: skip
    says(court, born_on=dt.date(1940, 1, 1))
    assert (why("p4", service="basic_pension"), why("p4")) == ("may", "people_other_service")
    assert why("p4", soon(52), service="basic_pension") == "people_ended"
    minor = people.RegisteredRelation("guardian", "p5", minor=True)
    says(minor, person="p6")
    with trust.entered(EVERYTHING):
        assert Delegation.objects.get(holder="p5").ground == "민법 §928, §938①, §949①"
    assert why("p5", dt.datetime(2034, 6, 1, tzinfo=SEOUL), person="p6") == "people_ended"


@pytest.mark.usefixtures("persons")
def test_an_order_keeps_a_parent_away_and_tells_them_nothing_by_itself() -> None:
    says(MOTHER, FATHER)
    done = people.from_register([people.RegisterSays("p1", orders=(ORDER,))], source="moi")
    assert (done["orders_begun"], done["begun"], done["ended"]) == (1, 0, 0)
    assert (why("p3"), people.acts_for("p3", now())) == ("people_kept_away", ())
    assert (why("p2"), people.acts_for("p2", now())) == ("may", ("p1",))
    refusal = people.may("p3", "p1", "parent_benefit", "view", now())
    assert isinstance(refusal, people.MayNot)
    assert "§29⑦" in refusal.reason.ko
    (shown,) = people.delegations_of("p3", now())
    assert (shown.restricted, shown.state_label.ko) == (True, "제한됨")
    assert people.from_register([people.RegisterSays("p1", orders=(ORDER,))], source="moi")["orders_begun"] == 0
    mine, theirs = (entries(name="people.from_register", subject=one) for one in ("p1", "p3"))
    assert [json.loads(one.body or "")["note"].get("order") for one in mine] == [
        None, {"step": "begun", "law": "주민등록법 §29⑥"},
    ]  # fmt: skip
    assert len(theirs) == 1
    assert "order" not in json.loads(theirs[0].body or "")["note"]
    assert not any('"p3"' in (one.body or "") for one in mine)
    during = now()
    lifted = people.from_register([people.RegisterSays("p1")], source="moi")
    assert lifted["orders_ended"] == 1
    assert (why("p3"), why("p3", during)) == ("may", "people_kept_away")


@pytest.mark.usefixtures("persons")
def test_an_order_stands_before_every_kind_and_has_days_of_its_own() -> None:
    trust.perform(people.OfferDelegation("p1", "p3", "carer", soon()), resident("p1"))
    trust.perform(people.AcceptOffer(people.delegations_of("p3", now())[0].id), resident("p3"))
    until = soon(10).astimezone(SEOUL).date()
    order = people.RegisteredOrder("p3", "가족관계등록법 §14⑧", since=dt.date(2026, 1, 1), until=until)
    people.from_register([people.RegisterSays("p1", orders=(order,))], source="court")
    assert why("p3") == "people_kept_away"
    assert why("p3", soon(12)) == "may"
    longer = people.RegisteredOrder("p3", "가족관계등록법 §14⑧", since=dt.date(2026, 1, 1))
    people.from_register([people.RegisterSays("p1", orders=(longer,))], source="court")
    assert why("p3", soon(12)) == "people_kept_away"
    with trust.entered(EVERYTHING):
        assert Restriction.objects.count() == 1


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    "said",
    [
        people.RegisterSays("p1", born_on=dt.date(9999, 12, 31), relations=(MOTHER,)),
        people.RegisterSays("p2", born_on=CHILD, relations=(MOTHER,)),
        people.RegisterSays("p1", born_on=CHILD, relations=(
            people.RegisteredRelation("parent", "p2", authority=True, until=dt.date(2030, 1, 1)),)),
        people.RegisterSays("p1", relations=(
            people.RegisteredRelation("guardian", "p2", since=dt.date(2030, 1, 1), until=dt.date(2029, 1, 1)),)),
        people.RegisterSays("p1", relations=(people.RegisteredRelation("cousin", "p2"),)),  # type: ignore[arg-type]
        people.RegisterSays("p1", relations=(MOTHER, people.RegisteredRelation("firm", "p2"))),
        people.RegisterSays("p1", relations=(people.RegisteredRelation("guardian", "p2", services=("no such",)),)),
        people.RegisterSays("p1", orders=(people.RegisteredOrder("p3", " "),)),
        people.RegisterSays("p1", orders=(people.RegisteredOrder("p77", "주민등록법 §29⑥"),)),
    ],
)  # fmt: skip
def test_what_no_register_can_say_is_refused_whole(said: people.RegisterSays) -> None:
    with pytest.raises(people.BadDelegation) as refused:
        people.from_register([people.RegisterSays("p4", born_on=CHILD, relations=(FATHER,)), said], source="court")
    assert refused.value.text("ko") != refused.value.text("en")
    with trust.entered(EVERYTHING):
        assert not Delegation.objects.exists()
        assert not Restriction.objects.exists()


@pytest.mark.usefixtures("persons")
def test_only_workers_take_registers_over() -> None:
    for who in (resident("p2"), official("c", "operator")):
        with pytest.raises(trust.Denied):
            people.from_register([people.RegisterSays("p1", born_on=CHILD, relations=(MOTHER,))], source="court",
                                 principal=who)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_take_over_at_once_begin_once(enrol: Callable[[], None]) -> None:
    enrol()
    failed: list[Exception] = []
    said = [people.RegisterSays(child, born_on=CHILD, relations=(MOTHER, FATHER)) for child in ("p1", "p4", "p5", "p6")]

    def run(backwards: bool) -> None:
        try:
            people.from_register(said[:: -1 if backwards else 1], source="court")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(bool(one % 2),)) for one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    with trust.entered(EVERYTHING):
        assert Delegation.objects.count() == 8


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (dt.date(2007, 11, 26), dt.date(2026, 11, 26)),
        (dt.date(2008, 2, 29), dt.date(2027, 3, 1)),  # 민법 §160③: the 19th year ends with February
        (dt.date(2008, 2, 28), dt.date(2027, 2, 28)),
        (dt.date(2008, 3, 1), dt.date(2027, 3, 1)),
        (dt.date(2000, 12, 31), dt.date(2019, 12, 31)),
    ],
)
def test_majority(born: dt.date, of_age: dt.date) -> None:
    assert people.of_age_on(born) == of_age


@given(st.dates())
def test_majority_of_any_birth_or_a_refusal(born: dt.date) -> None:
    try:
        found = people.of_age_on(born)
    except people.BadDelegation:
        assert born.year + 19 > 9999
        return
    assert found.year - born.year == 19
    assert (found.month, found.day) in ((born.month, born.day), (3, 1))
