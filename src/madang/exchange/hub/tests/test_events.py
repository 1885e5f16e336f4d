"""Life events: accepted once, taken once and in order, kept in quarantine when they cannot be."""

from __future__ import annotations

import json
import threading
import time
import uuid
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import connection

from madang.exchange.hub import service as hub
from madang.exchange.hub.events.keeping import CHANNEL
from madang.exchange.hub.models import Event, Quarantined
from madang.exchange.hub.tests.calling import Caller, Said
from madang.exchange.hub.tests.conftest import CLIENT, EVENT, OWNER
from madang.exchange.hub.tests.serving import BY, database_url, logged
from madang.exchange.hub.tests.test_served import until
from madang.trust import service as trust

WORKER = trust.system("worker")
STRUCTURED = {"content-type": "application/cloudevents+json"}


def event(number: str = "S0000001", **more: Any) -> dict[str, Any]:
    made = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/office", "type": EVENT,
            "time": "2026-11-20T09:00:00+09:00", "datacontenttype": "application/json",
            "data": {"number": number}}  # fmt: skip
    return made | more


def publish(caller: Caller, made: Any) -> Said:
    body = made if isinstance(made, bytes) else json.dumps(made).encode()
    return replace(caller, also=caller.also or STRUCTURED).call("POST", "/events", "", body)


def taken(most: int = 100) -> list[hub.TakenEvent]:
    with trust.entered(WORKER):
        return hub.take_events("worker", most)


def test_an_accepted_event_is_taken_once(publisher: Caller) -> None:
    made = event()
    said = publish(publisher, made)
    assert (said.status, said.json) == (202, {"status": "accepted"})
    [one] = taken()
    assert (one.id, one.source, one.type, one.publisher) == (made["id"], "/office", EVENT, OWNER)
    assert one.event["data"] == {"number": "S0000001"}
    assert taken() == []
    [(actor, body)] = logged(publisher.ids)
    assert (actor, body["service"], body["status"]) == (f"agency:{OWNER}", "events", 202)
    assert "S0000001" not in json.dumps(body)
    assert "S0000001" not in Event.__str__(Event(type=one.type, event_id=one.id))


def test_said_again_it_is_one_event(publisher: Caller) -> None:
    made = event()
    assert [publish(publisher, made).status for _ in range(3)] == [202, 202, 202]
    assert len(taken()) == 1
    assert hub.quarantined() == []


def test_binary_mode_is_understood(publisher: Caller) -> None:
    fields = {"content-type": "application/json", "ce-specversion": "1.0", "ce-id": "b1", "ce-source": "/office",
              "ce-type": EVENT, "ce-time": "2026-11-20T09:00:00Z", "ce-subject": "somebody"}  # fmt: skip
    assert publish(replace(publisher, also=fields), {"number": "S1", "n": 7}).json == {"status": "accepted"}
    [one] = taken()
    assert one.event["data"] == {"number": "S1", "n": 7}
    assert one.event["subject"] == "somebody"


def test_events_about_one_person_keep_their_order(publisher: Caller) -> None:
    for number, n in (("S1", 1), ("S1", 2), ("S2", 3), ("S1", 4)):
        publish(publisher, event(number, data={"number": number, "n": n}))
    assert [one.event["data"]["n"] for one in taken()] == [1, 3]
    with trust.entered(WORKER):
        assert [one.event["data"]["n"] for one in hub.take_events("worker")] == [2]
        # Another worker, while this one is not through: nothing of S1.
        with psycopg.connect(database_url(), autocommit=True) as other:
            other.execute("SELECT set_config('madang.tenants', '*', false)")
            from madang.exchange.hub.events.taking import _TAKE

            assert other.execute(_TAKE, ["worker", 10]).fetchall() == []
    assert [one.event["data"]["n"] for one in taken()] == [4]


def test_what_fails_is_there_again(publisher: Caller) -> None:
    publish(publisher, event())
    with pytest.raises(ZeroDivisionError), trust.entered(WORKER):
        assert len(hub.take_events("worker")) == 1 / 0
    assert len(taken()) == 1
    with pytest.raises(RuntimeError, match="transaction"):
        hub.take_events("worker")


