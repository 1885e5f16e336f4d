"""What people say of themselves that cannot be true at once.

Two registers that disagree are no fault of the file and are read; refused is what somebody says themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from madang.rules.family.days import born_between, years_between
from madang.rules.family.records import UNKNOWN, FactValue, Family, Relation, Series
from madang.rules.family.related import in_force
from madang.rules.model import FactDefinition, Label, Place
from madang.rules.problems import Problems

marriage_age = 18  # 민법 §807
youngest_spouse = 13  # of a foreigner, whose own law decides (국제사법 §63①): below it the age is a slip of the pen

Places = Mapping[str, Place]


def check_statements(
    family: Family, vocabulary: Mapping[str, FactDefinition], places: Places, problems: Problems
) -> None:
    """Report statements that contradict each other; `places` gives the place of persons, their facts and relations."""
    excluding = [fact for fact in vocabulary.values() if fact.rules_out]
    for number, relation in enumerate(family.relations):
        if relation.kind in ("spouse", "de_facto_spouse") and in_force(relation, family.date):
            place = places.get(f"relation {number}") or places.get(relation.target)
            for person in (relation.source, relation.target):
                _check_marital_status(family, relation, person, places.get(person) or place, problems)
                _check_marriage_age(family, relation, person, places.get(person) or place, problems)
            _check_siblings(family, relation, place, problems)
    for person in family.persons:
        _check_pregnancy(family, person, places, problems)
        for fact in excluding:
            _check_excluded(family, person, fact, vocabulary, places, problems)


def declared(held: FactValue | None) -> bool:
    """Whether somebody says it themselves, and no register."""
    return held is not None and held.value is not UNKNOWN and held.source in (None, "ask")


def _check_marital_status(
    family: Family, relation: Relation, person: str, place: Place | None, problems: Problems
) -> None:
    told = family.persons[person].facts.get("person.marital_status")
    if relation.kind == "spouse" and told is not None and declared(told) and told.value != "married":
        problems.add(
            "spouse_unmarried",
            place,
            f"'{person}'에게 배우자가 있는데 혼인 상태는 혼인 중이 아닙니다.",
            f"'{person}' has a spouse, but is said not to be married",
            Label(
                "사실혼이면 kind를 de_facto_spouse로, 끝난 혼인이면 end에 끝난 날을 적으세요",
                "for a de facto marriage write `de_facto_spouse`; for one that is over, its last day as `end`",
            ),
        )


def _check_marriage_age(
    family: Family, relation: Relation, person: str, place: Place | None, problems: Problems
) -> None:
    """Whoever is told to be Korean marries at 18 or later; a foreigner by their own law, nobody as a small child."""
    facts = family.persons[person].facts
    born = born_between(family, person)
    if born is None or not (declared(facts.get("person.birth_date")) or declared(facts.get("person.age"))):
        return
    nationality = facts.get("person.nationality")
    korean = relation.kind == "spouse" and nationality is not None and nationality.value == "KR"
    oldest, least = years_between(born[0], family.date), marriage_age if korean else youngest_spouse
    if oldest < least:
        problems.add(
            "spouse_too_young",
            place,
            f"'{person}'은(는) {oldest}세인데 배우자로 적혀 있습니다.",
            f"'{person}' is {oldest} years old, but is said to be somebody's spouse",
            Label(
                f"나이나 관계를 고쳐 주세요. 민법 §807: 대한민국 국민은 만 {marriage_age}세부터 혼인할 수 있습니다",
                f"correct the age or the relation; 민법 §807: a Korean citizen may marry from {marriage_age} on",
            ),
        )


def _check_siblings(family: Family, marriage: Relation, place: Place | None, problems: Problems) -> None:
    couple = {marriage.source, marriage.target}
    if any(other.kind == "sibling" and {other.source, other.target} == couple for other in family.relations):
        problems.add(
            "spouse_sibling",
            place,
            f"'{marriage.source}'와(과) '{marriage.target}'은(는) 배우자이면서 형제자매일 수 없습니다.",
            f"'{marriage.source}' and '{marriage.target}' cannot be spouses and siblings at once",
            Label(
                "민법 §809. 두 관계 가운데 잘못 적은 쪽을 고쳐 주세요",
                "민법 §809; correct whichever of the two relations is wrong",
            ),
        )


def _check_pregnancy(family: Family, person: str, places: Places, problems: Problems) -> None:
    facts = family.persons[person].facts
    sex, pregnant = facts.get("person.sex"), facts.get("person.pregnant")
    said = declared(sex) or declared(pregnant)
    if sex is not None and pregnant is not None and said and sex.value == "male" and pregnant.value is True:
        problems.add(
            "pregnant_man",
            places.get(f"fact {person} person.pregnant") or places.get(person),
            f"'{person}'의 성별은 남성인데 임신 중이라고 적혀 있습니다.",
            f"'{person}' is male, but said to be pregnant",
            Label("성별과 임신 가운데 잘못된 쪽을 고쳐 주세요", "correct whichever is wrong, the sex or the pregnancy"),
        )


def _check_excluded(
    family: Family,
    person: str,
    fact: FactDefinition,
    vocabulary: Mapping[str, FactDefinition],
    places: Places,
    problems: Problems,
) -> None:
    facts = family.persons[person].facts
    told = facts.get(fact.name)
    name = told_above_zero(facts, fact.rules_out, family.date)
    if name is not None and told is not None and declared(told) and told.value is True:
        amount = vocabulary[name].label
        problems.add(
            "ruled_out",
            places.get(f"fact {person} {name}") or places.get(person),
            f"'{person}': '{fact.label.ko}'이라고 하고 '{amount.ko}'을(를) 0원보다 많게 적었습니다.",
            f"'{person}' is said to have '{fact.label.en}', and yet an amount for '{amount.en}'",
            Label("두 답 가운데 잘못된 쪽을 고쳐 주세요", "correct whichever of the two answers is wrong"),
        )


def told_above_zero(facts: Mapping[str, FactValue], names: Iterable[str], on: dt.date) -> str | None:
    """The first of the amounts that is told to be above zero now, or of a flow in the periods a law may look at."""
    return next((name for name in names if name in facts and _above_zero(facts[name].value, on)), None)


def _above_zero(value: object, on: dt.date) -> bool:
    if isinstance(value, Series):
        month = on.year * 12 + on.month
        monthly = [held for (year, at), held in value.by_month.items() if 0 <= month - year * 12 - at <= 3]
        yearly = [held for year, held in value.by_year.items() if 0 <= on.year - year <= 1]
        return any(_above_zero(held, on) for held in (*monthly, *yearly))
    return isinstance(value, Decimal) and value > 0
