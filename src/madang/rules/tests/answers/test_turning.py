"""Between two days on which the rules say to look again, nothing changes by the date alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from madang.rules.answers.turning import _next_month_of, _next_year_of, turns_of
from madang.rules.service import Rulebook, Standing, look_again
from madang.rules.tests.families import random_family


def test_nothing_changes_before_the_day_to_look_again(rulebook: Rulebook) -> None:
    looked = 0
    for seed in range(24):
        family = random_family(rulebook, seed)
        first = Standing(rulebook, family).outcomes()
        until = look_again(rulebook, first, family)
        for days in range(1, 32, 3):
            later = replace(family, date=family.date + dt.timedelta(days=days))
            for service, found in Standing(rulebook, later).outcomes(set(first) & set(until)).items():
                if later.date < until[service]:
                    looked += 1
                    assert (found.status, found.amount) == (first[service].status, first[service].amount), service
    assert looked > 200


def test_what_the_real_services_look_at(rulebook: Rulebook) -> None:
    turns = {id: turns_of(rulebook, service) for id, service in rulebook.pack.services.items()}
    assert "person.birth_date" in turns["child_allowance"].by_year | turns["child_allowance"].by_month
    assert turns["livelihood"].every_month
    assert turns["basic_pension"].every_day  # stay.abroad_days < 60 + date.day
    assert not turns["livelihood"].every_day


@pytest.mark.parametrize(
    ("day", "on", "month", "year"),
    [
        ("2020-05-20", "2026-05-19", "2026-05-20", "2026-05-20"),
        ("2020-05-20", "2026-05-20", "2026-06-01", "2027-05-20"),
        ("2020-01-31", "2026-02-10", "2026-03-01", "2027-01-31"),
        ("2020-02-29", "2026-02-01", "2026-03-01", "2026-02-28"),
        ("2030-05-20", "2026-05-20", "2030-05-20", "2030-05-20"),
    ],
)
def test_anniversaries(day: str, on: str, month: str, year: str) -> None:
    fact, asked = dt.date.fromisoformat(day), dt.date.fromisoformat(on)
    assert _next_month_of(fact, asked) == dt.date.fromisoformat(month)
    assert _next_year_of(fact, asked) == dt.date.fromisoformat(year)