def test_without_context_no_event_is_there(publisher: Caller) -> None:
    publish(publisher, event())
    with psycopg.connect(database_url()) as plain:
        for table in ("hub_event", "hub_delivery", "hub_quarantined"):
            assert plain.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    with psycopg.connect(database_url()) as worker:
        worker.execute("SELECT set_config('madang.tenants', '*', false)")
        with pytest.raises(psycopg.errors.RestrictViolation):
            worker.execute("UPDATE hub_event SET source = '/forged'")


def test_the_bell_rings_at_once(publisher: Caller) -> None:
    rung: list[float] = []
    bell = trust.bell(CHANNEL, 5.0)
    next(bell)

    def wait() -> None:
        next(bell)
        rung.append(time.monotonic())

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    time.sleep(0.1)
    publish(publisher, event())
    answered = time.monotonic()
    thread.join(5)
    assert rung
    assert rung[0] - answered < 0.5


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (b"{", "malformed"),
        (b"[]", "malformed"),
        (b"\xff\x00", "malformed"),
        ({"type": EVENT}, "malformed"),
        ({**event(), "specversion": "0.3"}, "malformed"),
        ({**event(), "time": "yesterday"}, "malformed"),
        ({**event(), "time": "2026-11-20T09:00:00"}, "malformed"),
        ({**event(), "id": ""}, "malformed"),
        ({**event(), "id": "x" * 300}, "malformed"),
        ({**event(), "data": {"number": "a\x00b"}}, "malformed"),
        ({**event(), "type": "kr.test.unheard"}, "unknown_type"),
        ({**event(), "source": "/elsewhere"}, "foreign_source"),
        ({**event(), "data": {"number": 1}}, "off_contract"),
        ({**event(), "data": {"number": "S1", "name": "김"}}, "off_contract"),
        ({**event(), "data": None}, "off_contract"),
    ],
)
def test_what_cannot_be_accepted_is_kept_with_its_reason(publisher: Caller, made: Any, reason: str) -> None:
    said = publish(publisher, made)
    assert (said.status, said.json) == (202, {"status": "quarantined", "reason": reason})
    publish(publisher, made)
    [held] = hub.quarantined()
    assert (held.reason, held.publisher) == (reason, OWNER)
    assert held.body == (made if isinstance(made, bytes) else json.dumps(made).encode())
    assert held.label.ko
    assert held.label.en
    assert taken() == []
    with pytest.raises(hub.StillNotAcceptable):
        hub.release(held.id, "official:kim")
    hub.discard(held.id, "official:kim")
    assert hub.quarantined() == []
    with pytest.raises(hub.NotWaiting):
        hub.discard(held.id, "official:kim")
    with trust.entered(WORKER):
        assert Quarantined.objects.get().state == "discarded"


def test_an_id_with_another_content_is_kept(publisher: Caller) -> None:
    first = event()
    publish(publisher, first)
    assert publish(publisher, first | {"data": {"number": "S9"}}).status == 202
    assert len(taken()) == 1
    [held] = hub.quarantined()
    assert held.reason == "reused_id"
    with pytest.raises(hub.StillNotAcceptable):
        hub.release(held.id, "official:kim")


