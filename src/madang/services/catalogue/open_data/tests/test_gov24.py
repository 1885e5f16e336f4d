"""정부24: pages, errors inside HTTP 200, rows with every kind of dirt; null is not zero, all "Y" is anybody."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.service import load_regions
from madang.services.catalogue.open_data.service import (
    AGE_FROM,
    AGE_TO,
    GROUPS,
    INCOME,
    REASONS,
    BadPage,
    Conditions,
    Listing,
    Reason,
    SourceRefused,
    as_json,
    digest,
    gov24,
    place_of,
)

DAY = dt.date(2026, 11, 20)
REGIONS = load_regions()
ROW: dict[str, Any] = {
    "서비스ID": "WII000001", "서비스명": "창원시 교통비 지원", "소관기관명": "경상남도 창원시",
    "소관기관유형": "시군구", "신청기한": "상시", "지원유형": "현금||현물", "조회수": 7,
    "전화문의": "복지과/055-225-0000||콜센터/120", "지원내용": "○ 교통비\r\n○ 매월&#13;\n",
    "등록일시": "20260309101500", "수정일시": None, "새항목": "x",
}  # fmt: skip


def page(rows: list[Any], **said: Any) -> bytes:
    whole = {"page": 1, "perPage": 10, "totalCount": len(rows), "currentCount": len(rows), "data": rows}
    return json.dumps(whole | said, ensure_ascii=False).encode()


def listing(row: object, asks: Conditions | None = None) -> Listing:
    found = gov24.read_listing(row, None, asks, REGIONS, DAY)
    assert isinstance(found, Listing), found
    return found


def refusal(row: object) -> str:
    found = gov24.read_listing(row, None, None, REGIONS, DAY)
    assert isinstance(found, Reason)
    assert found.label.ko.endswith("알리세요.")
    assert found.label.en.endswith("publishes it")
    return found.code


def test_a_page() -> None:
    found = gov24.read_page(b"\xef\xbb\xbf" + page([ROW], totalCount=10_924, page=3))
    assert (found.rows, found.number, found.total) == ((ROW,), 3, 10_924)


GATEWAY = (
    "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
    "<returnAuthMsg>SAID</returnAuthMsg><returnReasonCode>{}</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
)


@pytest.mark.parametrize("code", [*REASONS, "4", "99"])
def test_an_error_of_the_gateway_says_what_to_do(code: str) -> None:
    header = {"cmmMsgHeader": {"returnAuthMsg": "SAID", "returnReasonCode": code}}
    as_xml, as_text = GATEWAY.format(code).encode(), json.dumps({"OpenAPI_ServiceResponse": header}).encode()
    for body in (as_xml, as_text):
        with pytest.raises(SourceRefused) as refused:
            gov24.read_page(body)
        assert refused.value.reason == code.zfill(2)
        assert refused.value.later is (code not in ("10", "12", "20", "30"))
        ko, en = (refused.value.text(language) for language in ("ko", "en"))
        assert any(word in ko for word in ("명령을 다시", "확인하세요"))
        assert any(word in en for word in ("same command again", "check the"))
    assert "SAID" in str(refused.value) or code.zfill(2) in REASONS


def test_a_key_that_is_not_taken() -> None:
    with pytest.raises(SourceRefused, match="MADANG_OPEN_DATA_KEY"):
        gov24.read_page('{"code": -401, "msg": "유효하지 않은 인증키 입니다."}'.encode())


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"{", b"<html><body>busy</body></html>", "{'data': []}".encode("cp949"),
        page([], page="1"), page([], totalCount=-1), page([], data={}), page([ROW], currentCount=2),
        b'{"data": [], "page": 1, "totalCount": NaN}', b"[" * 100_000, page([ROW])[:-9],
        json.dumps({"data": ["가"], "page": 1, "totalCount": 1}, ensure_ascii=False).encode("cp949"),
    ],
)  # fmt: skip
def test_what_is_no_page(body: bytes) -> None:
    with pytest.raises(BadPage) as refused:
        gov24.read_page(body)
    assert "다시 내려" in refused.value.text("ko")
    assert "get it again" in refused.value.text("en")


def test_a_listing() -> None:
    found = listing(ROW)
    assert found.place.code == "4812000000"
    assert found.topics["form"] == ("현금", "현물")
    assert found.contacts == (("복지과", "055-225-0000"), ("콜센터", "120"))
    assert found.words == {"gives": "○ 교통비\n○ 매월"}
    assert found.registered == dt.datetime.fromisoformat("2026-03-09T10:15:00+09:00")
    assert (found.updated, found.notes, found.more) == (None, (), {"새항목": "x"})
    assert found.conditions is None
    assert digest(as_json(found)) == digest(as_json(listing(ROW | {"조회수": 8})))
    assert digest(as_json(found)) != digest(as_json(listing(ROW | {"지원내용": "○ 교통비"})))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (None, "not_a_record"), ("text", "not_a_record"), ([], "not_a_record"), (ROW | {"서비스ID": " "}, "no_id"),
        (ROW | {"서비스ID": "a b'"}, "bad_id"), (ROW | {"서비스명": None}, "no_name"),
        (ROW | {"소관기관명": "\r\n"}, "no_agency"), (ROW | {"지원내용": {"a": 1}}, "not_text"),
        (ROW | {"지원내용": "가" * 100_001}, "too_long"), (ROW | {"서비스명": "가" * 501}, "too_long"),
        (ROW | {"서비스명": True}, "not_text"),
    ],
)  # fmt: skip
def test_what_is_not_taken_says_why(row: object, code: str) -> None:
    assert refusal(row) == code


def test_a_field_that_is_there_twice_is_not_taken() -> None:
    body = page([ROW]).replace('"조회수": 7'.encode(), '"서비스명": "다른 이름"'.encode())
    assert refusal(gov24.read_page(body).rows[0]) == "field_twice"


def test_the_old_form_is_told() -> None:
    found = gov24.key_of({"SVC_ID": "X"})
    assert isinstance(found, Reason)
    assert found.code == "old_form"


def test_a_bad_time_is_noted_and_the_service_taken() -> None:
    assert listing(ROW | {"수정일시": "20260230101010"}).notes == ("bad_time:수정일시",)


def asked(**flags: Any) -> Conditions:
    found = gov24.read_conditions(flags)
    assert isinstance(found, Conditions), found
    return found


EVERY = {field.code: "Y" for group in GROUPS for field in group.fields} | {code: "Y" for code, _, _ in INCOME}


def test_all_y_is_anybody_and_null_is_silence() -> None:
    assert asked(**EVERY) == Conditions(anybody=(*(group.id for group in GROUPS), "income"))
    assert asked(**dict.fromkeys(EVERY)) == asked() == Conditions()
    assert asked(JA0322="Y", JA0313="Y").anybody == ("person",)
    assert asked(JA0313="Y", JA0317=" ").asks == (("person", ("JA0313",)),)
    assert asked(**(EVERY | {"JA0205": None})).asks == (("income", ("JA0201", "JA0202", "JA0203", "JA0204")),)


@pytest.mark.parametrize(
    ("since", "until", "bounds"),
    [
        (None, None, (None, None)),
        (0, 120, (None, None)),
        (None, 0, (None, 0)),
        (19, 34, (19, 34)),
        ("65", "", (65, None)),
    ],
)
def test_null_is_not_zero(since: object, until: object, bounds: tuple[int | None, int | None]) -> None:
    found = asked(**{AGE_FROM: since, AGE_TO: until})
    assert (found.age_from, found.age_to) == bounds


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ({"JA0101": "N"}, "bad_flag"), ({"JA0101": True}, "bad_flag"), ({"JA0101": 1}, "bad_flag"),
        ({AGE_FROM: -1}, "bad_age"), ({AGE_TO: 151}, "bad_age"), ({AGE_TO: 1.5}, "bad_age"),
        ({AGE_TO: True}, "bad_age"), ({AGE_FROM: "스물"}, "bad_age"), ({AGE_FROM: 40, AGE_TO: 39}, "ages_crossed"),
    ],
)  # fmt: skip
def test_conditions_that_cannot_be_read(flags: dict[str, Any], code: str) -> None:
    found = gov24.read_conditions(flags)
    assert isinstance(found, Reason)
    assert found.code == code


def test_a_condition_nobody_knows_is_not_overlooked() -> None:
    asks = asked(JA0499="Y", JA0498=None)
    assert asks.unknown == ("JA0499",)
    assert listing(ROW, asks).notes == ("unknown_code:JA0499",)


def test_agencies_become_places() -> None:
    assert place_of("보건복지부", "중앙행정기관", REGIONS, DAY).state == "nation"
    assert place_of("창원시청", "시군구", REGIONS, DAY).code == "4812000000"
    assert place_of("제주특별자치도교육청", "교육청", REGIONS, DAY).level == "sido"
    unclear = place_of("중구", "시군구", REGIONS, DAY)
    assert unclear.state == "unclear"
    assert len(unclear.candidates) > 3
    assert unclear.why is not None
    assert "서울특별시 중구" in unclear.why.ko
    gone = place_of("경상북도 군위군", "시군구", REGIONS, DAY)
    assert gone.state == "region" or gone.why is not None
    assert place_of("한국장학재단", "공공기관", REGIONS, DAY).state == "unclear"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ROW, AGE_FROM, AGE_TO, "JA0101", "JA9999"]), anything) | anything)
def test_any_row_is_read_or_refused_with_its_reason(row: object) -> None:
    asks = gov24.read_conditions(row)
    detail = gov24.read_detail(row)
    found = gov24.read_listing(
        row, detail if isinstance(detail, dict) else None, asks if isinstance(asks, Conditions) else None, REGIONS, DAY
    )
    if isinstance(found, Listing):
        assert found.key == gov24.key_of(row)
        said = json.dumps(as_json(found), ensure_ascii=False)
        assert "\\u0000" not in said
        said.encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(body: bytes) -> None:
    with suppress(BadPage, SourceRefused):
        gov24.read_page(body)
