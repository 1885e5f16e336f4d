"""A preview: one's own values and one's young children's; of other adults only that they are there and from where."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import CountQueries
from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.preview import age
from madang.exchange.mydata.tests.conftest import CLERK, DAY, EVERYTHING, agree, entries, resident, spouse_of
from madang.facts import service as facts
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]


def test_before_anything_is_fetched_it_says_what_will_be(mother: str) -> None:
    items = mydata.preview(resident(mother), mother, "parent_benefit", DAY)
    assert {one.person for one in items} == {mother}
    assert {one.age.ko for one in items} == {"아직 가져오지 않음"}
    assert all(one.value is None and one.law for one in items)


def test_own_and_childrens_values_are_shown_and_other_adults_are_not(
    province: simulation.Population, mother: str
) -> None:
    husband = spouse_of(province, mother)
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    before = mydata.preview(resident(mother), mother, "parent_benefit", DAY)
    young = {one.person for one in before if one.role == "child"}
    assert all(one.value is None for one in before if one.role == "child")  # no delegation yet
    items = mydata.preview(resident(mother, *young), mother, "parent_benefit", DAY, application="case:5")
    of = {(one.person, one.fact): one for one in items}
    mine, his = of[mother, "person.birth_date"], of[husband, "person.birth_date"]
    assert (mine.shown, isinstance(mine.value, str), mine.source, mine.role) == (True, True, "moi", "applicant")
    assert mine.source_label.ko.startswith("행정안전부")
    assert mine.law == "아동수당법 §4⑤, §7②5"
    assert (his.shown, his.value, his.source, his.age.ko) == (False, None, "moi", mine.age.ko)
    children = [one for one in items if one.role == "child" and one.fact == "person.birth_date" and one.value]
    assert children
    born = [dt.date.fromisoformat(one.value) for one in children]
    assert any((DAY - day).days < 700 for day in born)
    assert all(one.value is None for one in items if one.person == husband)
    said = [one for one in entries(name="disclose") if one["about"] == "case:5"]
    assert {one["subject"] for one in said} == {mother, *(one.person for one in children)}


def test_an_official_of_the_case_sees_all_and_each_person_reads_of_it(
    province: simulation.Population, pensioner: str
) -> None:
    spouse = spouse_of(province, pensioner)
    mydata.fetch(CLERK, "basic_pension", pensioner, DAY)
    items = mydata.preview(CLERK, pensioner, "basic_pension", DAY, application="case:6")
    values = {one.person for one in items if one.value is not None}
    assert {pensioner, spouse} <= values
    assert spouse in {one["subject"] for one in entries(name="disclose")}
    open = {one.fact: one for one in items if one.person == spouse and one.kind == "consent"}
    assert open["assets.financial"].source == ""


def test_a_stranger_is_shown_no_value(mother: str) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    assert all(one.value is None for one in mydata.preview(resident("p0000599"), mother, "parent_benefit", DAY))


def test_the_same_queries_however_much_is_known(mother: str, pensioner: str, count_queries: CountQueries) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    mydata.preview(resident(mother), mother, "parent_benefit", DAY)
    with count_queries(18):
        mydata.preview(resident(mother), mother, "parent_benefit", DAY)
    agree(mother, "benefit_alerts", mother)
    mydata.fetch(resident(mother), "benefit_alerts", mother, DAY)
    with count_queries(18):
        mydata.preview(resident(mother), mother, "benefit_alerts", DAY)


@pytest.mark.parametrize(
    ("days", "ko", "en"),
    [
        (0, "오늘 기준", "as of today"),
        (1, "1일 전 기준", "as of 1 day ago"),
        (30, "30일 전 기준", "as of 30 days ago"),
        (31, "1달 전 기준", "as of 1 month ago"),
        (365, "12달 전 기준", "as of 12 months ago"),
        (366, "1년이 넘은 자료", "more than a year old"),
    ],
)
def test_age_in_words(mother: str, days: int, ko: str, en: str) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    with trust.entered(EVERYTHING):
        held = next(one for one in facts.known([mother]) if one.as_of is not None)
    assert held.as_of is not None
    said = age(held, held.as_of + dt.timedelta(days=days))
    assert (said.ko, said.en) == (ko, en)