def test_what_has_become_acceptable_is_released_by_a_person(publisher: Caller, process: Any) -> None:
    publish(publisher, event(type="kr.test.new"))
    [held] = hub.quarantined()
    assert held.reason == "unknown_type"
    hub.register_event_type(hub.EventTypeEntry("kr.test.new", "새", "New", {"type": "object"}, "number"), by=BY)
    with pytest.raises(hub.StillNotAcceptable, match="may not publish"):
        hub.release(held.id, "official:kim")
    hub.grant_event(hub.EventRightEntry(OWNER, "kr.test.new", "publish", "/office"), by=BY)
    hub.grant_event(hub.EventRightEntry(CLIENT, "kr.test.new", "subscribe"), by=BY)
    operator = trust.Principal("official", "kim", tenant="hub", roles=("operator",), assurance="passkey")
    with pytest.raises(hub.NoReason):
        trust.perform(hub.ReleaseEvent(held.id, " "), operator)
    for who in (replace(operator, roles=("caseworker",)), replace(operator, tenant="48170")):
        with pytest.raises((trust.Denied, hub.NotWaiting)):
            trust.perform(hub.ReleaseEvent(held.id, "종류를 등록함"), who)
    assert trust.perform(hub.ReleaseEvent(held.id, "종류를 등록함"), operator)["state"] == "released"
    [one] = taken()
    assert one.type == "kr.test.new"
    with trust.entered(WORKER), connection.cursor() as cursor:
        cursor.execute("SELECT actor, body FROM trust_entry WHERE name = 'hub.release_event' AND kind = 'act'")
        [(actor, body)] = cursor.fetchall()
    assert actor == "official:kim"
    assert "종류를 등록함" in body
    assert "S0000001" not in body


def test_who_may_not_publish_leaves_nothing(publisher: Caller, served_caller: Caller) -> None:
    assert publish(served_caller, event()).error == "server.serverproxy.access_denied"
    assert publish(served_caller, b"{").error == "server.serverproxy.access_denied"
    large = event(data={"number": "x" * 70_000})
    assert publish(publisher, large).error == "client.request_too_large"
    assert publisher.send("POST", "/events", STRUCTURED, b"{}").error == "client.missing_header_field"
    assert taken() == []
    assert hub.quarantined() == []
    assert hub.revoke_event(OWNER, EVENT, "publish", by=BY) == 1
    until(lambda: publish(publisher, event()).error == "server.serverproxy.access_denied", 2)


def test_a_subscriber_outside_pulls_behind_a_cursor(publisher: Caller, served_caller: Caller) -> None:
    empty = served_caller.call("GET", "/events/city").json
    assert empty == {"events": [], "next": "0.0"}
    for n in range(5):
        publish(publisher, event("S1", data={"number": "S1", "n": n}))
    seen, cursor = [], "0.0"
    until(lambda: len(served_caller.call("GET", "/events/city").json["events"]) == 5)
    while True:
        said = served_caller.call("GET", "/events/city", f"after={cursor}&limit=2").json
        if not said["events"]:
            break
        seen += [one["data"]["n"] for one in said["events"]]
        cursor = said["next"]
    assert seen == [0, 1, 2, 3, 4]
    assert said["next"] == cursor
    for query in ("after=x", "after=1", "limit=0", "limit=501", "limit=x", "limit=%C2%B2", "after=%C2%B2.1"):
        assert served_caller.call("GET", "/events/city", query).error == "client.bad_request"


def test_pulling_wants_the_same_rights(served_caller: Caller, publisher: Caller) -> None:
    publish(publisher, event())
    assert publisher.call("GET", "/events/city").error == "server.serverproxy.access_denied"
    assert served_caller.call("GET", "/events/nothing").error == "server.serverproxy.access_denied"
    until(lambda: len(served_caller.call("GET", "/events/city").json.get("events", [])) == 1)
    hub.revoke_event(CLIENT, EVENT, "subscribe", by=BY)
    until(lambda: served_caller.call("GET", "/events/city").json["events"] == [], 2)


def test_an_event_that_commits_late_is_not_passed_over(publisher: Caller, served_caller: Caller) -> None:
    """A transaction that began earlier and writes later: what came after it waits for it."""
    with psycopg.connect(database_url()) as slow:
        slow.execute("SELECT set_config('madang.tenants', '*', false), pg_current_xact_id()")
        publish(publisher, event("S2"))
        assert served_caller.call("GET", "/events/city").json["events"] == []
        slow.execute(
            "INSERT INTO hub_event (source, event_id, type, time, accepted_at, publisher, subject_key, event, digest,"
            " transaction) VALUES ('/office', 'late', %s, now(), now(), %s, 'k', '{\"id\": \"late\"}', 'd',"
            " pg_current_xact_id()::text::bigint)", [EVENT, OWNER],
        )  # fmt: skip
    until(lambda: len(served_caller.call("GET", "/events/city").json["events"]) == 2)
    assert served_caller.call("GET", "/events/city").json["events"][0]["id"] == "late"


