"""The grammar of a cell: what people write, what comes back out of FEEL, and that sets and FEEL agree."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.feel.evaluation import Evaluator
from madang.rules.feel.parsing import parse
from madang.rules.loading.service import Pack
from madang.rules.service import Label, installed_rulebook
from madang.rules.sheets.cell_text import cell_text
from madang.rules.sheets.cells import Cell, CellPlace
from madang.rules.sheets.columns import Subject, Subjects
from madang.rules.sheets.conditions import Between, Compare, Condition, read_condition
from madang.rules.sheets.faults import CellFault
from madang.rules.sheets.feel_text import feel
from madang.rules.sheets.marks import Places
from madang.rules.sheets.measure import passing
from madang.rules.sheets.reading_back import NotARow, conditions_of, excluded_by
from madang.rules.sheets.sets import Box, Edge, Marks, Numbers, less_all, meet, numbers

RULEBOOK = installed_rulebook()
SUBJECTS = Subjects(RULEBOOK.pack)
PLACES = Places(RULEBOOK.regions, dt.date(2026, 1, 1))
AGE, BORN = SUBJECTS.by_name["person.age"], SUBJECTS.by_name["person.birth_date"]
INCOME = next(one for one in SUBJECTS.by_name.values() if one.unit == "KRW" and one.low == 0)
STATUS, PREGNANT = SUBJECTS.by_name["person.marital_status"], SUBJECTS.by_name["person.pregnant"]
DISTRICT = SUBJECTS.by_name["region.district"]
RATE = Subject("rate", "number", Label("비율", "rate"), "rate")

signs = st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"])
amounts = st.integers(-5, 60).map(Decimal)
days = st.dates(dt.date(1990, 1, 1), dt.date(1990, 3, 1))


def read(text: str, subject: Subject) -> Condition | None:
    return read_condition(Cell(text, CellPlace("x", 1, 1)), subject, SUBJECTS, PLACES)


@pytest.mark.parametrize(
    ("text", "subject", "feel_text"),
    [
        (">= 65", AGE, "person.age >= 65"),
        ("≥65", AGE, "person.age >= 65"),
        ("65세 이상", AGE, "person.age >= 65"),
        ("65 미만", AGE, "person.age < 65"),
        ("18..34", AGE, "(person.age >= 18 and person.age <= 34)"),
        ("18~34세", AGE, "(person.age >= 18 and person.age <= 34)"),
        ("１８～３４", AGE, "(person.age >= 18 and person.age <= 34)"),
        ("[18..35)", AGE, "(person.age >= 18 and person.age < 35)"),
        ("]18..35[", AGE, "(person.age > 18 and person.age < 35)"),
        ("18세 이상 34세 이하", AGE, "(person.age >= 18 and person.age <= 34)"),
        ("18 초과, 35 미만", AGE, "(person.age > 18 and person.age < 35)"),
        ("7", AGE, "person.age = 7"),
        ("7, 9, >= 65", AGE, "(person.age = 7 or person.age = 9 or person.age >= 65)"),
        ("7 또는 9", AGE, "(person.age = 7 or person.age = 9)"),
        ("not(7, 9)", AGE, "not(person.age = 7 or person.age = 9)"),
        ("<= 3,000,000원", INCOME, f"{INCOME.name} <= 3000000"),
        ("300만원 이하", INCOME, f"{INCOME.name} <= 3000000"),
        ("1.5억", INCOME, f"{INCOME.name} = 150000000"),
        ("1,000, 2,000", INCOME, f"({INCOME.name} = 1000 or {INCOME.name} = 2000)"),
        ("30% 이하", RATE, "rate <= 0.3"),
        (">= 2026-03-01", BORN, 'person.birth_date >= date("2026-03-01")'),
        ("2026년 3월 1일 이후", BORN, 'person.birth_date >= date("2026-03-01")'),
        ("2026. 3. 1.", BORN, 'person.birth_date = date("2026-03-01")'),
        ("예", PREGNANT, "person.pregnant"),
        ("아니요", PREGNANT, "not(person.pregnant)"),
        ("not(예)", PREGNANT, "not(person.pregnant)"),
        ("미혼", STATUS, 'person.marital_status = "never_married"'),
        ("never_married", STATUS, 'person.marital_status = "never_married"'),
        ("Divorced; 사별", STATUS, '(person.marital_status = "divorced" or person.marital_status = "widowed")'),
        ("!= 미혼", STATUS, 'not(person.marital_status = "never_married")'),
        ("서울 종로구", DISTRICT, 'region.district = "1111000000"'),
    ],
)
def test_cells_as_people_write_them(text: str, subject: Subject, feel_text: str) -> None:
    condition = read(text, subject)
    assert condition is not None
    assert feel([condition]) == feel_text


@pytest.mark.parametrize("text", ["-", "–"])
def test_a_dash_is_anything(text: str) -> None:
    assert read(text, AGE) is None


@pytest.mark.parametrize("subject", [one for one in SUBJECTS.by_name.values() if one.choices], ids=lambda one: one.name)
def test_every_choice_is_named_by_its_labels_and_its_value(subject: Subject) -> None:
    for choice in subject.choices:
        for text in (choice.label.ko, choice.label.en, choice.value):
            assert read(text, subject) == Condition(subject, (Compare("eq", choice.value),)), text


def between(ends: st.SearchStrategy[Decimal] | st.SearchStrategy[dt.date]) -> st.SearchStrategy[Between]:
    def ordered(two: list[Decimal], low: bool, high: bool) -> Between:
        return Between(min(two), max(two), low, high)

    pairs = st.lists(ends, min_size=2, max_size=2, unique=True)
    return st.builds(ordered, pairs, st.booleans(), st.booleans())


measured: st.SearchStrategy[Condition] = st.one_of(
    *(
        st.builds(
            Condition,
            st.just(subject),
            st.lists(st.one_of(st.builds(Compare, signs, ends), between(ends)), min_size=1, max_size=4).map(tuple),
            st.booleans(),
        )
        for subject, ends in ((AGE, amounts), (INCOME, amounts), (BORN, days))
    )
)
named = st.builds(
    lambda values, negated: Condition(STATUS, tuple(Compare("eq", value) for value in values), negated),
    st.lists(st.sampled_from([choice.value for choice in STATUS.choices]), min_size=1, unique=True),
    st.booleans(),
)
yes_or_no = st.booleans().map(lambda value: Condition(PREGNANT, (Compare("eq", value),)))
conditions = st.one_of(measured, named, yes_or_no)


@given(conditions)
@settings(deadline=None, max_examples=120)
def test_a_condition_comes_back_out_of_its_cell_and_its_feel(condition: Condition) -> None:
    text = cell_text(condition, SUBJECTS, PLACES)
    assert text is not None
    assert read(text, condition.subject) == condition
    assert conditions_of(feel([condition]), SUBJECTS) == (condition,)


@given(st.lists(conditions, min_size=1, max_size=4, unique_by=lambda one: one.subject.name))
@settings(deadline=None)
def test_a_row_comes_back_out_of_its_feel(row: list[Condition]) -> None:
    assert conditions_of(feel(row), SUBJECTS) == tuple(row)
    assert excluded_by(f"not({feel(row)})", SUBJECTS) == tuple(row)


@given(measured, st.data())
@settings(deadline=None, max_examples=120)
def test_a_set_holds_what_passes_in_feel(condition: Condition, data: st.DataObject) -> None:
    name = condition.subject.name
    values_of: st.SearchStrategy[Any] = days if condition.subject.kind == "date" else st.integers(0, 61).map(Decimal)
    value = data.draw(values_of)
    first, second = name.split(".", 1)
    said = Evaluator().evaluate(parse(feel([condition])), {first: {second: value}})
    values = passing(condition, dt.date(2026, 1, 1), Pack("x", Label("", ""), "1"))
    assert isinstance(values, Numbers)
    point = Decimal(value.toordinal()) if isinstance(value, dt.date) else Decimal(value)
    assert said is bool(values & numbers([(Edge(point), Edge(point, True))], True))
    if values:
        assert values & numbers([(Edge(values.sample()), Edge(values.sample(), True))], values.whole)


@given(st.text(max_size=60), st.sampled_from([AGE, INCOME, BORN, STATUS, PREGNANT, DISTRICT]))
@settings(deadline=None, max_examples=250)
def test_any_text_is_a_condition_or_a_sentence_in_both_languages(text: str, subject: Subject) -> None:
    told_or_read(text, subject)


pieces = st.sampled_from(
    ["65", "18", "..", ",", " ", "not(", ")", "[", ">=", "<", "세", "만원", "이상", "미만", "~", "-"]
)


@given(st.lists(pieces, max_size=8).map("".join), st.sampled_from([AGE, INCOME, BORN, STATUS]))
@settings(deadline=None, max_examples=250)
def test_pieces_of_the_grammar_in_any_order(text: str, subject: Subject) -> None:
    told_or_read(text, subject)


def told_or_read(text: str, subject: Subject) -> None:
    fault: CellFault | None = None
    condition = None
    try:
        condition = read(text, subject)
    except CellFault as found:
        fault = found
    assert fault is None or (fault.ko and fault.en)
    if condition is not None:
        assert conditions_of(feel([condition]), SUBJECTS) == (condition,)
        passing(condition, dt.date(2026, 1, 1), RULEBOOK.pack)


@pytest.mark.parametrize(
    "text", ["x", "age + 1 > 2", "some p in unit satisfies p.age > 3", "age", "pregnant > 3 or age < 2"]
)
def test_what_no_row_can_say_is_refused(text: str) -> None:
    with pytest.raises(NotARow):
        conditions_of(text, SUBJECTS)


small = st.integers(0, 5)
spans = st.lists(
    st.tuples(small, st.booleans(), small, st.booleans()).map(
        lambda one: (Edge(Decimal(one[0]), one[1]), Edge(Decimal(one[2]), one[3]))
    ),
    max_size=3,
)


def holds(values: Numbers | Marks, point: Decimal) -> bool:
    assert isinstance(values, Numbers)
    return any(low <= Edge(point) and Edge(point, True) <= high for low, high in values.spans)


@given(spans, spans, st.booleans())
@settings(deadline=None)
def test_sets_of_numbers_are_cut_and_joined_exactly(one: list, two: list, whole: bool) -> None:  # type: ignore[type-arg]
    first, second = numbers(one, whole), numbers(two, whole)
    steps = range(-1, 7) if whole else range(-2, 13)
    for point in (Decimal(step) / (1 if whole else 2) for step in steps):
        assert holds(first & second, point) == (holds(first, point) and holds(second, point))
        assert holds(first | second, point) == (holds(first, point) or holds(second, point))
        assert holds(~first, point) != holds(first, point)


boxes = st.fixed_dictionaries({}, optional={"a": spans, "b": spans})


@given(boxes, st.lists(boxes, max_size=3))
@settings(deadline=None)
def test_a_box_less_others_is_exact(box: dict, taken: list) -> None:  # type: ignore[type-arg]
    whole = numbers([(Edge(Decimal(0)), Edge(Decimal(5), True))], True)
    universe: Box = {"a": whole, "b": whole}

    def made(one: dict) -> Box:  # type: ignore[type-arg]
        return {name: numbers(values, True) & whole for name, values in one.items()}

    start = meet({}, made(box))
    others = [met for one in taken if (met := meet({}, made(one))) is not None]
    if start is None:
        return
    left = less_all(start, others, universe)
    assert left is not None
    for a in map(Decimal, range(6)):
        for b in map(Decimal, range(6)):

            def within(one: dict, a: Decimal = a, b: Decimal = b) -> bool:  # type: ignore[type-arg]
                return all(holds(one[name], point) for name, point in (("a", a), ("b", b)) if name in one)

            expected = within(start) and not any(within(one) for one in others)
            assert sum(within(one) for one in left) == expected
