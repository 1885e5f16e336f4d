"""A source over HTTP: pages, a key in a header, moods that pass, and refusals that do not."""

from __future__ import annotations

import datetime as dt
import json
import socket

import pytest

from madang.services.catalogue.listed.http import Served
from madang.services.catalogue.listed.portals import PORTALS
from madang.services.catalogue.listed.service import Done, SourceMissing, import_from, last_import, source_at
from madang.services.catalogue.listed.tests.kept import versions
from madang.services.catalogue.open_data.service import BadPage, SourceRefused
from madang.simulation.service import CatalogueServer, Published, publish_catalogue, serving

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)
KEY = "a+key/of=data"
HEADER = b"<cmmMsgHeader><returnReasonCode>04</returnReasonCode></cmmMsgHeader>"
BUSY = (200, b"<OpenAPI_ServiceResponse>" + HEADER + b"</OpenAPI_ServiceResponse>")
SPENT_AS_XML = (200, BUSY[1].replace(b"04", b"22"))
SPENT = (200, json.dumps({"code": 22, "msg": "LIMITED"}).encode())


@pytest.fixture(scope="module")
def published() -> Published:
    return publish_catalogue(120, 9, on=DAY, dirt=0.1)


def brought(server: CatalogueServer, key: str = KEY) -> Done:
    return import_from(Served(PORTALS["gov24"], server.address, key, rows=50, waits=(0.0, 0.0)), DAY)


def test_the_pages_of_a_server_are_imported(published: Published) -> None:
    with serving(published, key=KEY) as server:
        done = brought(server)
        assert (done.rows_in, done.counts["reasons"]) == (360, dict(published.refused))
        rows = versions()
        assert brought(server).counts["unchanged"] == done.counts["new"]
    assert versions() == rows
    assert len(server.asked) == 2 * 3 * 3
    assert KEY not in "".join(server.asked)
    last = last_import("gov24")
    assert last is not None
    assert KEY not in str(last)


def test_moods_pass(published: Published) -> None:
    moods = [(503, b""), BUSY, None, (500, b"x"), (200, b"<html>busy</html>"), None, BUSY]
    with serving(published, key=KEY, moods=moods) as server:
        assert brought(server).rows_in == 360


@pytest.mark.parametrize(
    ("mood", "expected", "words"),
    [
        (SPENT, SourceRefused, "tomorrow"), ((429, b""), SourceRefused, "tomorrow"),
        ((401, b"{}"), SourceRefused, "MADANG_OPEN_DATA_KEY"), ((404, b""), SourceMissing, "check it"),
    ],
)  # fmt: skip
def test_what_waiting_does_not_help_is_refused_at_once_and_gone_on_with(
    published: Published, mood: tuple[int, bytes], expected: type[Exception], words: str
) -> None:
    with serving(published, key=KEY, moods=[None, None, mood]) as server:
        with pytest.raises(expected, match=words):
            brought(server)
        assert len(server.asked) == 3
        done = brought(server)
        assert done.resumed
        assert len(server.asked) == 3 + 7


def test_moods_that_do_not_pass(published: Published) -> None:
    with serving(published, moods=[(503, b"")] * 3 + [BUSY] * 3) as server:
        with pytest.raises(SourceMissing, match="HTTP 503"):
            brought(server)
        with pytest.raises(SourceRefused, match="04"):
            brought(server)
        assert brought(server).resumed


def test_a_key_that_is_wrong(published: Published) -> None:
    with serving(published, key=KEY) as server, pytest.raises(SourceRefused, match="MADANG_OPEN_DATA_KEY") as refused:
        brought(server, "wrong key")
    assert "wrong key" not in str(refused.value)


def test_nobody_is_followed_elsewhere(published: Published) -> None:
    """The key would go along."""
    with serving(published) as other, serving(published, moods=[(302, b"")]) as server:
        server.elsewhere = other.address + "/serviceList?page=1&perPage=50"
        with pytest.raises(SourceMissing, match="HTTP 302"):
            brought(server)
    assert other.asked == []


def test_a_server_that_sends_the_same_page_again_and_again(published: Published) -> None:
    first = published.page("serviceList", 1, 50)
    with serving(published, moods=[None, (200, first)]) as server, pytest.raises(BadPage, match="page 2"):
        brought(server)


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/v3"
        with pytest.raises(SourceMissing, match="no answer"):
            import_from(Served(PORTALS["gov24"], address, waits=()), DAY)


@pytest.mark.parametrize("address", ["http://", "https://host/v3?serviceKey=x"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(SourceMissing, match="http"):
        source_at("gov24", address)


def test_details_are_asked_for_one_by_one(published: Published) -> None:
    """복지로: the list with its page number, then each service; the key goes into the query and nowhere else."""
    head = "<totalCount>2</totalCount><pageNo>1</pageNo><resultCode>0</resultCode>"
    rows = "".join(
        f"<servList><servId>W{number}</servId><servNm>지원</servNm><jurMnofNm>부</jurMnofNm></servList>"
        for number in "12"
    )
    pages = [
        f"<wantedList>{head}{rows}</wantedList>",
        "<wantedDtl><servId>W1</servId><alwServCn>돈</alwServCn></wantedDtl>",
    ]
    moods = [(200, page.encode()) for page in pages] + [
        SPENT_AS_XML,
        (200, b"<wantedDtl><servId>W2</servId></wantedDtl>"),
    ]
    with serving(published, moods=moods[:3]) as server:
        source = Served(PORTALS["bokjiro_central"], server.address, KEY, rows=500, waits=())
        with pytest.raises(SourceRefused, match="tomorrow") as refused:
            import_from(source, DAY)
        assert "a%2Bkey" not in str(refused.value)
        server.moods = [*((200, page.encode()) for page in pages[1:]), moods[3]]
        done = import_from(source, DAY)
    assert (done.resumed, done.rows_in, done.accepted) == (True, 4, 4)
    assert [path.split("/")[-1].split("?")[0] for path in server.asked] == [
        "NationalWelfarelistV001", *["NationalWelfaredetailedV001"] * 4,
    ]  # fmt: skip
    assert "pageNo=1&numOfRows=500" in server.asked[0]
    assert [path.split("servId=")[1].split("&")[0] for path in server.asked[1:]] == ["W1", "W2", "W1", "W2"]
    assert all("serviceKey=a%2Bkey%2Fof%3Ddata" in path for path in server.asked)
