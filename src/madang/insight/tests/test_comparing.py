"""Two rulebooks compared: a changed figure as `what_if` has it, and a new year against this year's figures going on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

pytest.importorskip("numba")

from madang.insight.service import NoEffect, compare, summary, what_if
from madang.rules.drafting.service import carried_on, laid_over, pack_files
from madang.rules.service import KOREA, installed_rulebook, read_change
from madang.simulation.service import source_drawn

PENSION, DAY, FIGURES = "basic_pension", dt.date(2026, 6, 1), "parameters/basic_pension.yaml"


def test_it_says_what_a_reform_of_the_same_figure_says(kernels: Path) -> None:
    rulebook = installed_rulebook()
    text = pack_files(KOREA)[FIGURES]
    after = laid_over({FIGURES: text.replace("value: 349700,", "value: 400000,")})
    source = source_drawn(3_000, 7, "nation")
    found = compare(rulebook, after, [PENSION], DAY, source, kernels=kernels)
    reform = what_if(rulebook, [read_change("basic_pension_base=400000", rulebook)], DAY, source, kernels=kernels)
    (service,) = (one for one in reform.services if one.id == PENSION)
    for measure in ("persons_before", "persons_more", "won_before", "won_change"):
        assert found.figure(found.services[0], measure) == reform.figure(service, measure)
    assert found.figure(found.services[0], "persons_more").value > 0
    assert [one.name for one in found.figures] == ["basic_pension_base"]
    said = summary(found)
    whole = said["services"][0]["groups"][0]
    more = found.figure(found.services[0], "persons_more")
    assert whole["persons_more"] == [round(more.value), round(more.margin)]
    assert more.margin > 0, "a sample"
    assert {group["dimension"] for group in said["services"][0]["groups"]} >= {"", "age", "decile"}


def test_a_new_year_is_measured_against_this_years_figures_going_on(kernels: Path) -> None:
    rulebook, day = installed_rulebook(), dt.date(2027, 1, 15)
    carried, names = carried_on(rulebook, [PENSION], day)
    source = source_drawn(2_000, 7, "nation")
    same = compare(carried, carried_on(laid_over({}), [PENSION], day)[0], [PENSION], day, source, kernels=kernels)
    assert same.figure(same.services[0], "persons_before").value > 0, "somebody is answered for"
    assert same.figure(same.services[0], "won_change").value == 0
    assert "basic_pension_base" in names
    with pytest.raises(NoEffect):
        compare(rulebook, rulebook, [], day, source)


def test_without_the_compiled_engine_the_interpreter_says_the_same(kernels: Path) -> None:
    rulebook = installed_rulebook()
    after = laid_over({FIGURES: pack_files(KOREA)[FIGURES].replace("value: 349700,", "value: 400000,")})
    source = source_drawn(400, 7, "nation")
    found = [compare(rulebook, after, [PENSION], DAY, source, kernels=kernels, fast=fast) for fast in (True, False)]
    said = [summary(one)["services"][0] for one in found]
    assert said[0]["groups"] == said[1]["groups"]
    assert said[0]["groups"][0]["persons_more"][0] > 0
