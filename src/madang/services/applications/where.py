"""Which authority decides: that of where the applicant lives."""

from __future__ import annotations

import datetime as dt
from functools import cache

from madang.facts.service import known
from madang.people.service import NoTenant, Responsible, tenant_for_region
from madang.rules.service import ProblemsFound, Regions, load_regions
from madang.services.applications.refusals import NobodyResponsible
from madang.trust.service import entered, system


def responsible_for(applicant: str, day: dt.date) -> Responsible:
    """The authority and unit of the applicant's home on a day. NobodyResponsible where it is not known. Two queries."""
    region = _region_of(applicant, day)
    try:
        if region:
            return tenant_for_region(_regions().find(region, day).code, day)
    except (NoTenant, ProblemsFound):
        pass
    raise NobodyResponsible(
        "주소를 확인할 수 없어 담당 기관을 정하지 못했습니다. 읍·면·동 주민센터에 문의해 주세요.",
        "Your address is not known, so no authority can be found. Please ask at your community centre.",
    )


def _region_of(applicant: str, day: dt.date) -> str:
    with entered(system("applications", tenants=())):
        homes = [
            one.object for one in known([applicant], on=day, names=["person.residence"]) if one.subject == applicant
        ]
        said = known(homes[:1], on=day, names=["residence.region"]) if homes else []
    return str(said[0].value) if said else ""


@cache
def _regions() -> Regions:
    return load_regions()
