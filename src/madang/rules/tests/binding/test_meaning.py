"""What a name means: whose fact it is, and the nearest value of that name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from madang.rules import ir
from madang.rules.service import check
from madang.rules.tests.answers.a_law import family_of, law, reckoning_of

CLAUSE = "clauses:\n  - {{id: one, when: {when}, law: 법 §4, label: {{ko: 조건, en: Condition}}}}\n"


@pytest.mark.parametrize(
    ("when", "facts", "b", "holds"),
    [
        ("work.working", True, False, True),
        ("applicant.work.working", True, False, True),
        ("some p in unit satisfies p.work.working", False, True, True),
        ("every p in unit satisfies p.work.working", True, False, False),
        ("some p in unit satisfies p != applicant and p.work.working", True, False, False),
        ("count(unit[item.work.working]) = 1", False, True, True),
        ("every p in unit satisfies p.work.working or applicant.work.working", True, False, True),
    ],
)
def test_whose_fact_it_is(tmp_path: Path, when: str, facts: bool, b: bool, holds: bool) -> None:
    rulebook = law(tmp_path, CLAUSE.format(when=f"'{when}'"))
    others = {"b": {"person.away": False, "work.working": b}}
    assert check(rulebook, family_of(rulebook, {"work.working": facts}, others))[0].clauses[0].holds is holds


def test_a_services_own_value_goes_before_a_fact_of_the_same_name(tmp_path: Path) -> None:
    rules = 'derived:\n  sex: \'if work.working then "own" else "other"\'\n' + CLAUSE.format(when="'sex = \"own\"'")
    rulebook = law(tmp_path, rules)
    node = rulebook.bound[rulebook.pack.services["aid"].clauses[0].when].node
    assert ir.Derived(None, "aid.sex") in node.args  # type: ignore[attr-defined]
    answer = check(rulebook, family_of(rulebook, {"person.sex": "male", "work.working": True}))[0]
    assert answer.status == "eligible"


def test_a_derived_value_of_a_person_is_that_persons(tmp_path: Path) -> None:
    rulebook = law(tmp_path, CLAUSE.format(when="'age >= 65'"))
    family = family_of(
        rulebook, {"person.birth_date": "1950-01-01"}, {"b": {"person.away": False, "person.birth_date": "2000-01-01"}}
    )
    reckoning = reckoning_of(rulebook, family)
    ages = [reckoning.derived("person.age", person, {}) for person in reckoning.unit("home")]
    assert ages == [Decimal(76), Decimal(26)]
