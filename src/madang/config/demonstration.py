"""The simulated people that a demonstration offers; only here does the house look into its simulated province."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.utils import timezone

from madang.identity.anyid.service import Account, Part, Roles, roles_from_people
from madang.people.service import tenant_for_region
from madang.rules.service import load_regions
from madang.simulation.service import DemoPerson, demo_people, family_of, number_of, open_population, youngest

COUPLE = "old_couple"
PLAYED = ("mother", COUPLE, "single_parent")
"""The residents one can be; the others are there for the guided check."""
OFFICIALS = {
    "official": ("시청 복지 담당 공무원", "An official of the city", ("caseworker", "approver")),
    "privacy_officer": ("시청 개인정보 보호책임자", "The privacy officer of the city", ("privacy_officer",)),
    "rule_author": ("보건복지부 규칙 작성자", "A rule author of the ministry", ("rule_author",)),
    "rule_releaser": ("보건복지부 규칙 시행 책임자", "A rule releaser of the ministry", ("rule_releaser",)),
    "operator": ("플랫폼 운영자", "An operator of the platform", ("operator", "privacy_officer")),
}

ELSEWHERE = {
    "operator": "hub", "rule_author": settings.MADANG_RULES_KEPT_BY, "rule_releaser": settings.MADANG_RULES_KEPT_BY,
}  # fmt: skip
"""Officials who do not work for the city."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the story. mother, clerk: parts. number: the mother's; baby: one nobody has; like: a baby whose
    records the new one's are made after."""

    mother: str
    clerk: str
    number: str
    baby: str
    like: str


def cast() -> Cast:
    """The cast of the story (`madang story`). LookupError without a province, or where nobody in it fits."""
    mother = next((one for one in _residents() if one.kind == "mother"), None)
    if mother is None:
        raise LookupError(
            "모의 주민 가운데 곧 아이를 낳을 어머니가 없습니다. 더 크게 만드세요. / Nobody in the province is"
            " a mother about to give birth: make it larger (MADANG_PROVINCE_SIZE)."
        )
    population = open_population(settings.HOME / "province")
    baby = f"S9{secrets.randbelow(10**6):06d}"
    return Cast("mother", "official", number_of(mother.resident), baby, number_of(youngest(population)))


def circles() -> list[str]:
    """The register numbers of those one can be and of everybody in their families."""
    population = open_population(settings.HOME / "province")
    found = [
        number_of(person["id"])
        for one in _residents()
        for person in family_of(population, one.resident, timezone.localdate())["persons"]
    ]
    return list(dict.fromkeys(found))


def people() -> Sequence[DemoPerson]:
    """Residents of the province beside this installation, each with the number the agencies know them by.

    Nobody while there is no province.
    """
    return [replace(person, resident=number_of(person.resident)) for person in _residents()]


def parts() -> Sequence[Part]:
    """Whom a demonstration offers to be: residents of the province, officials of the city, an operator.

    Of the old couple both: what one applies for, the other is asked to agree to.
    """
    residents = []
    for one in _residents():
        if one.kind in PLAYED:
            residents.append(Part(one.kind, one.ko, one.en, person=one.resident))
        if one.kind == COUPLE and (spouse := _spouse_of(one.resident)):
            residents.append(
                Part(f"{COUPLE}_spouse", "노부부 가운데 다른 한 사람", "The other of the old couple", spouse)
            )
    return [*residents, *(Part(name, ko, en, official=True) for name, (ko, en, _) in OFFICIALS.items())]


@cache
def _spouse_of(resident: str) -> str:
    """ "" where nobody is registered as such."""
    family = family_of(open_population(settings.HOME / "province"), resident, timezone.localdate())
    ends = [(one["from"], one["to"]) for one in family["relations"] if one["kind"] == "spouse"]
    return next((a if b == resident else b for a, b in ends if resident in (a, b)), "")


def _residents() -> Sequence[DemoPerson]:
    try:
        return _found()
    except (OSError, ValueError):
        return ()


def roles_of(account: Account) -> Roles:
    """What the demonstration's officials may do; everybody else as the room people knows them."""
    if settings.MADANG_DEMO and account.part in OFFICIALS:
        try:
            tenant = ELSEWHERE.get(account.part) or _office()
        except (OSError, ValueError):  # there is no province, so no city of its mother either
            return Roles()
        return Roles(tenant, (), OFFICIALS[account.part][2])
    return roles_from_people(account)


@cache
def _found() -> tuple[DemoPerson, ...]:
    return tuple(demo_people(open_population(settings.HOME / "province")))


@cache
def _office() -> str:
    """The 보장기관 of the demonstration's official: of the city where the mother of the story lives."""
    population, day = open_population(settings.HOME / "province"), timezone.localdate()
    mother = next(one for one in _residents() if one.kind == "mother")
    region = family_of(population, mother.resident, day)["residences"][0]["region"]
    return tenant_for_region(load_regions().find(region, day).code, day).tenant
