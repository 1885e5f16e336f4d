"""Any family survives being written and read; any bytes give a family or problems."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madang.rules.canonical import digest
from madang.rules.family.service import (
    UNKNOWN,
    FactValue,
    Family,
    Person,
    Relation,
    Residence,
    Series,
    dump_family,
    family_from_dict,
    family_to_dict,
    read_family,
    related,
)
from madang.rules.loading.service import Pack
from madang.rules.problems import ProblemsFound
from madang.rules.regions import Regions

day = dt.date(2026, 3, 20)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
ids = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).filter(
    lambda text: text != "unknown"
)
won = st.integers(0, 10**13).map(Decimal)
numbers = st.decimals(1, 1000, allow_nan=False, places=3)
unknown = st.just(UNKNOWN)
months = st.dictionaries(st.tuples(st.integers(1900, 2100), st.integers(1, 12)), won, max_size=4)
years = st.dictionaries(st.integers(1900, 2100), won, max_size=3)
flows = won | unknown | st.builds(Series, months, years).filter(lambda series: bool(series.by_month or series.by_year))
sources = st.none() | st.sampled_from(["nts", "ask", "moi"])


def facts_of(**kinds: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, FactValue]]:
    told = {
        name: st.builds(FactValue, values, sources, st.none() | st.dates(dt.date(1900, 1, 1), day), st.booleans())
        for name, values in kinds.items()
    }
    return st.fixed_dictionaries({}, optional=told)


person_facts = facts_of(
    **{
        "person.birth_date": st.dates(dt.date(1900, 1, 1), day) | unknown,
        "person.sex": st.sampled_from(["male", "female"]),
        "employment.earned_income": flows,
        "household.lodger": st.booleans() | unknown,
        "person.registered_on": days | st.none(),
        "person.memo": texts | st.none(),
    }
)
home_facts = facts_of(**{"housing.tenure": st.sampled_from(["owned", "rent"]) | unknown, "housing.area": numbers})
given_values = facts_of(
    **{
        "pension.recognised_income": won,
        "pension.line": numbers | st.booleans() | texts | days,
    }
)


def in_order_of_birth(draw: st.DrawFn, count: int) -> list[dict[str, FactValue]]:
    """Facts of persons of whom each is born after those before."""
    drawn = [draw(person_facts) for _ in range(count)]
    born = {
        facts["person.birth_date"].value: facts.pop("person.birth_date")
        for facts in drawn
        if "person.birth_date" in facts and isinstance(facts["person.birth_date"].value, dt.date)
    }
    for facts, known in zip(drawn, sorted(born), strict=False):
        facts["person.birth_date"] = born[known]
    return drawn


@st.composite
def families(draw: st.DrawFn) -> Family:
    """A family in the order of its generations, so that nobody is their own ancestor."""
    names = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    persons = {
        name: Person(name, facts) for name, facts in zip(names, in_order_of_birth(draw, len(names)), strict=True)
    }
    relations = []
    for older, younger in draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5, unique=True)):
        if older < younger < len(names):
            kind = draw(st.sampled_from(["child", "grandchild"]))
            relations.append(Relation(names[older], names[younger], kind, draw(st.none() | st.just(day))))
    split = draw(st.integers(0, len(names)))
    region = st.sampled_from([None, "11110", "51110"])
    homes = [
        Residence(f"home-{number}", tuple(part), draw(region), draw(home_facts), end=draw(st.none() | st.just(day)))
        for number, part in enumerate((names[:split], names[split:]))
        if part and f"home-{number}" not in names
    ]
    return Family(day, draw(st.sampled_from(names)), persons, tuple(relations), tuple(homes), draw(given_values))


def told(found: ProblemsFound) -> None:
    """There is a problem, with words in both languages."""
    assert found.problems
    assert found.text("ko")
    assert found.text("en")


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@quick
@given(families())
def test_what_is_written_reads_the_same(pack: Pack, regions: Regions, family: Family) -> None:
    for form in ("yaml", "json"):
        again = read_family(dump_family(family, form), pack, regions, default_date=None, filename=f"family.{form}")
        assert again == family
        assert digest(again) == digest(family)
        assert list(again.persons) == list(family.persons)
    assert family_from_dict(family_to_dict(family), pack, regions, default_date=None) == family


@quick
@given(families())
def test_relations_mirror_each_other(family: Family) -> None:
    pairs = [
        ("parents", "children"),
        ("siblings", "siblings"),
        ("grandparents", "grandchildren"),
        ("spouses", "spouses"),
        ("coresidents", "coresidents"),
    ]
    for kind, inverse in pairs:
        for one in family.persons:
            for other in related(family, one, kind, day):
                assert one in related(family, other, inverse, day)
                assert (other == one) is (kind == "coresidents" and other == one)


words = st.sampled_from(
    [
        b"date: ",
        b"2026-03-20",
        b"\n",
        b"persons:",
        b"- ",
        b"{id: a",
        b", ",
        b"}",
        b"facts: {",
        b"age: ",
        b"household:",
        b"relation: head",
        b"relations: ",
        b"[",
        b"]",
        b"unknown",
        b"1",
        b"-5",
        b'"',
        b"'",
        b"employment.earned_income: ",
        b"region: ",
        b"\xb0\xa1",
        b"\x00",
        b"&a",
        b"*a",
        b"~",
        b": ",
        b"{",
        b"given: ",
        b"value: ",
        b"from: a",
        b"to: b",
        b"kind: child",
        b"residences: ",
        b"persons: [a]",
    ]
)


@settings(quick, max_examples=300)
@given(st.lists(words, max_size=25).map(b"".join) | st.binary(max_size=80), st.sampled_from(["f.yaml", "f.json"]))
def test_any_bytes_give_a_family_or_problems(pack: Pack, regions: Regions, data: bytes, name: str) -> None:
    try:
        assert isinstance(read_family(data, pack, regions, default_date=day, filename=name), Family)
    except ProblemsFound as found:
        told(found)


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["a", "b", "child", "head", "rent", "unknown", "2026-01-01", "세종"])
)
keys = st.sampled_from(
    [
        "date",
        "applicant",
        "persons",
        "relations",
        "residences",
        "given",
        "household",
        "region",
        "facts",
        "id",
        "birth_date",
        "age",
        "from",
        "to",
        "kind",
        "value",
        "source",
        "as_of",
        "2026-01",
        "relation",
        "employment.earned_income",
        "housing.tenure",
        "residence.region",
        "pension.line",
        "parents",
        "x",
    ]
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=25
)


@settings(quick, max_examples=300)
@given(st.dictionaries(keys, trees, max_size=6))
def test_any_values_give_a_family_or_problems(pack: Pack, regions: Regions, value: dict[str, Any]) -> None:
    try:
        family = family_from_dict(value, pack, regions, default_date=day)
    except ProblemsFound as found:
        told(found)
    else:
        assert family_from_dict(family_to_dict(family), pack, regions, default_date=None) == family


rows = st.fixed_dictionaries(
    {"id": st.sampled_from("abcd")},
    optional={
        "relation": st.sampled_from(["head", "spouse", "child", "parent", "grandchild", "sibling", "other", "uncle"]),
        "parents": st.lists(st.sampled_from("abcd"), max_size=2),
        "age": st.integers(-1, 132),
        "facts": st.dictionaries(keys, trees, max_size=2),
    },
)
links = st.fixed_dictionaries(
    {
        "from": st.sampled_from("abcd"),
        "to": st.sampled_from("abcd"),
        "kind": st.sampled_from(["spouse", "child", "parent", "grandparent", "sibling"]),
    }
)


@settings(quick, max_examples=200)
@given(st.lists(rows, max_size=4, unique_by=lambda row: row["id"]), st.lists(links, max_size=4))
def test_any_household_gives_a_family_or_problems(
    pack: Pack, regions: Regions, household: list[Any], relations: list[Any]
) -> None:
    value = {"household": household, "relations": relations, "region": "세종"}
    try:
        family = family_from_dict(value, pack, regions, default_date=day)
    except ProblemsFound as found:
        told(found)
    else:
        for person in family.persons:
            assert person not in related(family, person, "grandparents", day)
            assert person not in related(family, person, "parents", day)


@pytest.mark.parametrize(
    "text", ["\x85", "a\x85b", "\u2028", "\u2029 x", "\ufeff", "\r", "a\n\n b", "\x7f", "true", "1", "", " "]
)
def test_a_text_survives_as_it_is(pack: Pack, regions: Regions, text: str) -> None:
    family = Family(day, "a", {"a": Person("a", {"person.memo": FactValue(text)})})
    for form in ("yaml", "json"):
        written = dump_family(family, form)
        assert read_family(written, pack, regions, default_date=None, filename=f"family.{form}") == family
