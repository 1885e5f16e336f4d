"""Which column, list of choices or flow gives each fact of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from madang.simulation.population import circumstances, drawn, hardship, series, wealth, who, work
from madang.simulation.population.calendar_days import date_of
from madang.simulation.population.columns import Column


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A fact kept as one column of the persons: `read` turns its number into the fact's value."""

    column: str
    read: Callable[[Any], Any]


def _choice(*names: str) -> Callable[[Any], Any]:
    return lambda value: names[int(value)]


def _date(value: Any) -> Any:
    return date_of(int(value))


def _columns(read: Callable[[Any], Any], *names: str) -> dict[str, PersonFact]:
    return {name: PersonFact(name, read) for name in names}


_circumstances = (
    "prospective_parent", "recent_birth", "farmer", "fisher", "livestock_farmer", "forester", "employee", "jobseeker",
    "veteran", "illness", "multicultural_family", "north_korean_defector", "single_parent", "many_children", "no_home",
    "newcomer", "extended_family",
)  # fmt: skip

_of_person: dict[str, PersonFact] = {
    **_columns(
        int,
        "assets.home",
        "assets.property",
        "assets.other_general",
        "assets.memberships",
        "assets.financial",
        "assets.insurance",
        "assets.self_support_savings",
        "assets.debt",
        "car.value",
        "car.displacement",
        "car.age_years",
        "child.birth_order",
        "person.days_abroad_180",
        "stay.abroad_days",
        "military.months_served",
    ),
    **_columns(
        bool,
        "child.birth_registered",
        "child.in_applicants_care",
        "child.first_meeting_received",
        "child.parental_care_lost",
        "crisis.same_aid",
        "crisis.victim_without_fault",
        "disability.lost_work_capacity",
        "household.lodger",
        "household.shares_living",
        "household.deserted_by_spouse",
        "supporter.cannot_be_relied_on",
        "livelihood.applied_before",
        "occupational_pension.old_age_pension_until_2014",
        "pension.identity_number_missing",
        "person.registered_foreigner",
        "person.refugee",
        "person.former_spouse_korean",
        "person.pregnant",
        "livelihood.recipient",
        "disability.pension_entitled",
        "housing.leaseholder",
        *(f"circumstance.{name}" for name in _circumstances),
        *(f"recipient.{name}" for name in ("livelihood", "medical", "housing", "education", "near_poor")),
    ),
    **_columns(_date, "child.allowance_applied_on", "occupational_pension.lump_sum_date"),
    "person.nationality": PersonFact("person.nationality", _choice(*who.nationalities)),
    "person.marital_status": PersonFact("person.marital_status", _choice(*who.marital)),
    "person.whereabouts": PersonFact("person.whereabouts", _choice(*who.whereabouts)),
    "education.enrolment": PersonFact("education.enrolment", _choice(*who.schools)),
    "car.use": PersonFact("car.use", _choice(*wealth.car_uses)),
    "child.care_setting": PersonFact("child.care_setting", _choice(*hardship.care_settings)),
    "child.suspension_reason": PersonFact("child.suspension_reason", _choice(*hardship.child_suspensions)),
    "crisis.reason": PersonFact("crisis.reason", _choice(*hardship.crises)),
    "disability.degree": PersonFact("disability.degree", _choice(*hardship.degrees)),
    "national_pension.kind": PersonFact("national_pension.kind", _choice(*work.pension_kinds)),
    "national_pension.exempt_reason": PersonFact("national_pension.exempt_reason", _choice(*work.exempt_reasons)),
    "occupational_pension.kind": PersonFact("occupational_pension.kind", _choice(*work.occupational_kinds)),
    "pension.suspension_reason": PersonFact("pension.suspension_reason", _choice(*work.suspension_reasons)),
    "business.stage": PersonFact("business.stage", _choice(*circumstances.stages)),
    "business.sector": PersonFact("business.sector", _choice(*circumstances.sectors)),
    "organisation.kind": PersonFact("organisation.kind", _choice(*circumstances.organisations)),
    "organisation.industry": PersonFact("organisation.industry", _choice(*circumstances.industries)),
}  # fmt: skip


