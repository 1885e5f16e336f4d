"""Simulated people: facts with source and day, agencies that fail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from madang.exchange.mydata.service import Collected, NotHad, UnknownResident
from madang.portal.journey import record, simulated

HELD = {"value": 900_000, "source": "nts", "as_of": dt.date(2026, 3, 1)}
FAMILY: dict[str, Any] = {
    "date": dt.date(2026, 3, 20), "applicant": "p1",
    "persons": [{"id": "p1", "birth_date": {"value": dt.date(1950, 1, 1), "source": "moi", "as_of": HELD["as_of"]},
                 "facts": {"employment.earned_income": HELD}}],
    "relations": [], "residences": [{"persons": ["p1"], "region": "1111000000"}],
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    kind: str = "old_couple"
    resident: str = "secret-number"
    ko: str = "둘이 사는 노부부"
    en: str = "An old couple"


def offered() -> list[Person]:
    return [Person()]


@pytest.fixture(autouse=True)
def people(settings: Settings) -> None:
    settings.MADANG_DEMO_PEOPLE = f"{__name__}.offered"


def answering(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    def collect(resident: str, on: dt.date) -> Any:
        assert resident == "secret-number"
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(simulated, "collect_and_wait", collect)


def start(client: Client) -> Any:
    return client.post("/demo/begin/", {"person": "old_couple"}, headers={"Accept-Language": "en"})


def test_the_cards_say_that_nobody_exists(client: Client) -> None:
    page = client.get("/demo/", headers={"Accept-Language": "en"})
    assert "An old couple" in page.text
    assert "Synthetic demo data" in page.text
    assert "secret-number" not in page.text


def test_each_fact_stands_with_its_source_and_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lack = NotHad("welfare", {"ko": "복지", "en": "Welfare"}, "down", "no answer", ("assets.debt",))
    answering(monkeypatch, Collected(FAMILY, {"p1": "secret-number"}, (lack,)))
    page = start(client)
    assert "National Tax Service" in page.text
    assert "2026-03-01" in page.text
    assert "cannot be reached" in page.text
    assert "secret-number" not in page.text
    state = page.text.split('name="state" value="')[1].split('"')[0].replace("&quot;", '"')
    journey = record.read(state)
    assert journey.demo == record.Demo(
        "old_couple", tuple((a, "down" if a == "welfare" else "ok") for a in simulated.AGENCIES)
    )
    after = client.post("/check/", {"state": state, "do": "show"}, headers={"Accept-Language": "en"})
    assert "Synthetic demo data" in after.text
    assert 'name="fact" value="employment.earned_income"' not in after.text


def test_without_any_register_the_page_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lacks = tuple(NotHad(a, {"ko": a, "en": a}, why, "", ()) for a, why in (("moi", "slow"), ("court", "wrong")))
    answering(monkeypatch, Collected(None, {}, lacks))
    page = start(client)
    assert page.status_code == 503
    assert "did not answer in time" in page.text
    assert "unreadable" in page.text


@pytest.mark.parametrize("person", ["nobody", "", "x" * 500])
def test_nobody_else_is_offered(client: Client, person: str) -> None:
    assert client.post("/demo/begin/", {"person": person}).status_code == 404


def test_somebody_no_register_knows_is_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, UnknownResident("x"))
    assert start(client).status_code == 404


def test_a_real_installation_offers_nobody(client: Client, settings: Settings) -> None:
    settings.MADANG_DEMO = False
    assert client.get("/demo/").status_code == 404
    assert start(client).status_code == 404
    assert "/demo/" not in client.get("/").text
