"""A few records as 정부24 would publish them, imported as any."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

from madang.services.catalogue.listed.service import import_from, source_at

JONGNO = "1111000000"
PARTS = ("serviceList", "serviceDetail", "supportConditions")


def service(key: str, name: str | None, **more: Any) -> dict[str, Any]:
    """A row of serviceList; of a ministry unless it says otherwise."""
    agency = {"소관기관명": "보건복지부", "소관기관유형": "중앙행정기관"}
    return {"서비스ID": key, "서비스명": name, **agency, "신청기한": "상시", **more}


def listing(*rows: dict[str, Any], conditions: dict[str, dict[str, Any]] | None = None) -> None:
    """Imports a list; conditions: by id, the codes that are said."""
    asks = [{"서비스ID": row["서비스ID"], **(conditions or {}).get(row["서비스ID"], {})} for row in rows]
    parts = dict(zip(PARTS, (list(rows), [], asks), strict=True))
    with tempfile.TemporaryDirectory() as name:
        for part, said in parts.items():
            page = {"page": 1, "perPage": 1000, "totalCount": len(said), "currentCount": len(said), "data": said}
            (Path(name) / f"{part}-1.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        import_from(source_at("gov24", name), dt.date(2026, 11, 1))


def some(*more: dict[str, Any]) -> None:
    """Help with the rent in two places, one for women from 19, one with a dangerous address; a row without a name."""
    listing(
        service("A1", "청년 월세 특별지원", 서비스목적요약="월세를 지원합니다.", 지원내용="<b>20만</b> 원",
                서비스분야="주거·자립", 상세조회URL="https://www.gov.kr/A1"),
        service("A2", "월세 지원", 소관기관명="서울특별시 종로구", 소관기관유형="지방자치단체",
                상세조회URL="javascript:alert(1)"),
        service("A3", "여성 건강 지원", 서비스분야="보건·의료"),
        service("B1", None),
        *more,
        conditions={"A3": {"JA0110": 19, "JA0102": "Y"}},
    )  # fmt: skip
