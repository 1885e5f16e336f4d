"""복지로: both shapes, repeated siblings, carriage returns as references, double escapes; hostile XML is refused."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.service import load_regions
from madang.services.catalogue.open_data.service import (
    BadPage,
    Listing,
    Reason,
    SourceRefused,
    as_json,
    bokjiro,
    plain,
    read_xml,
    unescaped,
)

DAY = dt.date(2026, 11, 20)
REGIONS = load_regions()
CENTRAL = """<?xml version="1.0" encoding="UTF-8"?>
<wantedList><totalCount>361</totalCount><pageNo>2</pageNo><numOfRows>2</numOfRows><resultCode>0</resultCode>
<servList><servId>WLF00001132</servId><servNm>생계급여</servNm><servDgst>생활이 어려운 &amp;#9312; 사람&#13;</servDgst>
<jurMnofNm>보건복지부</jurMnofNm><jurOrgNm>기초생활보장과</jurOrgNm><inqNum>9</inqNum><rprsCtadr>129</rprsCtadr>
<servDtlLink>https://bokjiro.example/?wlfareInfoId=WLF00001132&amp;wlfareInfoReldBztpCd=01</servDtlLink>
<svcfrstRegTs>20230101</svcfrstRegTs><lifeArray>청년,중장년, 노년</lifeArray><srvPvsnNm>현금지급</srvPvsnNm></servList>
<servList><servNm>이름만</servNm><servId></servId></servList></wantedList>"""
DETAIL = """<wantedDtl><servId>WLF00001132</servId><servNm>생계급여</servNm><jurMnofNm>보건복지부</jurMnofNm>
<wlfareInfoOutlCn>개요&#13;
&#13;
둘째 줄</wlfareInfoOutlCn><tgtrDtlCn>A &amp;lt; B</tgtrDtlCn><crtrYr>2026</crtrYr>
<applmetList><servSeCode>070</servSeCode><servSeDetailNm>방문</servSeDetailNm><servSeDetailLink>읍면동</servSeDetailLink>
</applmetList><applmetList><servSeCode>070</servSeCode><servSeDetailNm>온라인</servSeDetailNm></applmetList>
<inqplCtadrList><servSeDetailNm>보건복지상담센터</servSeDetailNm><servSeDetailLink>129</servSeDetailLink></inqplCtadrList>
<inqplCtadrList><servSeDetailNm>보건복지상담센터</servSeDetailNm><servSeDetailLink>129</servSeDetailLink></inqplCtadrList>
<inqplHmpgReldList><servSeDetailLink>https://www.mohw.go.kr</servSeDetailLink></inqplHmpgReldList>
<baslawList><servSeDetailNm>국민기초생활 보장법</servSeDetailNm></baslawList>
<baslawList><servSeDetailNm>의료급여법</servSeDetailNm></baslawList><basfrmList></basfrmList>
<resultCode>0</resultCode><resultMessage>SUCCESS</resultMessage></wantedDtl>"""
LOCAL = """<wantedList><totalCount>1</totalCount><pageNo>1</pageNo><resultCode>00</resultCode><servList>
<servId>WLF00009999</servId><servNm>효도수당</servNm><ctpvNm>경상남도</ctpvNm><sggNm>창원시</sggNm>
<bizChrDeptNm>노인과</bizChrDeptNm><lastModYmd>20260301</lastModYmd><lifeNmArray>노년</lifeNmArray>
<enfcBgngYmd>20240101</enfcBgngYmd><enfcEndYmd>99991231</enfcEndYmd><aplyMtdNm>방문</aplyMtdNm></servList></wantedList>"""


def read(shape: bokjiro.Shape, row: object, detail: dict[str, object] | None = None) -> Listing:
    found = bokjiro.read_listing(shape, row, detail, REGIONS, DAY)
    assert isinstance(found, Listing), found
    return found


def test_the_central_shape() -> None:
    page = bokjiro.read_list_page(CENTRAL.encode())
    assert (page.number, page.total, len(page.rows)) == (2, 361, 2)
    assert bokjiro.key_of(page.rows[0]) == "WLF00001132"
    nameless = bokjiro.key_of(page.rows[1])
    assert isinstance(nameless, Reason)
    assert nameless.code == "no_id"
    alone = read("central", page.rows[0])
    assert alone.words["purpose"] == "생활이 어려운 ① 사람"
    assert alone.link.endswith("?wlfareInfoId=WLF00001132&wlfareInfoReldBztpCd=01")
    assert alone.contacts == (("", "129"),)
    found = read("central", page.rows[0], bokjiro.read_detail_answer(DETAIL.encode()))
    assert found.place.state == "nation"
    assert found.topics["life"] == ("청년", "중장년", "노년")
    assert found.words["purpose"] == "개요\n\n둘째 줄"
    assert found.words["target"] == "A < B"
    assert found.words["how"] == "방문: 읍면동\n온라인"
    assert found.contacts == (("보건복지상담센터", "129"),)
    assert found.laws == ("국민기초생활 보장법", "의료급여법")
    assert found.apply_at == "https://www.mohw.go.kr"
    assert (found.papers, found.more, found.notes) == ((), {"crtrYr": "2026"}, ())


def test_the_local_shape() -> None:
    page = bokjiro.read_list_page(LOCAL.encode())
    found = read("local", page.rows[0])
    assert (found.agency, found.department, found.place.code) == ("경상남도 창원시", "노인과", "4812000000")
    assert (found.starts, found.ends) == (dt.date(2024, 1, 1), None)
    assert found.topics["life"] == ("노년",)
    assert as_json(found)["conditions"] is None
    without = bokjiro.read_listing("local", {"servId": "W1", "servNm": "이름"}, None, REGIONS, DAY)
    assert isinstance(without, Reason)
    assert without.code == "no_agency"


def test_errors_inside_an_answer() -> None:
    code = "<cmmMsgHeader><returnReasonCode>30</returnReasonCode></cmmMsgHeader>"
    body = f"<OpenAPI_ServiceResponse>{code}</OpenAPI_ServiceResponse>"
    for one in (body, "<wantedList><resultCode>22</resultCode><resultMessage>LIMITED</resultMessage></wantedList>"):
        with pytest.raises(SourceRefused) as refused:
            bokjiro.read_list_page(one.encode())
        assert refused.value.reason in ("30", "22")


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><wantedList><pageNo>&c;</pageNo></wantedList>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname"><wantedList/>'


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"<a>", b"<a><b></a></b>", BOMB.encode(), OUTSIDE.encode(), CENTRAL.encode()[:-20],
        b"<a>" * 5_000, CENTRAL.encode("cp949"), b'<?xml version="1.0" encoding="nothing"?><a/>',
        b"<wantedList/>", b"<wantedList><pageNo>1</pageNo><totalCount>many</totalCount></wantedList>",
    ],
)  # fmt: skip
def test_what_is_no_page(body: bytes) -> None:
    with pytest.raises(BadPage):
        bokjiro.read_list_page(body)
    with pytest.raises(BadPage):
        bokjiro.read_detail_answer(body)


def test_a_page_that_is_whole_but_for_its_document_type_is_refused() -> None:
    assert bokjiro.read_list_page(LOCAL.encode()).total == 1
    with pytest.raises(BadPage, match="DOCTYPE"):
        bokjiro.read_list_page(b"<!DOCTYPE wantedList>" + LOCAL.encode())


def test_a_link_is_not_taken_for_a_reference() -> None:
    assert unescaped("?a=1&copy=2&reg=3") == "?a=1&copy=2&reg=3"
    assert plain("&amp;amp;#13;\r\n\0&#1;가") == "가"


letters = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)


@settings(deadline=None)
@given(letters, st.lists(letters, max_size=4))
def test_escaped_twice_reads_as_once(text: str, names: list[str]) -> None:
    siblings = "".join(f"<baslawList><servSeDetailNm>{escape(name)}</servSeDetailNm></baslawList>" for name in names)

    def body(said: str) -> bytes:
        return f"<wantedDtl><servId>W1</servId><tgtrDtlCn>{said}</tgtrDtlCn>{siblings}</wantedDtl>".encode()

    once, twice = (bokjiro.read_detail_answer(body(said)) for said in (escape(text), escape(escape(text))))
    row = {"servId": "W1", "servNm": "이름", "jurMnofNm": "부"}
    assert read("central", row, twice).words == read("central", row, once).words
    assert len(once.get("baslawList", [])) == len(names)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("<>/&;!a[]\"' ", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(BadPage):
        read_xml(body)
    with suppress(BadPage, SourceRefused):
        bokjiro.read_list_page(body)