def _expensive(row: Mapping[str, Any]) -> Any:
    """기초연금법 시행규칙 §4①4나: 4천만 원 이상, 10년 미만, neither for disabled persons nor for work."""
    return (row["car.value"] >= 40_000_000) & (row["car.age_years"] < 10) & (row["car.use"] == 0)


_means = (
    "employment.earned_income", "employment.rehabilitation_income", "employment.unemployment_benefit",
    "business.income", "income.rental", "income.interest", "income.private_pension", "transfer.national_pension",
    "transfer.basic_pension", "transfer.other_public", "transfer.veterans_compensation",
    "transfer.veterans_allowances", "transfer.private_support", "assets.home", "assets.property",
    "assets.other_general", "assets.memberships", "assets.financial", "assets.insurance",
    "assets.self_support_savings", "assets.debt", "car.value",
)  # fmt: skip
"""What somebody without means has none of: what the vocabulary rules out, as far as it is a column."""

worked_out: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "vehicle.expensive_value": lambda row: np.where(_expensive(row), row["car.value"], 0),
    "vehicle.ordinary_value": lambda row: np.where(_expensive(row) | (row["car.use"] == 1), 0, row["car.value"]),
    "person.without_means": lambda row: np.all([row[name] == 0 for name in _means], axis=0),
    "supporter.property": lambda row: row["assets.home"] + row["assets.property"] + row["assets.other_general"],
}
"""Person facts worked out from other columns of the same person, or of many persons at once."""

_of_home: dict[str, PersonFact] = {
    **_columns(int, "housing.deposit", "housing.monthly_rent", "housing.child_owned_value", "household.monthly_income"),
    "housing.tenure": PersonFact("housing.tenure", _choice(*wealth.tenures)),
}

always = frozenset({"person.birth_date", "person.sex", "residence.region", "local.child_allowance_voucher"})


@cache
def vocabulary() -> dict[str, str]:
    """Fact → entity of every fact of the pack that is asked for (not worked out from another)."""
    return {fact.name: fact.entity for fact in drawn.definitions()}


@cache
def unmodelled() -> tuple[drawn.Drawn, ...]:
    """The facts of the pack that nothing here models: they are drawn by what the vocabulary says of them."""
    modelled = {*_of_person, *worked_out, *_of_home, *series.modelled, *always}
    return tuple(fact for fact in drawn.definitions() if fact.name not in modelled)


@cache
def of_person() -> dict[str, PersonFact]:
    """Every fact of a person that is a column of its own and no flow."""
    more = {fact.name: _drawn(fact) for fact in unmodelled() if fact.entity == "person"}
    flows = {*series.monthly(), *series.yearly()}
    return _of_person | {name: fact for name, fact in more.items() if name not in flows}


@cache
def of_home() -> dict[str, PersonFact]:
    """Every fact of a home."""
    return _of_home | {fact.name: _drawn(fact) for fact in unmodelled() if fact.entity == "residence"}


def _drawn(fact: drawn.Drawn) -> PersonFact:
    read: dict[str, Callable[[Any], Any]] = {"boolean": bool, "choice": _choice(*fact.choices), "date": _date}
    return PersonFact(fact.name, read.get(fact.type, int))


def provided() -> frozenset[str]:
    """Every fact the population can fill."""
    return frozenset({*of_person(), *worked_out, *of_home(), *series.monthly(), *series.yearly(), *always})


def means_columns() -> tuple[str, ...]:
    """The columns that `worked_out` reads."""
    return (*_means, "car.age_years", "car.use")


def person_values(columns: Mapping[str, Column], row: int) -> dict[str, Any]:
    """The facts of one person that are no flows."""
    values = {name: fact.read(columns[fact.column][row]) for name, fact in of_person().items()}
    chosen = {name: columns[name][row] for name in means_columns()}
    values |= {name: work_out(chosen).item() for name, work_out in worked_out.items()}
    return {name: value for name, value in values.items() if name in vocabulary()}


def voucher_region(code: str) -> bool:
    """Whether the region pays the child allowance in local vouchers: one region in five (assumed)."""
    return int(code[:5]) // 10 % 5 == 2
