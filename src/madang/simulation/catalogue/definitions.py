"""A row of the open data as a service definition (docs/rule-language.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from madang.rules.service import Region, Regions
from madang.services.catalogue.open_data import service as fields

Clause = dict[str, Any]


def definition(record: Mapping[str, Any], regions: Regions, on: dt.date) -> dict[str, Any]:
    """The mapping of a service file. ProblemsFound: an agency of a local government that is no region of the day."""
    local = record["소관기관유형"] == "지방자치단체"
    region = regions.find(record["소관기관명"], on) if local else None
    clauses = [clause for clause in _clauses(record, region) if clause is not None]
    name = f"{record['서비스명']} (모의)"
    return {
        "service": f"gov24_{record['서비스ID'].lower()}",
        "kind": "benefit" if record["지원유형"] == "현금" else "in_kind",
        "label": {"ko": name, "en": f"{name}: made-up service"},
        "agency": record["소관기관명"],
        "law": "모의 목록",
        "unit": "applicant_alone",
        "clauses": clauses or [_clause("anyone", "age >= 0 and age <= 120", "누구나", "Anyone", "JA0110")],
    }


def _clause(id: str, when: str, ko: str, en: str, codes: str) -> Clause:
    return {"id": id, "when": when, "law": f"모의 목록: {codes}", "label": {"ko": ko, "en": en}}


def _clauses(record: Mapping[str, Any], region: Region | None) -> Iterator[Clause | None]:
    if region is not None:
        fact = "region.province" if region.level == "sido" else "region.district"
        where = f'{fact} = "{region.code}"'
        yield _clause("residence", where, f"{region.name}에 삶", f"Living in {region.name}", "소관기관명")
    yield _age(record.get(fields.AGE_FROM) or 0, record.get(fields.AGE_TO))
    yield _income(record)
    for group in fields.GROUPS:
        yield _group(record, group)


def _age(since: int, until: int | None) -> Clause | None:
    until = None if until is None or until >= fields.NO_AGE_LIMIT else until
    tests = [f"age >= {since}"] * (since > 0) + ([] if until is None else [f"age <= {until}"])
    if not tests:
        return None
    ko = f"{since}세 이상" * (since > 0) + " " * (len(tests) - 1) + ("" if until is None else f"{until}세 이하")
    en = f"Aged {since}" if since else "Aged 0"
    en += " or over" if until is None else f" to {until}"
    return _clause("age", " and ".join(tests), ko, en, f"{fields.AGE_FROM}, {fields.AGE_TO}")


def _income(record: Mapping[str, Any]) -> Clause | None:
    """The chosen bands, those next to each other as one."""
    chosen = [(low, high) for code, low, high in fields.INCOME if record.get(code) == "Y"]
    if len(chosen) in (0, len(fields.INCOME)):
        return None
    bands: list[tuple[int | None, int | None]] = []
    for low, high in chosen:
        if bands and bands[-1][1] == low:
            bands[-1] = (bands[-1][0], high)
        else:
            bands.append((low, high))
    when = " or ".join(_band(low, high, alone=len(bands) == 1) for low, high in bands)
    ko = ", ".join(f"{low or 0}~{high}%" if high else f"{low}% 초과" for low, high in bands)
    en = ", ".join(f"{low or 0} to {high}%" if high else f"above {low}%" for low, high in bands)
    return _clause(
        "income", when, f"가구 소득이 기준 중위소득의 {ko}", f"Household income {en} of the median standard", "JA02"
    )


def _band(low: int | None, high: int | None, *, alone: bool) -> str:
    tests = [] if low is None else [f"household.monthly_income * 100 > household.median_income * {low}"]
    tests += [] if high is None else [f"household.monthly_income * 100 <= household.median_income * {high}"]
    return " and ".join(tests) if alone or len(tests) == 1 else f"({' and '.join(tests)})"


def _group(record: Mapping[str, Any], group: fields.Group) -> Clause | None:
    chosen = [field for field in group.fields if record.get(field.code) == "Y"]
    if group.anyone and record.get(group.anyone) == "Y":
        return None
    if len(chosen) in (0, len(group.fields)):
        return None
    return _clause(
        group.id,
        _one_of(chosen),
        " 또는 ".join(field.ko for field in chosen),
        "One of: " + ", ".join(field.en for field in chosen),
        ", ".join(field.code for field in chosen),
    )


def _one_of(chosen: Sequence[fields.Field]) -> str:
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
