"""Rows of the catalogue, drawn: who offers what to whom, in the fields of 정부24's open data.

Every share here is assumed, near what the open data is reported to hold (docs/catalogue.md).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any

from madang.rules.service import Region, Regions
from madang.services.catalogue.open_data import service as fields

Record = dict[str, Any]
"""One service: 서비스ID, 서비스명, 소관기관명 …, and the JA codes, "Y" or None; ages are whole numbers."""

MINISTRIES = (
    "보건복지부", "고용노동부", "여성가족부", "교육부", "국토교통부", "농림축산식품부", "해양수산부", "중소벤처기업부",
    "국가보훈부", "산림청", "문화체육관광부", "과학기술정보통신부", "행정안전부", "환경부", "통일부", "금융위원회",
)  # fmt: skip
LEVELS = (("district", 0.8), ("province", 0.1), ("nation", 0.1))
AGES: tuple[tuple[int | None, int, float], ...] = (
    (None, 5, 0.05), (None, 7, 0.06), (6, 12, 0.06), (7, 18, 0.07), (13, 18, 0.06), (9, 24, 0.05), (19, 34, 0.14),
    (19, 39, 0.12), (18, 45, 0.05), (18, 49, 0.03), (40, 64, 0.05), (50, 120, 0.03), (60, 120, 0.06), (65, 120, 0.15),
    (70, 120, 0.02),
)  # fmt: skip
AGES_OF_ITS_OWN = 0.12
"""Of the services with ages, those whose ends are a little off the usual ones."""
INCOMES = ((1, 0.3), (2, 0.2), (3, 0.3), (4, 0.2))
"""The lowest so many bands."""
THINGS = (
    ("생활비", "현금"), ("의료비", "현금"), ("교육비", "현금"), ("교통비", "현금"), ("주거비", "현금"),
    ("양육비", "현금"), ("장학금", "현금"), ("건강검진", "서비스"), ("방문 돌봄", "서비스"),
    ("상담", "서비스"), ("직업훈련", "서비스"), ("문화 활동", "이용권"), ("급식", "현물"),
    ("난방용품", "현물"), ("융자 이자", "현금"), ("보험료", "현금"),
)  # fmt: skip


def draw(size: int, seed: int, on: dt.date, regions: Regions) -> Iterator[Record]:
    """`size` rows, the same for the same arguments; agencies are those of the day."""
    chance = random.Random(seed)
    valid = [row for row in regions.rows if row.valid_on(on)]
    districts = [row for row in valid if row.level == "sigungu"]
    provinces = [row for row in valid if row.level == "sido"]
    for number in range(1, size + 1):
        row = _offered(chance, number, districts, provinces)
        yield row | (_for_organisations(chance) if chance.random() < 0.089 else _for_people(chance))


def _offered(chance: random.Random, number: int, districts: Sequence[Region], provinces: Sequence[Region]) -> Record:
    level = chance.choices([name for name, _ in LEVELS], [share for _, share in LEVELS])[0]
    if level == "nation":
        agency, kind = chance.choice(MINISTRIES), "중앙행정기관"
    else:
        agency = chance.choice(districts if level == "district" else provinces).name
        kind = "지방자치단체"
    thing, form = chance.choice(THINGS)
    return {
        "서비스ID": f"MOCK{number:08d}",
        "서비스명": f"{agency.split(' ')[-1]} {thing} 지원",
        "지원유형": form,
        "소관기관명": agency,
        "소관기관유형": kind,
    }


def _for_people(chance: random.Random) -> Record:
    row: Record = _ages(chance) if chance.random() < 0.46 else {fields.AGE_FROM: None, fields.AGE_TO: 120}
    row |= _sexes(chance)
    row |= _incomes(chance)
    row |= _flags(chance, fields.PERSON, 0.62, (0.27, 0.25, 0.22, 0.15, 0.11))
    row |= _flags(chance, fields.HOUSEHOLD, 0.45, (0.4, 0.3, 0.18, 0.12))
    row |= _flags(chance, fields.BUSINESS, 0.07, (0.7, 0.3))
    kinds = sum(row[code] == "Y" for code in fields.BUSINESS.codes)
    restricted = 0 < kinds < len(fields.BUSINESS.codes)
    return row | (_flags(chance, fields.TRADE, 0.4, (0.7, 0.3)) if restricted else {})


def _for_organisations(chance: random.Random) -> Record:
    """What asks nothing of a person: only firms and institutions can have it."""
    row: Record = _flags(chance, fields.ORGANISATION, 1.0, (0.85, 0.15))
    return row | _flags(chance, fields.INDUSTRIES, 0.35, (0.6, 0.4))


def _ages(chance: random.Random) -> Record:
    since, until, _ = chance.choices(AGES, [share for *_, share in AGES])[0]
    if chance.random() < AGES_OF_ITS_OWN:
        since = None if since is None else max(0, since + chance.randint(-3, 3))
        until = until if until == fields.NO_AGE_LIMIT else max((since or 0) + 1, until + chance.randint(-2, 6))
    return {fields.AGE_FROM: since, fields.AGE_TO: until}


def _sexes(chance: random.Random) -> Record:
    drawn = chance.random()
    return {"JA0101": None if drawn < 0.05 else "Y", "JA0102": None if 0.05 <= drawn < 0.055 else "Y"}


def _incomes(chance: random.Random) -> Record:
    bands = chance.choices([n for n, _ in INCOMES], [share for _, share in INCOMES])[0] if chance.random() < 0.27 else 5
    return {code: "Y" if place < bands else None for place, (code, _, _) in enumerate(fields.INCOME)}


def _flags(chance: random.Random, group: fields.Group, restricted: float, counts: Sequence[float]) -> Record:
    """The group's flags: so many of them, or one of the three ways to write «anyone»."""
    codes = [field.code for field in group.fields]
    if chance.random() < restricted:
        count = min(chance.choices(range(1, len(counts) + 1), counts)[0], len(codes) - 1)
        chosen = set(chance.sample(codes, count))
    else:
        chosen = set(chance.choice([codes, [], [group.anyone or codes[0]] if group.anyone else []]))
    return {code: "Y" if code in chosen else None for code in group.codes}
