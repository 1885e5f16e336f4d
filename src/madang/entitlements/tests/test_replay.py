"""The same answer byte for byte: without stored answers, after new and corrected figures, after corrected facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from madang.entitlements.decisions.laws import kept_law
from madang.entitlements.models import Decision, Law, StoredAnswer
from madang.entitlements.service import CannotReplay, NoSuchDecision, NotSettled, decide, explain
from madang.entitlements.tests.pensioner import EARNED, pensioner
from madang.entitlements.tests.people import BEFORE_2026, CORRECTED_2024, changed_pack, family_on, tell
from madang.facts.service import NewFact, Retraction, facts_by_id, record
from madang.rules.service import Rulebook, services_on
from tests import application_role

PENSION = "basic_pension"
pytestmark = pytest.mark.django_db


def test_after_new_figures_corrected_figures_and_three_corrections(rulebook: Rulebook, tmp_path: Path) -> None:
    before_2026 = changed_pack(tmp_path / "before", *BEFORE_2026)
    pensioner(before_2026)
    made = [
        decide(before_2026, PENSION, "p1", day, key=f"of {day}") for day in (dt.date(2024, 5, 20), dt.date(2025, 5, 20))
    ]
    given = {one.decision.pk: one.text for one in StoredAnswer.objects.select_related("decision")}
    assert [one.amount for one in made] == [334_810, 342_510]
    by_name = {fact.name: fact for fact in facts_by_id(made[0].facts)}
    record(rulebook, [NewFact("p1", EARNED, 9_000_000, "nts", supersedes=by_name[EARNED].id)], key="c1")
    record(rulebook, [Retraction(by_name["assets.financial"].id, "moi")], key="c2")
    record(rulebook, [NewFact("p1", "person.birth_date", dt.date(1999, 1, 1), "moi")], key="c3")
    StoredAnswer.objects.all().delete()
    corrected = changed_pack(tmp_path / "corrected", *CORRECTED_2024)
    for today, holds in ((before_2026, [True, True]), (rulebook, [True, True]), (corrected, [False, True])):
        kept_law.cache_clear()
        explained = [explain(today, one.pk) for one in made]
        assert [one.law_holds for one in explained] == holds
        assert all(one.same for one in explained)
        assert {one.decision.pk: one.text for one in explained} == given
        assert {fact.name for fact in explained[0].overtaken} == {EARNED, "assets.financial"}
        assert [fact.superseded.retracted for fact in explained[0].overtaken if fact.superseded] == [True, False]


def test_every_service_replays_whatever_the_family(rulebook: Rulebook) -> None:
    for seed in range(8):
        date = dt.date(2024 + seed % 3, 11, 28)
        applicant = tell(rulebook, family_on(rulebook, seed, date), f"f{seed}")
        for service in services_on(rulebook, date):
            try:
                decide(rulebook, service.id, applicant, date, key=f"{seed} {service.id}")
            except NotSettled:
                continue
    given = dict(StoredAnswer.objects.values_list("decision", "text"))
    assert len({one.service for one in Decision.objects.all()}) > 5
    kept_law.cache_clear()
    for number, text in given.items():
        explained = explain(rulebook, number)
        assert explained.same
        assert explained.text == text


def test_a_decision_that_is_not_there(rulebook: Rulebook) -> None:
    with pytest.raises(NoSuchDecision):
        explain(rulebook, 10**9)


@pytest.mark.django_db(transaction=True)
def test_a_law_that_was_tampered_with_is_noticed(rulebook: Rulebook, database_owner_url: str) -> None:
    pensioner(rulebook)
    made = decide(rulebook, PENSION, "p1", dt.date(2024, 5, 20), key="d")
    url = application_role.address(database_owner_url, str(connection.settings_dict["NAME"]))
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE entitlements_law DISABLE TRIGGER append_only")
        owner.execute("UPDATE entitlements_law SET text = replace(text, '334810', '999990')")
        owner.execute("ALTER TABLE entitlements_law ENABLE TRIGGER append_only")
    kept_law.cache_clear()
    with pytest.raises(CannotReplay, match="was changed"):
        explain(rulebook, made.pk)
    assert Law.objects.filter(text__contains="999990").exists()
