"""Bad family files: each a clear problem with its line, in both languages, quickly."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from madang.rules.family.service import family_from_dict, read_family
from madang.rules.loading.service import Pack
from madang.rules.problems import ProblemsFound
from madang.rules.regions import Regions

good = """date: 2026-03-20
applicant: a
persons:
  - {id: a, birth_date: 1958-03-01, sex: female, facts: {employment.earned_income: 1000000}}
  - {id: b, age: 64, facts: {household.lodger: true}}
  - {id: c}
relations:
  - {from: a, to: b, kind: spouse}
  - {from: a, to: c, kind: child}
residences:
  - {persons: [a, b], region: 서울특별시 종로구, facts: {housing.tenure: rent}}
  - {persons: [c], region: 세종, to: 2020-01-01}
given: {pension.recognised_income: 800000}
"""

# what is replaced, by what, code, line, a word of the message (in both languages)
faults = [
    ("date: 2026-03-20", "date: 2026-02-30", "bad_date", 1, "2026-02-30"),
    ("date: 2026-03-20", "date: 1899-12-31", "date_out_of_range", 1, "1899-12-31"),
    ("date: 2026-03-20", "when: 2026-03-20", "unknown_key", 1, "when"),
    ("applicant: a", "applicant: z", "unknown_person", 2, "z"),
    ("applicant: a\n", "", "missing_key", 1, "applicant"),
    ("1958-03-01", "1958-02-29", "bad_date", 4, "1958-02-29"),
    ("1958-03-01", "1958-3-1", "bad_date", 4, "1958-3-1"),
    ("1958-03-01", "2026-03-21", "born_later", 4, "2026-03-21"),
    ("1958-03-01", "1895-03-01", "date_out_of_range", 4, "1895-03-01"),
    ("sex: female", "sex: woman", "not_a_choice", 4, "male, female"),
    ("sex: female", "gender: female", "unknown_key", 4, "gender"),
    ("employment.earned_income:", "employment.earned_incom:", "unknown_fact", 4, "employment.earned_income"),
    ("employment.earned_income:", "housing.tenure:", "wrong_entity", 4, "housing.tenure"),
    ("employment.earned_income:", "pension.recognised_income:", "wrong_entity", 4, "given"),
    ("1000000", "-1", "negative_money", 4, "-1"),
    ("1000000", "0.5", "money_not_integer", 4, "0.5"),
    ("1000000", "'1000000'", "wrong_type", 4, "1000000"),
    ("1000000", "~", "wrong_type", 4, "unknown"),
    ("1000000", "[1]", "wrong_type", 4, "employment.earned_income"),
    ("1000000", "{2026-13: 1}", "bad_period", 4, "2026-13"),
    ("1000000", "{}", "not_a_flow", 4, "employment.earned_income"),
    ("1000000", "{value: 1, since: 2}", "unknown_key", 4, "since"),
    ("household.lodger: true", "household.lodger: 1", "wrong_type", 5, "true"),
    ("household.lodger: true", "household.lodger: {2026-01: true}", "not_a_flow", 5, "household.lodger"),
    ("household.lodger: true", "person.age: 64", "duplicate_key", 5, "person.age"),
    ("age: 64", "age: 131", "out_of_bounds", 5, "131"),
    ("age: 64", "age: 6.5", "bad_age", 5, "b"),
    ("age: 64", "birth_date: 1961-03-21, age: 65", "age_mismatch", 5, "65"),
    ("{id: c}", "{id: a}", "duplicate_id", 6, "a"),
    ("{id: c}", "{id: 3}", "bad_id", 6, "id"),
    ("{id: c}", '{id: "c\\nd"}', "bad_id", 6, "id"),
    ("{id: c}", '{id: "c\\x1b[2J"}', "bad_id", 6, "id"),
    ("{id: c}", "{age: 3}", "missing_key", 6, "id"),
    ("{id: c}", "c", "wrong_type", 6, ""),
    ("to: c, kind: child", "to: a, kind: child", "self_relation", 9, "a"),
    ("to: c, kind: child", "to: z, kind: child", "unknown_person", 9, "z"),
    ("to: c, kind: child", "to: b, kind: child", "impossible_relation", 8, "b"),
    ("to: c, kind: child", "to: c, kind: cousin", "not_a_choice", 9, "sibling"),
    ("to: c, kind: child}", "to: c, kind: child}\n  - {from: a, to: c, kind: parent}", "circular_relation", 10, "c"),
    (
        "to: c, kind: child}",
        "to: c, kind: child}\n  - {from: c, to: b, kind: child}\n  - {from: b, to: a, kind: grandchild}",
        "circular_relation",
        11,
        "b",
    ),
    (
        "to: c, kind: child}",
        "to: c, kind: child, start: 2026-01-02, end: 2026-01-01}",
        "to_before_from",
        9,
        "2026-01-01",
    ),
    ("persons: [c]", "persons: [c, a]", "two_homes", 12, "a"),
    ("persons: [c]", "persons: [q]", "unknown_person", 12, "q"),
    ("region: 서울특별시 종로구", "region: 강원도 춘천시", "region_ended", 11, "강원특별자치도 춘천시"),
    ("region: 서울특별시 종로구", "region: 중구", "ambiguous_region", 11, "인천광역시 중구"),
    ("region: 서울특별시 종로구", "region: 경기도", "region_too_wide", 11, "경기도 수원시"),
    ("date: 2026-03-20", "date: 2090-03-20", "too_old", 4, "132"),
    ("persons: [c]", "persons: [c, c]", "duplicate_id", 12, "c"),
    ("region: 서울특별시 종로구", "region: [1]", "wrong_type", 11, "region"),
    ("housing.tenure: rent", "housing.tenure: lease", "not_a_choice", 11, "owned, rent"),
    ("housing.tenure: rent", "household.lodger: true", "wrong_entity", 11, "household.lodger"),
    ("housing.tenure: rent", "housing.area: 0", "out_of_bounds", 11, "1"),
    ("given: {pension.", "given: {pensio.", "unknown_derived", 13, "pension.recognised_income"),
    ("given: {pension.recognised_income", "given: {housing.tenure", "unknown_derived", 13, "facts"),
    ("given: {", "region: 세종\ngiven: {", "mixed_forms", 13, "region"),
    ("residences:", "household: [{id: a}]\nresidences:", "mixed_forms", None, "persons"),
    ("given: {pension.recognised_income: 800000}", "given: *x", "alias", 13, ""),
    ("given: {", "given: {{", "bad_key", 13, ""),
    ("given: {", "given: [", "malformed", 13, ""),
    ("800000", "{value: 800000, as_of: 2026-02-30}", "bad_date", 13, "2026-02-30"),
    ("800000", "-1", "negative_money", 13, "-1"),
    ("800000", "{value: 800000, source: nts, as_of: 2026-03-21}", "evidence_later", 13, "2026-03-21"),
    ("1000000", "{value: 1, as_of: 2026-03-21}", "evidence_later", 4, "2026-03-21"),
    ("region: 서울특별시 종로구", "region: {value: 종로구, as_of: 2026-03-21}", "evidence_later", 11, "2026-03-21"),
    ("1000000", "10000000000001", "number_too_large", 4, "10,000,000,000,000"),
    ("1000000", "99999999999999999999", "number_too_large", 4, "99999999999999999999"),
    ("1000000", "{2026-01: 99999999999999999999}", "number_too_large", 4, "99999999999999999999"),
    ("800000", "99999999999999999999", "number_too_large", 13, "99999999999999999999"),
    ("pension.recognised_income: 800000", "pension.line: 99999999999999999999", "number_too_large", 13, "9999"),
    ("{id: c}", "{id: c, birth_date: 1958-03-01}", "older_descendant", 9, "c"),
    ("{id: c}", "{id: c, age: 70}", "older_descendant", 9, "c"),
    ("{from: a, to: b, kind: spouse}", "{from: b, to: a, kind: grandchild}", "older_descendant", 8, "b"),
    ("to: c, kind: child", "to: c, kind: spouse", "two_spouses", 9, "a"),
    ("to: c, kind: child", "to: c, kind: spouse, start: 2020-01-01", "two_spouses", 9, "a"),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "word"), faults)
def test_a_fault_is_told_with_its_line(
    pack: Pack, regions: Regions, old: str, new: str, code: str, line: int | None, word: str
) -> None:
    assert old in good
    problems = refused(good.replace(old, new, 1), pack, regions)
    found = [problem for problem in problems.problems if problem.code == code]
    assert found, str(problems)
    assert found[0].place is not None
    if line is not None:
        assert [problem.place.line for problem in found if problem.place] == [line] * len(found)
    assert word in found[0].text("ko")
    assert word in found[0].text("en")
    assert f"family.yaml:{line or found[0].place.line}: " in problems.text("ko")


@pytest.mark.parametrize(
    ("written", "word_ko", "word_en"),
    [
        ("2026-3-5", "혹시 2026-03-05?", "did you mean 2026-03-05?"),
        ("2026.3.5", "혹시 2026-03-05?", "did you mean 2026-03-05?"),
        ("2026/03/05", "혹시 2026-03-05?", "did you mean 2026-03-05?"),
        ("20260305", "혹시 2026-03-05?", "did you mean 2026-03-05?"),
        ("2026년 3월 5일", "혹시 2026-03-05?", "did you mean 2026-03-05?"),
        ("2026-W12-5", "2026-03-20과 같은 꼴", "written like 2026-03-20"),
        ("어제", "2026-03-20과 같은 꼴", "written like 2026-03-20"),
        ("2026-13-01", "없는 날짜", "no such day"),
        ("", "비어 있습니다", "is empty"),
        ("null", "비어 있습니다", "is empty"),
    ],
)
def test_a_date_in_another_form_is_told_the_form(
    pack: Pack, regions: Regions, written: str, word_ko: str, word_en: str
) -> None:
    problem = refused(good.replace("2026-03-20", written, 1), pack, regions, default_date=dt.date(2026, 1, 1)).problems[
        0
    ]
    assert problem.place is not None
    assert problem.place.line == 1
    assert word_ko in problem.text("ko")
    assert word_en in problem.text("en")
    assert ("없는 날짜" in problem.text("ko")) is (written == "2026-13-01")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "to: c, kind: child",
            "to: c, kind: spouse, end: 2010-01-01}\n  - {from: a, to: b, kind: child, end: 1990-01-01",
        ),
        (
            "to: b, kind: spouse",
            "to: b, kind: spouse, start: 2020-05-01}\n  - {from: c, to: a, kind: spouse, end: 2020-05-01",
        ),
        ("to: b, kind: spouse", "to: b, kind: spouse}\n  - {from: b, to: a, kind: spouse"),
        ("to: b, kind: spouse", "to: b, kind: spouse}\n  - {from: c, to: a, kind: de_facto_spouse"),
        ("{id: c}", "{id: c, age: 68}"),
        ("{id: c}", "{id: c, birth_date: 1958-03-02}"),
        ("1000000", "10000000000000"),
        ("1000000", "{value: 1, as_of: 2026-03-20}"),
    ],
)
def test_what_is_odd_but_possible_is_taken(pack: Pack, regions: Regions, old: str, new: str) -> None:
    text = good.replace("  - {from: a, to: c, kind: child}\n", "") if "spouse" in new else good
    read_family(text.replace(old, new, 1), pack, regions, default_date=None)


def test_births_are_compared_over_persons_in_between(pack: Pack, regions: Regions) -> None:
    text = "household: [{id: a, age: 40}, {id: m, relation: parent}, {id: g, age: 39, relation: other}]"
    read_family(text, pack, regions, default_date=dt.date(2026, 1, 1))
    above = text.replace("{id: m, relation: parent}", "{id: m, relation: parent, parents: [g]}")
    found = refused(above, pack, regions, default_date=dt.date(2026, 1, 1))
    assert [problem.code for problem in found.problems] == ["older_descendant"]
    assert "'g'가 'a'의 윗대인데" in found.text("ko")


def test_a_circle_is_told_once(pack: Pack, regions: Regions) -> None:
    circle = good.replace("to: c, kind: child}", "to: c, kind: child}\n  - {from: a, to: c, kind: parent}")
    found = refused(circle.replace("{id: c}", "{id: c, age: 90}"), pack, regions)
    assert [problem.code for problem in found.problems] == ["circular_relation"]


@pytest.mark.parametrize("written", ["'1000000'", "1,000,000", "100만원", "1e6"])
def test_money_in_another_form_is_told_the_form(pack: Pack, regions: Regions, written: str) -> None:
    row = "{id: a, birth_date: 1958-03-01, sex: female, facts: {employment.earned_income: 1000000}}"
    block = good.replace(row, f"id: a\n    facts:\n      employment.earned_income: {written}")
    problem = refused(block, pack, regions).problems[0]
    assert "수 하나(쉼표·따옴표·단위 없이)가 와야 합니다" in problem.text("ko")
    assert "a plain number (no commas, quotes or units)" in problem.text("en")


def test_another_day_is_judged_as_the_day_of_the_answer(pack: Pack, regions: Regions) -> None:
    nowhere = good.replace("서울특별시 종로구", "unknown").replace("세종", "unknown")
    with pytest.raises(ProblemsFound) as caught:
        read_family(nowhere, pack, regions, default_date=None, date=dt.date(1950, 1, 1))
    assert "born_later" in {problem.code for problem in caught.value.problems}
    moved = good.replace("서울특별시 종로구", "강원특별자치도 춘천시")
    with pytest.raises(ProblemsFound) as caught:
        read_family(moved, pack, regions, default_date=None, date=dt.date(2022, 1, 1))
    assert "family.yaml:11: '강원특별자치도 춘천시'는 2023-06-11에 생겼습니다" in caught.value.text("ko")
    known = good.replace("800000", "{value: 800000, source: nts, as_of: 2026-03-01}")
    family = read_family(known, pack, regions, default_date=None, date=dt.date(2026, 1, 1))
    assert family.date == dt.date(2026, 1, 1)  # what was known later may answer for a day before


def test_the_good_file_is_good(pack: Pack, regions: Regions) -> None:
    assert list(read_family(good, pack, regions, default_date=None).persons) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("household: [{id: a, relation: head}, {id: b, relation: head}]", "two_heads"),
        ("household: [{id: a, relation: child}, {id: b, relation: spouse}]", "no_head"),
        ("household: [{id: a}, {id: b}]", "missing_key"),
        ("household: []", "no_persons"),
        ("persons: []", "no_persons"),
        ("household: [{id: a, relation: uncle}]", "not_a_choice"),
        ("household: {id: a}", "wrong_type"),
        ("household: [{id: a}, {id: b, relation: child, parents: [z]}]", "unknown_person"),
        ("household: [{id: a}, {id: b, relation: spouse, parents: [a]}]", "impossible_relation"),
        ("persons: [" + ", ".join(f"{{id: p{number}}}" for number in range(51)) + "]", "too_many_persons"),
        ("", "wrong_type"),
        ("[]", "wrong_type"),
        ("hello", "wrong_type"),
        ("{}", "missing_key"),
        ("persons: [{id: a}]\nresidences: [{id: h, persons: []}, {id: h, persons: []}]", "duplicate_id"),
    ],
)
def test_other_refusals(pack: Pack, regions: Regions, text: str, code: str) -> None:
    problems = refused(text, pack, regions, default_date=dt.date(2026, 1, 1))
    assert code in {problem.code for problem in problems.problems}, str(problems)


def test_a_json_fault_has_its_line_too(pack: Pack, regions: Regions) -> None:
    text = '{"date": "2026-03-20",\n "persons": [\n  {"id": "a", "facts": {"employment.earned_income": -5}}]}'
    problem = refused(text, pack, regions).problems[0]
    assert (problem.code, problem.place and problem.place.line) == ("negative_money", 3)


def test_plain_values_that_are_no_family(pack: Pack, regions: Regions) -> None:
    for value in ({"date": object()}, {"persons": [{"id": "a", "age": float("nan")}]}):
        with pytest.raises(ProblemsFound):
            family_from_dict(value, pack, regions, default_date=dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 10_000_000,
        b"[" * 900_000,
        b"- " * 450_000,
        b"a: {" * 200_000,
        b'{"a":' * 150_000,
        b'"' + b'\\"' * 499_000,
        b"persons:\n" + b"- {id: a, facts: {nothing.here: 1}}\n" * 20_000,
        b"a: 1\n" * 190_000,
        b"!!x " * 200_000,
        b"persons: [{id: a, facts: {" + b",".join(b"employment.incom%d: 1" % n for n in range(25_000)) + b"}}]",
        b"&a [*a,*a]\n" * 50_000,
        b"? " * 400_000,
        b"'" * 900_001,
        b"|\n" + b" \n" * 400_000,
        b"%" * 900_000,
        b"{" + b"a," * 400_000,
        "가:".encode("cp949") * 100_000,
        b"\xef\xbb\xbf" * 300_000,
        b"a: " + b"9" * 900_000,
        b"date: 2026-01-01\npersons: [{id: a}]\nresidences:\n" + b"- {persons: [a], region: zz}\n" * 30_000,
        b"date: 2026-01-01\npersons: [{id: a}]\nrelations:\n" + b"- {from: a, to: a, kind: child}\n" * 25_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_files_are_refused_quickly(pack: Pack, regions: Regions, data: bytes) -> None:
    began = time.process_time()
    refused(data, pack, regions)
    refused(data, pack, regions, filename="family.json")
    assert time.process_time() - began < 5


def refused(
    data: bytes | str,
    pack: Pack,
    regions: Regions,
    *,
    default_date: dt.date | None = None,
    filename: str = "family.yaml",
) -> ProblemsFound:
    with pytest.raises(ProblemsFound) as caught:
        read_family(data, pack, regions, default_date=default_date, filename=filename)
    assert all(problem.place is None or problem.place.file == filename for problem in caught.value.problems)
    return caught.value
