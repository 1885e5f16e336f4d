"""What is held back: seen by operators alone, with where it is off its contract and without anybody's value; let go."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client

from madang.portal.tests.office.house import EVERYTHING, SECRET, event_held, feed_held, signed_in
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("office")
FEED = "/operator/held/feeds/court/"


def acts(name: str) -> list[dict[str, object]]:
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM trust_entry WHERE name = %s AND kind = 'act'", [name])
        return [json.loads(body)["note"] for (body,) in cursor.fetchall()]


def due() -> int:
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mydata_pendingfetch WHERE retry_at IS NOT NULL")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("part", ["resident", "officer", "clerk", ""])
def test_it_is_for_operators_alone(part: str) -> None:
    feed_held()
    client = signed_in(part) if part else Client()
    for address in ("/operator/held/", FEED, f"/operator/held/events/{event_held()}/"):
        response = client.get(address)
        assert response.status_code == (403 if part else 302), address
        assert "대법원" not in response.content.decode()
    assert client.post(FEED, {"why": "열어 줌", "key": "k"}).status_code in (401, 403)
    assert (due(), acts("mydata.release_feed")) == (0, [])


def test_a_feed_with_its_reason_its_fields_and_what_waits_is_let_go_with_a_reason() -> None:
    client = signed_in("city-operator")
    assert "모든 연계가 이어지고 있습니다" in client.get("/operator/held/").content.decode()
    feed_held()
    page = client.get("/operator/held/")
    (line,) = page.context["feeds"]
    assert (line.fields, line.waiting) == (("records", "record", "children"), 2)
    assert "조회 2건이 기다림" in page.content.decode()
    key = client.get(FEED).context["key"]
    empty = client.post(FEED, {"why": "  ", "key": key})
    assert (empty.status_code, due()) == (422, 0)
    said = {"why": "법원이 형식을 고쳤다고 확인함", "key": client.get(FEED).context["key"]}
    for _ in range(2):
        assert client.post(FEED, said).headers["Location"] == "/operator/held/?done=release"
    assert due() == 2
    (note,) = acts("mydata.release_feed")
    assert (note["agency"], note["why"]) == ("court", said["why"])
    assert client.get(FEED).status_code == 404
    assert "모든 연계가 이어지고 있습니다" in client.get("/operator/held/").content.decode()


def test_an_event_is_decided_about_by_the_hubs_operators_who_do_not_read_it() -> None:
    number = event_held()
    address = f"/operator/held/events/{number}/"
    other = signed_in("city-operator")
    assert other.get("/operator/held/").context["events"] == []
    assert other.get(address).status_code == 404
    client = signed_in("operator")
    for page in (client.get("/operator/held/"), client.get(address)):
        assert SECRET not in page.content.decode()
        assert "사건으로 읽을 수 없" in page.content.decode()
    refused = client.post(address, {"why": "다시 받음", "do": "release", "key": "a"})
    assert (refused.status_code, "읽을 수 없습니다" in refused.content.decode()) == (422, True)
    assert "다시 받음" in refused.content.decode(), "what was written is still there"
    assert client.post(address, {"why": "우리 것이 아님", "do": "discard", "key": "b"}).status_code == 302
    assert client.get(address).status_code == 404
    (note,) = acts("hub.discard_event")
    assert (note["quarantined"], note["why"]) == (number, "우리 것이 아님")
