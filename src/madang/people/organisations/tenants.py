"""Which authority is responsible for a place on a day."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from madang.people.organisations.reading import read_organisations
from madang.people.organisations.whole import DIGITS
from madang.people.refusals import NoTenant
from madang.rules.service import KOREA, ProblemsFound, Regions, load_regions


class Responsible(NamedTuple):
    """tenant: the organisation's id. unit: the part of it that the code names or lies in, else "".

    The part is a general district (창원시 의창구), an administrative city (제주시) or, for such a code, a 읍·면·동.
    """

    tenant: str
    unit: str


@cache
def _tables() -> tuple[Regions, frozenset[str], frozenset[str]]:
    regions, pack = load_regions(KOREA), read_organisations(KOREA)
    return regions, frozenset(pack.administrative), frozenset(town[0] for town in pack.towns)


def tenant_for_region(code: str, day: dt.date) -> Responsible:
    """The 시·군·자치구 (or 특별자치시·도) a code lies in on that day; a 시·도's code gives itself.

    A general district belongs to its city, an administrative city to its special self-governing province, 세종 is one
    authority. code: 10 digits, of a region, or of a 읍·면·동 within one. Raises NoTenant, which names what followed.
    """
    regions, administrative, towns = _tables()
    known = code in regions.by_code
    if not known and not (len(code) == 2 * DIGITS and code.isascii() and code.isdigit()):
        raise NoTenant("지역은 10자리 코드로 적습니다.", "A region is given by its code of 10 digits.")
    try:
        region = regions.find(code if known else code[:DIGITS] + "0" * DIGITS, day)
    except ProblemsFound as found:
        raise NoTenant(found.text("ko"), found.text("en")) from None
    part = region.code if region.level == "gu" or region.code in administrative else ""
    unit = part if known else code if code in towns else part
    where = regions.whereabouts(region, day)
    district, province = where.get("region.district", ""), where.get("region.province", "")
    if district and district not in administrative:
        return Responsible(district[:DIGITS], unit)
    if not district:
        single = [row for row in regions.by_name[region.name] if row.level == "sigungu" and row.valid_on(day)]
        return Responsible((single[0].code if single else region.code)[:DIGITS], unit)
    return Responsible(province[:DIGITS], unit)
