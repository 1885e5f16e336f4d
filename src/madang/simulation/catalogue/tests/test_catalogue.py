"""The made-up catalogue: same seed, same bytes; what a row says is what its definition asks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import KOREA, Standing, family_from, installed_rulebook, load_regions, load_rulebook, table_on
from madang.services.catalogue.open_data import service as fields
from madang.simulation.catalogue.definitions import definition
from madang.simulation.service import digest, make_catalogue

DAY = dt.date(2026, 11, 20)
ANYONE = {code: "Y" for group in fields.GROUPS for code in group.codes} | {
    **{code: "Y" for code, _, _ in fields.INCOME},
    fields.AGE_FROM: None,
    fields.AGE_TO: 120,
}


def row(**flags: Any) -> dict[str, Any]:
    about = {
        "서비스ID": "MOCK00000001",
        "서비스명": "창원시 교통비 지원",
        "지원유형": "현금",
        "소관기관명": "경상남도 창원시",
        "소관기관유형": "지방자치단체",
    }
    return {**about, **ANYONE, **flags}


def asked(**flags: Any) -> dict[str, str]:
    """Clause id → FEEL, the residence left out."""
    found = definition(row(**flags), load_regions(), DAY)["clauses"]
    return {clause["id"]: clause["when"] for clause in found if clause["id"] != "residence"}


def test_all_y_means_anyone_and_so_does_nothing_said() -> None:
    assert asked() == {}
    silent = dict.fromkeys(field.code for group in fields.GROUPS for field in group.fields)
    assert asked(**silent, JA0322=None, JA0410=None) == {}


def test_the_flag_that_says_it_does_not_matter_opens_the_group() -> None:
    few = dict.fromkeys(fields.PERSON.codes) | {"JA0313": "Y"}
    assert asked(**(few | {"JA0322": None})) == {"person": "circumstance.farmer"}
    assert asked(**(few | {"JA0322": "Y"})) == {}


def test_a_null_beside_a_y_leaves_that_circumstance_out() -> None:
    few = dict.fromkeys(fields.PERSON.codes) | {"JA0317": "Y", "JA0318": "Y", "JA0328": "Y"}
    assert asked(**few) == {"person": 'education.enrolment in ("elementary", "middle") or disability.degree != "none"'}
    assert asked(JA0101=None) == {"sex": 'person.sex = "female"'}


@pytest.mark.parametrize(
    ("since", "until", "when"),
    [
        (None, 120, None),
        (0, 120, None),
        (19, 34, "age >= 19 and age <= 34"),
        (65, 120, "age >= 65"),
        (None, 5, "age <= 5"),
    ],
)
def test_ages(since: int | None, until: int, when: str | None) -> None:
    assert asked(JA0110=since, JA0111=until) == ({} if when is None else {"age": when})


def test_income_bands_next_to_each_other_are_one() -> None:
    lowest = asked(JA0203=None, JA0204=None, JA0205=None)["income"]
    assert lowest == "household.monthly_income * 100 <= household.median_income * 75"
    middle = asked(JA0201=None, JA0204=None, JA0205=None)["income"]
    assert middle.count(" and ") == 1
    assert "median_income * 50" in middle
    split = asked(JA0202=None, JA0204=None, JA0205=None)["income"]
    assert split.startswith("household.monthly_income * 100 <= household.median_income * 50 or (")


def test_the_same_size_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_catalogue(60, 4, tmp_path / name, on=DAY)
    make_catalogue(60, 5, tmp_path / "c", on=DAY)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


def test_a_catalogue_is_answered_by_table_and_interpreter_alike(tmp_path: Path) -> None:
    make_catalogue(300, 1, tmp_path / "pack", on=DAY)
    book = load_rulebook([KOREA, tmp_path / "pack"])
    table = table_on(book, DAY)
    assert len(table.programmes.services) == 300
    assert len(table.refused) == len(installed_rulebook().pack.services)
    family = family_from(
        {
            "date": DAY,
            "applicant": "a",
            "persons": [{"id": "a", "birth_date": "1999-05-05", "facts": {"circumstance.farmer": True}}],
            "residences": [{"persons": ["a"], "region": "경상남도 창원시"}],
        },
        book,
    )
    match = table.match(family)
    for answer in Standing(book, family).check([service.id for service in match.services]):
        assert match.answer(answer.service) == answer
    question = match.next_question()
    assert question is not None
    assert question.services