TOGETHER = {"content-type": "application/cloudevents-batch+json"}


def publish_together(caller: Caller, made: Any) -> Said:
    return publish(replace(caller, also=TOGETHER), made)


def test_events_in_one_message_are_judged_one_by_one(publisher: Caller) -> None:
    good = [event("S1", data={"number": "S1", "n": 1}), event("S2"), event("S1", data={"number": "S1", "n": 2})]
    bad = {**event(), "specversion": "0.3"}
    again = {**good[1], "data": {"number": "S9"}}
    said = publish_together(publisher, [good[0], bad, good[1], again, good[2], good[1], 7])
    kept, held = {"status": "accepted"}, {"status": "quarantined", "reason": "malformed"}
    assert (said.status, said.json) == (202, {"events": [kept, held, kept, kept, kept, kept, held]})
    assert [one.id for one in (*taken(), *taken())] == [one["id"] for one in good]
    waiting = {one.reason: one for one in hub.quarantined()}
    assert sorted(one.reason for one in hub.quarantined()) == ["malformed", "malformed", "reused_id"]
    assert json.loads(waiting["reused_id"].body) == again
    assert waiting["reused_id"].fields == STRUCTURED
    assert len(logged(publisher.ids)) == 1
    assert publish_together(publisher, good).json == {"events": [kept] * 3}
    assert taken() == []
    assert len(hub.quarantined()) == 3


def test_an_empty_message_of_events_keeps_nothing(publisher: Caller) -> None:
    said = publish_together(publisher, [])
    assert (said.status, said.json) == (202, {"events": []})
    assert taken() == []


@pytest.mark.parametrize("made", [b"{", b"{}", b"", b"[1,", b"[" * 100_000, b"null"])
def test_what_is_no_list_of_events_is_kept_whole(publisher: Caller, made: bytes) -> None:
    said = publish_together(publisher, made) if len(made) < 70_000 else publish_together(publisher, made[:60_000])
    assert (said.status, said.json) == (202, {"status": "quarantined", "reason": "malformed"})
    [held] = hub.quarantined()
    assert held.fields == TOGETHER
    with pytest.raises(hub.StillNotAcceptable):
        hub.release(held.id, "official:kim")
    hub.discard(held.id, "official:kim")


def test_many_events_have_bounds_and_want_rights(publisher: Caller, served_caller: Caller) -> None:
    for made in ([event()] * 501, [event(data={"number": "x" * 70_000})], [event(data={"number": "x" * 60_000})] * 18):
        assert publish_together(publisher, made).error == "client.request_too_large"
    assert publish_together(served_caller, [event()]).error == "server.serverproxy.access_denied"
    assert hub.revoke_event(OWNER, EVENT, "publish", by=BY) == 1
    until(lambda: publish(publisher, event()).error == "server.serverproxy.access_denied", 2)
    together = [event(type="kr.test.unheard"), event()]
    assert publish_together(publisher, together).error == "server.serverproxy.access_denied"
    assert {made["id"] for made in together}.isdisjoint(one.id for one in taken(1_000))
    assert hub.quarantined() == []


def test_what_has_become_acceptable_is_released_alone(publisher: Caller) -> None:
    publish_together(publisher, [event("S1"), event("S2", type="kr.test.new")])
    [held] = hub.quarantined()
    hub.register_event_type(hub.EventTypeEntry("kr.test.new", "새", "New", {"type": "object"}, "number"), by=BY)
    hub.grant_event(hub.EventRightEntry(OWNER, "kr.test.new", "publish", "/office"), by=BY)
    hub.grant_event(hub.EventRightEntry(CLIENT, "kr.test.new", "subscribe"), by=BY)
    hub.release(held.id, "official:kim")
    assert [one.type for one in taken()] == [EVENT, "kr.test.new"]
