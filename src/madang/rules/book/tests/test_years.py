"""Exact, partial, blocked: each for its own reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.figures import in_span, lasts_until, read_in_span
from madang.rules.book.years import YearStanding, all_years, counts_of, year_of
from madang.rules.model import DatedValue

SERVICE = "first_meeting"


def standing(rulebook: Rulebook, year: int, service: str = SERVICE) -> YearStanding:
    return year_of(rulebook, rulebook.pack.services[service], year)


def having(rulebook: Rulebook, name: str, values: tuple[DatedValue, ...]) -> Rulebook:
    """The rulebook with other values of a figure."""
    parameters = dict(rulebook.pack.parameters)
    parameters[name] = replace(parameters[name], values=values)
    return replace(rulebook, pack=replace(rulebook.pack, parameters=parameters))


def figure(rulebook: Rulebook) -> str:
    return next(iter(read_in_span(rulebook, rulebook.pack.services[SERVICE], *YEAR)))


YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def test_a_year_of_official_figures_is_exact(rulebook: Rulebook) -> None:
    assert standing(rulebook, 2026) == YearStanding(2026, "exact")


@pytest.mark.parametrize(("certainty", "counts"), [("secondary", (1, 0)), ("to_be_checked", (0, 1))])
def test_one_figure_that_is_not_official_makes_it_partial(
    rulebook: Rulebook, certainty: str, counts: tuple[int, int]
) -> None:
    name = figure(rulebook)
    held = in_span(rulebook.pack.parameters[name], *YEAR)[-1].value
    found = standing(having(rulebook, name, (replace(held, certainty=certainty),)), 2026)
    assert (found.state, found.counts) == ("partial", counts)
    assert [one.parameter.name for one in found.unsure] == [name]
    assert len(found.why) == 1


def test_only_the_values_of_the_year_count(rulebook: Rulebook) -> None:
    name = figure(rulebook)
    held = in_span(rulebook.pack.parameters[name], *YEAR)[-1].value
    before = replace(held, start=dt.date(2023, 1, 1), end=None, certainty="secondary")
    after = replace(held, start=dt.date(2026, 1, 1), end=None)
    both = having(rulebook, name, (before, after))
    assert [standing(both, year).state for year in (2025, 2026)] == ["partial", "exact"]
    assert lasts_until(both.pack.parameters[name], before) == dt.date(2025, 12, 31)


def test_a_figure_without_a_value_blocks_the_year_unless_the_definition_says_for_whom(rulebook: Rulebook) -> None:
    name = figure(rulebook)
    held = in_span(rulebook.pack.parameters[name], *YEAR)[-1].value
    short = having(rulebook, name, (replace(held, start=dt.date(2024, 1, 1), end=dt.date(2026, 6, 30)),))
    found = standing(short, 2026)
    assert (found.state, [one.name for one in found.lacking]) == ("blocked", [name])
    service = replace(short.pack.services[SERVICE], partial={"2026": "한국어 / English"})
    said = year_of(short, service, 2026)
    assert (said.state, said.why[0].ko, said.why[0].en) == ("partial", "한국어", "English")
    assert [one.name for one in said.lacking] == [name]


def test_years_that_are_not_promised_are_blocked_and_a_service_may_promise_more(rulebook: Rulebook) -> None:
    assert standing(rulebook, 2027).state == "blocked"
    assert "2024" in standing(rulebook, 2027).why[0].en
    more = replace(rulebook.pack.services[SERVICE], years=(2024, 2027))
    assert year_of(rulebook, more, 2027).state == "exact"
    assert standing(rulebook, 2027, "child_allowance").state != "blocked"


def test_a_service_that_has_not_begun_or_has_ended_is_blocked(rulebook: Rulebook) -> None:
    service = rulebook.pack.services[SERVICE]
    for other in (replace(service, start=dt.date(2027, 1, 1)), replace(service, end=dt.date(2025, 12, 31))):
        assert year_of(rulebook, other, 2026).state == "blocked"


def test_what_a_law_makes_of_regions_counts_too(rulebook: Rulebook) -> None:
    found = standing(rulebook, 2026, "housing")
    assert {one.value.certainty for one in found.regions} >= {"secondary"}
    assert sum(found.counts) == len(found.unsure) + len(found.regions)
    assert standing(rulebook, 2026).regions == ()


def test_every_service_is_counted_once_in_every_year(rulebook: Rulebook) -> None:
    standings = all_years(rulebook)
    assert list(standings) == list(rulebook.pack.services)
    assert {sum(counts.values()) for counts in counts_of(standings.values()).values()} == {len(standings)}


def test_figures_of_units_and_notes_are_among_those_a_service_rests_on(rulebook: Rulebook) -> None:
    for service in rulebook.pack.services.values():
        reach = rulebook.reach_of_service(service).parameters
        assert set(read_in_span(rulebook, service, dt.date(2020, 1, 1), dt.date(2035, 12, 31))) <= reach
