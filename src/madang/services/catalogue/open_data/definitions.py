"""Published conditions as a service definition (docs/rule-language.md): what a row says, and nothing of its prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from madang.services.catalogue.open_data.codes import AGE_FROM, AGE_TO, GROUPS, INCOME, Field, Group
from madang.services.catalogue.open_data.conditions import INCOME_CODES, Conditions
from madang.services.catalogue.open_data.places import Place

Clause = dict[str, Any]
FACTS = {"sido": "region.province", "sigungu": "region.district"}
"""Levels of a region for which there is a fact; of a 일반구 there is none."""


def clauses_of(asks: Conditions, place: Place, where: str, source: str) -> list[Clause]:
    """The clauses, or one that everybody meets. where: the region's name; source: stands as the law of each clause.

    ValueError: a place that is unclear, or a level without a fact.
    """
    made = list(_clauses(asks, place, where, source))
    return made or [clause("anyone", "age >= 0 and age <= 120", "누구나", "Anyone", f"{source}: {AGE_FROM}")]


def clause(id: str, when: str, ko: str, en: str, law: str) -> Clause:
    """One clause of a service file."""
    return {"id": id, "when": when, "law": law, "label": {"ko": ko, "en": en}}


def _clauses(asks: Conditions, place: Place, where: str, source: str) -> Iterator[Clause]:
    if place.state == "region" and place.level in FACTS:
        when = f'{FACTS[place.level]} = "{place.code}"'
        yield clause("residence", when, f"{where}에 삶", f"Living in {where}", f"{source}: 소관기관명")
    elif place.state != "nation":
        raise ValueError(f"no fact says who lives in {place.code or 'a place that is not clear'}")
    if asks.age_from or asks.age_to is not None:
        yield _age(asks.age_from or 0, asks.age_to, source)
    chosen = dict(asks.asks)
    if "income" in chosen:
        yield _income(chosen["income"], source)
    for group in GROUPS:
        if group.id in chosen:
            yield _group(group, chosen[group.id], source)


def _age(since: int, until: int | None, source: str) -> Clause:
    tests = [f"age >= {since}"] * (since > 0) + ([] if until is None else [f"age <= {until}"])
    ko = f"{since}세 이상" * (since > 0) + " " * (len(tests) - 1) + ("" if until is None else f"{until}세 이하")
    en = f"Aged {since}" if since else "Aged 0"
    en += " or over" if until is None else f" to {until}"
    return clause("age", " and ".join(tests), ko, en, f"{source}: {AGE_FROM}, {AGE_TO}")


def _income(codes: Sequence[str], source: str) -> Clause:
    bands = _bands(codes)
    when = income_test(codes)
    ko = ", ".join(f"{low or 0}~{high}%" if high else f"{low}% 초과" for low, high in bands)
    en = ", ".join(f"{low or 0} to {high}%" if high else f"above {low}%" for low, high in bands)
    ko, en = f"가구 소득이 기준 중위소득의 {ko}", f"Household income {en} of the median standard"
    return clause("income", when, ko, en, f"{source}: {INCOME_CODES[0][:4]}")


def income_test(codes: Sequence[str]) -> str:
    """The FEEL of some bands of income together."""
    bands = _bands(codes)
    return " or ".join(_band(low, high, alone=len(bands) == 1) for low, high in bands)


def _bands(codes: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The chosen bands, those next to each other as one."""
    bands: list[tuple[int | None, int | None]] = []
    for code, low, high in INCOME:
        if code not in codes:
            continue
        if bands and bands[-1][1] == low:
            bands[-1] = (bands[-1][0], high)
        else:
            bands.append((low, high))
    return bands


def _band(low: int | None, high: int | None, *, alone: bool) -> str:
    tests = [] if low is None else [f"household.monthly_income * 100 > household.median_income * {low}"]
    tests += [] if high is None else [f"household.monthly_income * 100 <= household.median_income * {high}"]
    return " and ".join(tests) if alone or len(tests) == 1 else f"({' and '.join(tests)})"


def _group(group: Group, codes: Sequence[str], source: str) -> Clause:
    chosen = [field for field in group.fields if field.code in codes]
    return clause(
        group.id,
        _one_of(chosen),
        " 또는 ".join(field.ko for field in chosen),
        "One of: " + ", ".join(field.en for field in chosen),
        f"{source}: {', '.join(field.code for field in chosen)}",
    )


def _one_of(chosen: Sequence[Field]) -> str:
    """One of the circumstances; values of one choice stand together."""
    said: dict[str, list[str]] = {}
    for field in chosen:
        said.setdefault(field.feel, []).extend([field.among] if field.among else [])
    return " or ".join(feel if not values else _among(feel, values) for feel, values in said.items())


def _among(fact: str, values: Sequence[str]) -> str:
    if len(values) == 1:
        return f'{fact} = "{values[0]}"'
    listed = ", ".join(f'"{value}"' for value in values)
    return f"{fact} in ({listed})"
