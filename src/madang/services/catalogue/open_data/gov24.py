"""정부24 (odcloud gov24/v3, dataset 15113968): pages of serviceList, serviceDetail and supportConditions, and rows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madang.rules.service import Regions
from madang.services.catalogue.open_data.conditions import Conditions, conditions
from madang.services.catalogue.open_data.deadlines import deadline
from madang.services.catalogue.open_data.fields import TWICE, Taken
from madang.services.catalogue.open_data.gateway import gateway_error
from madang.services.catalogue.open_data.listing import Listing
from madang.services.catalogue.open_data.places import place_of
from madang.services.catalogue.open_data.reasons import NotTaken, Reason, reason
from madang.services.catalogue.open_data.refusals import BadPage, key_refused, refused
from madang.services.catalogue.open_data.texts import contacts, listed

LIST, DETAIL, CONDITIONS = "serviceList", "serviceDetail", "supportConditions"
PARTS = (LIST, DETAIL, CONDITIONS)
ID = "서비스ID"
LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """rows as they came, in their order. total: rows of the whole part, as the source says on this page."""

    rows: tuple[Any, ...]
    number: int
    total: int


def read_page(body: bytes) -> Page:
    """A page out of an answer. SourceRefused: an error, whatever HTTP said; BadPage: no page at all."""
    if len(body) > LARGEST:
        raise _bad(f"{len(body):,} bytes")
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        raise gateway_error(text) or _bad("XML")
    try:
        answer = json.loads(text.decode(), object_pairs_hook=_pairs, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _bad(str(error)) from None
    if not isinstance(answer, dict):
        raise _bad(type(answer).__name__)
    if "data" not in answer:
        _raise_error(answer)
    rows, number, total = answer.get("data"), _count(answer.get("page")), _count(answer.get("totalCount"))
    if not isinstance(rows, list) or number is None or total is None:
        raise _bad("page, totalCount, data")
    said = _count(answer.get("currentCount"))
    if said is not None and said != len(rows):
        raise _bad(f"currentCount {said}, {len(rows)} rows")
    return Page(tuple(rows), number, total)


def key_of(row: object) -> str | Reason:
    """The id of a row, or why it has none."""
    try:
        taken = Taken(row)
        if ID not in taken.row and "SVC_ID" in taken.row:
            raise NotTaken(reason("old_form", "SVC_ID"))
        return taken.key(ID)
    except NotTaken as not_taken:
        return not_taken.reason


def read_conditions(row: object) -> Conditions | Reason:
    """The conditions of a row of supportConditions, or why they cannot be had."""
    try:
        return conditions(Taken(row).row)
    except NotTaken as not_taken:
        return not_taken.reason


def read_detail(row: object) -> dict[str, Any] | Reason:
    """What a row of serviceDetail adds to a Listing, as its fields; or why not."""
    try:
        taken = Taken(row)
        papers = [taken.text(name) for name in ("구비서류", "본인확인필요구비서류")]
        laws = [taken.text(name) for name in ("법령", "행정규칙", "자치법규")]
        return {
            "apply_at": taken.line("온라인신청사이트URL"),
            "papers": tuple(part for text in papers for part in listed(text.replace("\n", "||"))),
            "laws": tuple(part for text in laws for part in listed(text)),
            "offices": listed(taken.text("접수기관명")),
            "contacts": contacts(taken.text("문의처")),
            "purpose": taken.text("서비스목적"),
            "by_official": listed(taken.text("공무원확인구비서류").replace("\n", "||")),
        }
    except NotTaken as not_taken:
        return not_taken.reason


def read_listing(
    row: object, detail: Mapping[str, Any] | None, asks: Conditions | None, regions: Regions, on: dt.date
) -> Listing | Reason:
    """A row of serviceList, with what the other two parts say where they could be read. on: the day of its regions."""
    try:
        return _listing(Taken(row), detail or {}, asks, regions, on)
    except NotTaken as not_taken:
        return not_taken.reason


def _listing(
    taken: Taken, detail: Mapping[str, Any], asks: Conditions | None, regions: Regions, on: dt.date
) -> Listing:
    taken.skip("조회수")  # counts visitors: it differs every day and says nothing of the service
    key, name = taken.key(ID), taken.name("서비스명", "no_name")
    agency, kind = taken.name("소관기관명", "no_agency"), taken.line("소관기관유형")
    words = {
        "purpose": taken.text("서비스목적요약"), "target": taken.text("지원대상"), "criteria": taken.text("선정기준"),
        "gives": taken.text("지원내용"), "how": taken.text("신청방법"),
    }  # fmt: skip
    words["purpose"] = detail.get("purpose") or words["purpose"]
    topics = {"form": taken.text("지원유형"), "for": taken.text("사용자구분"), "field": taken.text("서비스분야")}
    own_contacts, own_offices = contacts(taken.text("전화문의")), listed(taken.text("접수기관"))
    place, until = place_of(agency, kind, regions, on), deadline(taken.text("신청기한"))
    registered, updated = taken.moment("등록일시"), taken.moment("수정일시")
    notes = [*taken.notes, *(f"unknown_code:{code}" for code in (asks.unknown if asks else ()))]
    rest = {"link": taken.line("상세조회URL"), "code": taken.line("소관기관코드"), "part": taken.line("부서명")}
    more = taken.rest()
    if detail.get("by_official"):
        more["공무원확인구비서류"] = "||".join(detail["by_official"])
    return Listing(
        key, name, agency, kind, rest["code"], rest["part"], place,
        words={name: text for name, text in words.items() if text},
        topics={name: found for name, text in topics.items() if (found := listed(text))},
        deadline=until, link=rest["link"], apply_at=detail.get("apply_at", ""),
        contacts=detail.get("contacts") or own_contacts, papers=detail.get("papers", ()),
        laws=detail.get("laws", ()), offices=detail.get("offices") or own_offices, conditions=asks,
        registered=registered, updated=updated, notes=tuple(notes), more=more,
    )  # fmt: skip


def _raise_error(answer: Mapping[str, Any]) -> None:
    """An error that came with HTTP 200: {"code": -401, "msg": …}, or the gateway's header as JSON."""
    said = str(answer.get("msg") or answer.get("message") or answer.get("errMsg") or answer.get("returnAuthMsg") or "")
    for name in ("OpenAPI_ServiceResponse", "cmmMsgHeader", "response", "header"):
        inner = answer.get(name)
        if isinstance(inner, dict):
            _raise_error(inner)
    code = answer.get("code", answer.get("returnReasonCode", answer.get("resultCode")))
    if code is not None:
        raise key_refused(said) if str(code) in ("-401", "401") else refused(str(code)[:20], said)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        found[TWICE] = sorted({name for name in names if names.count(name) > 1})
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _bad(detail: str) -> BadPage:
    detail = " ".join(detail.split())[:120]
    return BadPage(
        f"정부24의 쪽으로 읽을 수 없습니다 ({detail}). 주소나 파일을 확인하고 다시 내려 받으세요.",
        f"this cannot be read as a page of 정부24 ({detail}): check the address or the file, and get it again",
    )
