"""A fact that nothing models is filled by what the vocabulary says of it, and changes nothing else."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from madang.simulation.population import drawn, facts, together
from madang.simulation.population.block import Block
from madang.simulation.population.calendar_days import date_of, none
from madang.simulation.population.drawn import Drawn, draw
from madang.simulation.population.generation import shares, whole_block

FLAG = Drawn("new.flag", "person", "boolean", "instant", (), 0, None, {"true": 0.2})
KIND = Drawn("new.kind", "person", "choice", "instant", ("a", "b", "c"), 0, None, {"b": 0.6})
PLAIN = Drawn("new.plain", "person", "choice", "instant", ("a", "b"), 0, None, {})
MONTHS = Drawn("new.months", "person", "number", "instant", (), 2, 12, {})
WON = Drawn("new.won", "person", "money", "month", (), 0, 3_000_000, {})
DAY = Drawn("new.day", "person", "date", "static", (), 0, None, {})
CHILDS = Drawn("child.new", "person", "boolean", "instant", (), 0, None, {"true": 0.9})
HOME = Drawn("new.home", "residence", "boolean", "instant", (), 0, None, {"true": 0.5})
EVERY = (FLAG, KIND, PLAIN, MONTHS, WON, DAY, CHILDS, HOME)


@pytest.fixture(scope="module")
def block() -> Block:
    return whole_block(shares(4_000, "43")[0], 11)


def drawn_of(block: Block, *wanted: Drawn) -> Block:
    other = Block(block.pool, block.homes, block.rng, {}, {})
    draw(other, wanted, np.random.default_rng(3))
    return other


def test_each_kind_of_fact_is_drawn_within_its_bounds_and_by_its_shares(block: Block) -> None:
    made = drawn_of(block, *EVERY)
    of, grown = made.facts, block.age >= drawn.GROWN
    assert of["new.flag"].mean() == pytest.approx(0.2, abs=0.03)
    assert (of["new.kind"] == 1).mean() == pytest.approx(0.6, abs=0.04)
    assert (of["new.kind"] == 0).mean() == pytest.approx(0.2, abs=0.04)
    assert (of["new.plain"] == 0).mean() == pytest.approx(0.8, abs=0.04)
    assert (of["new.months"].min(), of["new.months"].max()) == (2, 12)
    assert (of["new.months"][~grown] == 2).all()
    assert (of["new.won"].min(), of["new.won"].max()) == (0, 3_000_000)
    days = of["new.day"]
    assert {type(date_of(int(day))) for day in days[:200]} == {dt.date, type(None)}
    assert (days[~grown] == none).all()
    assert not of["child.new"][block.age >= 19].any()
    assert made.home_facts["new.home"].mean() == pytest.approx(0.5, abs=0.04)
    assert len(made.home_facts["new.home"]) == block.home_count


def test_one_more_fact_changes_none_of_the_others(block: Block) -> None:
    few, many = drawn_of(block, FLAG, WON), drawn_of(block, *EVERY)
    for name in ("new.flag", "new.won"):
        assert np.array_equal(few.facts[name], many.facts[name])


def test_what_cannot_be_drawn_is_told_by_its_name(block: Block) -> None:
    with pytest.raises(ValueError, match=r"new\.text"):
        drawn_of(block, Drawn("new.text", "person", "text", "instant", (), 0, None, {}))


def test_what_a_home_draws_agrees(block: Block) -> None:
    of = block.facts
    kinds = [of[f"recipient.{kind}"] for kind in ("livelihood", "medical", "housing", "education")]
    assert np.array_equal(np.any(kinds, axis=0), of["livelihood.recipient"])
    assert not (of["recipient.near_poor"] & of["livelihood.recipient"]).any()
    assert all(kind.any() for kind in (*kinds, of["recipient.near_poor"]))
    assert {"recipient.livelihood", "recipient.near_poor"} <= facts.provided()


def test_what_is_told_in_one_breath_agrees(block: Block) -> None:
    """A day of a birth where there was one and nowhere else; of women who could have given birth."""
    of, women = block.facts, block.pool.sex == 0
    for told, day in (
        ("childbirth.babies", "childbirth.day"),
        ("pregnancy.has_ended", "pregnancy.ended_on"),
        ("leave.maternity", "leave.maternity_started_on"),
        ("bereavement.deceased", "bereavement.recognised_on"),
    ):
        assert np.array_equal(of[told] > 0, of[day] != none), told
        assert (of[told] > 0).any(), told
    repaired = block.home_facts
    assert np.array_equal(repaired["housing_repair.last_scope"] > 0, repaired["housing_repair.last_done_on"] != none)
    for told in ("childbirth.babies", "pregnancy.has_ended", "leave.maternity"):
        assert (women & (block.age >= 15) & (block.age < 50))[of[told] > 0].all(), told
    assert of["childbirth.babies"].max() <= 3
    assert np.array_equal(of["pregnancy.weeks"] > 0, of["person.pregnant"])
    assert np.array_equal(of["employment_insurance.days_18_months"] > 0, of["circumstance.jobseeker"])
    assert np.array_equal(of["disability.pension_severe"], of["disability.pension_entitled"])
    assert of["disability.pension_severe"].any()
    assert (of["employment_insurance.days_18_months"] >= 180).any()


def test_every_line_names_facts_that_are_drawn_or_modelled(block: Block) -> None:
    for line in together.every():
        for name in (line.tells, *line.then):
            assert name in block.facts or name in block.home_facts, name
