"""The made-up catalogue as 정부24 publishes it: rows of gov24 v3's three parts, with the dirt that is met there.

All shares are assumed. What must end in quarantine is counted while it is drawn, so that a test can compare.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from madang.rules.service import Regions
from madang.services.catalogue.open_data.service import gov24
from madang.simulation.catalogue.records import Record, draw

DEADLINES = (
    ("상시", 0.35), ("상시신청", 0.1), ("2026.03.09~", 0.08), ("2026. 3. 9.(월) ~ 2026. 4. 10.(금)", 0.08),
    ("매년 2월", 0.06), ("예산 소진 시까지", 0.08), ("접수기관별 상이", 0.1), ("출생일로부터 60일 이내", 0.05),
    ("2026.02.30~", 0.01), ("", 0.05), (None, 0.04),
)  # fmt: skip
WORDS = (
    "○ 지원내용\r\n - 월 1회 지급\r\n",
    "① 대상자 확인&#13;\n② 지급 &amp;amp; 정산",
    "모의 자료입니다.\u3000\r\n\r\n\r\n\r\n끝",
)
BARE = 0.03
"""Of local services, those whose agency is written without its province, which can mean several places."""


@dataclass(slots=True)
class Published:
    """rows by part, in order. refused: how many rows each code of a reason must be counted for."""

    rows: dict[str, list[Any]] = field(default_factory=lambda: {part: [] for part in gov24.PARTS})
    refused: Counter[str] = field(default_factory=Counter)

    def pages(self, part: str, size: int) -> Iterator[bytes]:
        """Pages of a part as the source sends them; at least one."""
        rows = self.rows[part]
        for number in range(1, max(1, -(-len(rows) // size)) + 1):
            yield self.page(part, number, size)

    def page(self, part: str, number: int, size: int) -> bytes:
        """One page; past the last it is empty."""
        rows = self.rows[part]
        shown = rows[(number - 1) * size : number * size]
        answer = {
            "page": number, "perPage": size, "totalCount": len(rows), "currentCount": len(shown),
            "matchCount": len(rows), "data": shown,
        }  # fmt: skip
        return json.dumps(answer, ensure_ascii=False).encode()


def publish(size: int, seed: int, on: dt.date, regions: Regions, *, dirt: float = 0.01) -> Published:
    """`size` rows of the list, the same for the same arguments. dirt: share of rows that cannot be taken."""
    found, chance = Published(), random.Random(seed * 7 + 1)
    for record in draw(size, seed, on, regions):
        listed, detail, asks = _listed(chance, record), _detail(chance, record), _asks(record)
        _put(found, chance, dirt, listed, detail, asks)
    return found


def write(found: Published, folder: Path, size: int = 1_000) -> None:
    """The pages as files: serviceList-1.json and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in gov24.PARTS:
        for number, page in enumerate(found.pages(part, size), 1):
            (folder / f"{part}-{number}.json").write_bytes(page)


def _put(found: Published, chance: random.Random, dirt: float, *rows: Record) -> None:
    """One service's rows; of some, one row is spoiled, and what hangs on a list row that is goes with it."""
    listed, detail, asks = rows
    spoil = chance.choice(SPOILS) if chance.random() < dirt else None
    if spoil is None:
        parts: tuple[Any, ...] = (listed, detail, asks)
    else:
        code, part, change = spoil
        changed = change((listed, detail, asks)[part])
        parts = tuple(changed if place == part else row for place, row in enumerate((listed, detail, asks)))
        found.refused[code] += 1
        if code == "repeated":
            changed_list = found.rows[gov24.LIST]
            if not changed_list:
                found.refused[code] -= 1
                parts = (listed, detail, asks)
            else:
                found.refused["no_list_record"] += 2
                first = next(
                    row for row in changed_list if isinstance(row, dict) and str(row.get(gov24.ID)).startswith("MOCK")
                )
                parts = (listed | {gov24.ID: first[gov24.ID]}, detail, asks)
        elif part == 0:
            found.refused["no_list_record"] += 2
    for name, row in zip(gov24.PARTS, parts, strict=True):
        found.rows[name].append(row)


SPOILS: tuple[tuple[str, int, Callable[[Record], Any]], ...] = (
    ("no_id", 0, lambda row: row | {gov24.ID: ""}),
    ("bad_id", 0, lambda row: row | {gov24.ID: "WII 00/1"}),
    ("no_name", 0, lambda row: row | {"서비스명": " \r\n"}),
    ("no_agency", 0, lambda row: row | {"소관기관명": None}),
    ("not_text", 0, lambda row: row | {"지원내용": ["목록"]}),
    ("too_long", 0, lambda row: row | {"서비스명": "가" * 600}),
    ("not_a_record", 0, lambda row: None),
    ("old_form", 0, lambda row: {"SVC_ID": row[gov24.ID], "서비스명": row["서비스명"]}),
    ("repeated", 0, lambda row: row),
    ("not_text", 1, lambda row: row | {"구비서류": {"목록": []}}),
    ("bad_flag", 2, lambda row: row | {"JA0101": "N"}),
    ("bad_age", 2, lambda row: row | {"JA0110": -1}),
    ("ages_crossed", 2, lambda row: row | {"JA0110": 65, "JA0111": 19}),
)
"""(code, part, how the row is spoiled); a detail or conditions that cannot be read leave their service in the list."""


def _listed(chance: random.Random, record: Record) -> Record:
    agency = record["소관기관명"]
    if record["소관기관유형"] == "지방자치단체" and chance.random() < BARE:
        agency = agency.split(" ")[-1]
    return {
        gov24.ID: record[gov24.ID], "지원유형": record["지원유형"], "서비스명": f"{record['서비스명']} (모의)",
        "서비스목적요약": chance.choice(WORDS), "지원대상": chance.choice(WORDS),
        "선정기준": None if record["소관기관유형"] == "지방자치단체" else chance.choice(WORDS),
        "지원내용": chance.choice(WORDS), "신청방법": "방문||온라인신청",
        "신청기한": chance.choices([text for text, _ in DEADLINES], [share for _, share in DEADLINES])[0],
        "상세조회URL": f"https://plus.gov.example/{record[gov24.ID]}", "소관기관코드": "", "소관기관명": agency,
        "부서명": "복지과", "조회수": chance.randrange(10_000), "소관기관유형": record["소관기관유형"],
        "사용자구분": "개인", "서비스분야": "생활안정", "접수기관": None, "전화문의": "복지과/02-000-0000||콜센터/120",
        "등록일시": "20230501093000", "수정일시": chance.choice(("20260309101500", "2026-13-40", None)),
    }  # fmt: skip


def _detail(chance: random.Random, record: Record) -> Record:
    return {
        gov24.ID: record[gov24.ID], "서비스명": f"{record['서비스명']} (모의)", "서비스목적": chance.choice(WORDS),
        "구비서류": "신청서\r\n통장 사본||신분증", "접수기관명": "읍면동 주민센터", "문의처": "복지과/02-000-0000",
        "온라인신청사이트URL": None, "행정규칙": None, "자치법규": "모의 조례(제1조)", "법령": None,
        "공무원확인구비서류": "주민등록표 등본", "본인확인필요구비서류": None,
    }  # fmt: skip


def _asks(record: Record) -> Record:
    flags = {name: value for name, value in record.items() if name.startswith("JA")}
    return {gov24.ID: record[gov24.ID], "서비스명": record["서비스명"], **flags}
