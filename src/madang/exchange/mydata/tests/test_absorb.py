"""Life events: each counts once; what a ground carries becomes facts; numbers go no further."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.models import PendingFetch
from madang.exchange.mydata.purposes import rulebook
from madang.exchange.mydata.tests.conftest import DAY, EVERYTHING, agencies_apart, entries, spouse_of
from madang.facts import service as facts
from madang.rules import service as rules
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def running(
    province: simulation.Population,
    tmp_path_factory: pytest.TempPathFactory,
    identities: dict[str, simulation.Identity],
) -> Iterator[simulation.RunningAgencies]:
    """Births and deaths stay among themselves."""
    with agencies_apart(province, tmp_path_factory.mktemp("apart") / "province", identities) as agencies:
        yield agencies


@dataclass
class Event:
    source: str
    id: str
    type: str
    event: dict[str, Any]


WAITING: list[Event] = []


def take(subscription: str, most: int) -> Sequence[Event]:
    """An inbox in memory: what is taken comes back when the transaction fails."""
    from django.db import transaction

    assert subscription == "mydata"
    assert transaction.get_connection().in_atomic_block
    taken = WAITING[:most]
    del WAITING[:most]
    return taken


@pytest.fixture(autouse=True)
def _inbox(settings: Settings) -> Iterator[None]:
    settings.MYDATA_INBOX = f"{__name__}.take"
    WAITING.clear()
    yield
    WAITING.clear()


def event(kind: str, number: str, on: dt.date, **more: str) -> Event:
    id = f"e{len(WAITING)}-{number}-{kind}"
    data = {"number": number, "on": on.isoformat(), **more}
    return Event("/agencies/court", id, f"kr.madang.{kind}", {"id": id, "data": data})


def current(person: str, *names: str) -> list[facts.KnownFact]:
    with trust.entered(EVERYTHING):
        return facts.known([person], names=list(names) or None)


def load(*people: str) -> mydata.Loaded:
    return mydata.load_residents([simulation.number_of(one) for one in people], DAY, evidence="synthetic")


def family_of(person: str) -> rules.Family:
    with trust.entered(EVERYTHING):
        return facts.family_as_known(rulebook(), person, DAY).family


def status(person: str, service: str) -> str:
    return rules.check(rulebook(), family_of(person), [service])[0].status


BABIES = iter(range(900, 999))


@pytest.fixture
def baby(agencies: simulation.RunningAgencies, province: simulation.Population, mother: str) -> str:
    """Born to the mother: all agencies know, the event waits."""
    number = f"S0000{next(BABIES)}"
    people = province.persons
    young = max(range(600), key=lambda row: int(people["birth"][row]))
    agencies.control.birth(simulation.number_of(mother), number, f"S{young + 1:07d}", dt.date(2026, 11, 12))
    WAITING.append(event("birth", number, dt.date(2026, 11, 12), mother=simulation.number_of(mother)))
    return simulation.resident_of(number)


def test_a_birth_becomes_a_person_and_facts_that_make_eligible(
    province: simulation.Population, mother: str, baby: str, caplog: pytest.LogCaptureFixture
) -> None:
    load(mother, spouse_of(province, mother))
    caplog.set_level(logging.DEBUG)
    before = next(a for a in rules.check(rulebook(), family_of(mother), ["parent_benefit"]))
    done = mydata.absorb(DAY)
    assert done is not None
    assert (done.events, done.born, done.unknown) == (1, (baby,), 0)
    (born,) = current(baby, "person.birth_date")
    assert born.value == "2026-11-12"
    after = next(a for a in rules.check(rulebook(), family_of(mother), ["parent_benefit"]))
    assert (after.status, after.missing) == ("eligible", ())
    assert after.amount is not None
    assert before.amount is None or after.amount.low > before.amount.low
    laws = {one["ground"]["law"] for one in entries(subject=baby, kind="disclosure")}
    assert laws == {"아동수당법 §5②", "사회보장급여법 §22의2①·③"}
    assert [one["name"] for one in entries(subject=baby, kind="act")] == ["mydata.welcome"]
    with trust.entered(EVERYTHING):
        assert [(one.type, one.subject) for one in trust.take_told()] == [("kr.madang.mydata.person_new", baby)]
    assert "S0000" not in caplog.text
    assert mydata.absorb(DAY) is None


def test_without_membership_a_statute_carries_child_and_parents_alone(mother: str, baby: str) -> None:
    mydata.absorb(DAY)
    assert {one.source for one in current(baby)} == {"moi", "court", "welfare"}
    assert {one.name for one in current(baby) if one.source == "welfare"} == {"person.days_abroad_180"}
    assert {one["ground"]["law"] for one in entries(subject=baby, kind="disclosure")} == {"아동수당법 §5②"}
    assert "consent_missing" in {one["note"]["reason"] for one in entries(subject=mother, kind="refusal")}


def test_the_same_birth_again_changes_nothing(province: simulation.Population, mother: str, baby: str) -> None:
    load(mother, spouse_of(province, mother))
    one = WAITING[0]
    WAITING.append(one)  # twice in a batch
    done = mydata.absorb(DAY)
    assert done is not None
    assert (done.events, done.born) == (2, (baby,))
    WAITING.append(Event(one.source, "another id", one.type, one.event))
    again = mydata.absorb(DAY)
    assert again is not None
    assert (again.recorded, again.born) == ((), ())


def test_a_newborn_whom_somebody_asked_about_before_its_event_came_is_told_of(mother: str, baby: str) -> None:
    load(mother, baby)
    assert current(baby, "person.birth_date") != []
    done = mydata.absorb(DAY)
    assert done is not None
    assert done.born == (baby,)
    data = {"number": simulation.number_of(baby), "mother": simulation.number_of(mother), "on": "2026-11-12"}
    WAITING.append(Event("/agencies/court", "another id", "kr.madang.birth", {"data": data}))
    again = mydata.absorb(DAY)
    assert again is not None
    assert again.born == ()
    with trust.entered(EVERYTHING):
        assert [(one.type, one.subject) for one in trust.take_told()] == [("kr.madang.mydata.person_new", baby)]


def test_a_birth_while_the_registers_are_away_is_kept(
    agencies: simulation.RunningAgencies, mother: str, baby: str
) -> None:
    load(mother)
    for agency in ("moi", "court"):
        agencies.control.behave(agency, "unavailable")
    done = mydata.absorb(DAY)
    assert done is not None
    assert done.born == (baby,)
    assert [one.value for one in current(baby, "person.birth_date")] == ["2026-11-12"]
    with trust.entered(EVERYTHING):
        assert set(PendingFetch.objects.values_list("agency", flat=True)) == {"moi", "court"}
        PendingFetch.objects.update(retry_at=dt.datetime.now(dt.UTC))
    agencies.all_right()
    from madang.exchange.hub import service as hub

    hub.forget_failures()
    assert mydata.retry_pending(DAY) == 2
    assert current(baby, "child.birth_registered")


@pytest.fixture
def earner(agencies: simulation.RunningAgencies) -> str:
    """With wages now."""
    numbers = [f"S{row + 1:07d}" for row in range(100)]
    for number, record in agencies.control.search("nts", numbers).items():
        wages = record["monthly_earned_income"]
        if (wages if isinstance(wages, int) else wages.get("2026-10", 0)) > 2_000_000:
            return simulation.resident_of(number)
    raise AssertionError("nobody earns")


def test_a_lost_job_changes_what_comes_after(agencies: simulation.RunningAgencies, earner: str) -> None:
    load(earner)
    number = simulation.number_of(earner)
    saved = agencies.control.search("ei", [number]), agencies.control.search("nts", [number])
    agencies.control.job_loss(number, dt.date(2026, 10, 31))
    try:
        WAITING.append(event("job_loss", number, dt.date(2026, 10, 31)))
        done = mydata.absorb(DAY)
    finally:
        for agency, record in zip(("ei", "nts"), saved, strict=True):
            agencies.control._post(agency, "/control/changes", {"records": record, "event": None})
    assert done is not None
    assert done.recorded
    names = {one.name for one in facts_by(done.recorded)}
    assert names == {"employment.unemployment_benefit", "employment.earned_income"}
    (stopped,) = [one for one in facts_by(done.recorded) if one.name == "employment.earned_income"]
    assert (stopped.value, stopped.valid_from) == (0, dt.date(2026, 11, 1))
    november = [one.value for one in current(earner, "employment.unemployment_benefit")
                if (one.valid_from or dt.date.min) <= dt.date(2026, 11, 1) < (one.valid_to or dt.date.max)]  # fmt: skip
    assert november
    assert november[0] > 0


def facts_by(ids: Sequence[int]) -> list[facts.KnownFact]:
    with trust.entered(EVERYTHING):
        return facts.facts_by_id(ids)


def test_a_lost_job_of_nobody_who_asked_for_alerts_records_nothing(
    agencies: simulation.RunningAgencies, mother: str
) -> None:
    WAITING.append(event("job_loss", simulation.number_of(mother), DAY))
    done = mydata.absorb(DAY)
    assert done is not None
    assert done.recorded == ()
    assert [one["note"]["reason"] for one in entries(subject=mother, kind="refusal")] == ["consent_missing"]


def test_a_move_moves_the_whole_home(
    agencies: simulation.RunningAgencies, province: simulation.Population, mother: str
) -> None:
    husband = spouse_of(province, mother)
    load(mother, husband)
    number = simulation.number_of(mother)
    home = agencies.control.search("moi", [number])[number]
    agencies.control.move(number, "경상남도 남해군", dt.date(2026, 11, 16))
    try:
        WAITING.append(event("move", number, dt.date(2026, 11, 16), region="경상남도 남해군", before=home["region"]))
        done = mydata.absorb(DAY)
        assert done is not None
        for person in (mother, husband):
            family = family_of(person)
            mine = [one for one in family.residences if person in one.persons]
            assert [one.region for one in mine] == [region_code("경상남도 남해군")]
            with trust.entered(EVERYTHING):
                before = facts.family_as_known(rulebook(), person, dt.date(2026, 11, 15)).family
            assert {one.region for one in before.residences if person in one.persons} == {region_code(home["region"])}
        WAITING.append(event("move", number, dt.date(2026, 11, 16), region="경상남도 남해군", before=home["region"]))
        again = mydata.absorb(DAY)
        assert again is not None
        assert again.recorded == ()
    finally:
        members = home["household_members"]
        back = {one: {name: home[name] for name in ("region", "moved_in", "previous_region")} for one in members}
        agencies.control._post("moi", "/control/changes", {"records": back, "event": None})


def region_code(name: str) -> str:
    return rulebook().regions.find(name, DAY).code


def test_a_death_ends_homes_and_relations_from_its_day(
    agencies: simulation.RunningAgencies, province: simulation.Population, pensioner: str
) -> None:
    spouse = spouse_of(province, pensioner)
    load(pensioner, spouse)
    number, other = simulation.number_of(spouse), simulation.number_of(pensioner)
    saved = {agency: agencies.control.search(agency, [number, other]) for agency in ("moi", "court")}
    agencies.control.death(number, dt.date(2026, 11, 17))
    try:
        WAITING.append(event("death", number, dt.date(2026, 11, 17)))
        done = mydata.absorb(DAY)
        assert done is not None
        assert done.recorded
        assert spouse not in family_of(pensioner).persons
        with trust.entered(EVERYTHING):
            before = facts.family_as_known(rulebook(), pensioner, dt.date(2026, 11, 16)).family
        assert spouse in before.persons
        again = event("death", number, dt.date(2026, 11, 17))
        WAITING.append(again)
        once_more = mydata.absorb(DAY)
        assert once_more is not None
        assert once_more.recorded == ()
    finally:
        for agency, records in saved.items():
            agencies.control._post(agency, "/control/changes", {"records": records, "event": None})


def test_events_nobody_understands_and_people_nobody_knows(agencies: simulation.RunningAgencies) -> None:
    WAITING.extend([
        event("wedding", "S0000001", DAY),
        Event("/agencies/court", "x", "kr.madang.birth", {"data": {"number": "S0000001"}}),
        Event("/agencies/court", "y", "kr.madang.birth", {"data": None}),
        event("birth", "S9999998", DAY, mother="S9999999"),
        event("job_loss", "S9999997", DAY),
        event("move", "S9999996", dt.date(2026, 1, 1), region="없는 곳", before="없는 곳"),
    ])  # fmt: skip
    done = mydata.absorb(DAY)
    assert done is not None
    assert (done.events, done.unreadable, done.born, done.recorded) == (6, 3, (), ())


def test_what_fails_waits_again(
    agencies: simulation.RunningAgencies, mother: str, baby: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from madang.exchange.mydata.life import absorb as module

    load(mother)
    kept = list(WAITING)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(module, "record_batch", broken)
    with pytest.raises(RuntimeError):
        mydata.absorb(DAY)
    assert current(baby) == []
    monkeypatch.undo()
    WAITING.extend(kept)  # the inbox' own transaction brings them back
    done = mydata.absorb(DAY)
    assert done is not None
    assert done.born == (baby,)


def test_a_batch_takes_as_many_queries_as_one(
    agencies: simulation.RunningAgencies, province: simulation.Population
) -> None:
    from django.test.utils import CaptureQueriesContext

    people = [f"p{row + 1:07d}" for row in range(20)]
    load(*people)
    counts = []
    for share in (people, people[:2], people):  # the first brings what earlier tests left behind
        WAITING.extend(event("job_loss", simulation.number_of(one), DAY) for one in share)
        with CaptureQueriesContext(connection) as captured:
            mydata.absorb(DAY)
        counts.append(len(captured))
    assert counts[2] == counts[1], counts
