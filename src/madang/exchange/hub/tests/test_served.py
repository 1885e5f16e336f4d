"""The gateway's process over a database: on record before answered, killed, cut off, and told of changes at once."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import replace

import psycopg
import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.exchange.hub.tests.calling import Caller
from madang.exchange.hub.tests.conftest import CLIENT, OTHER, OWNER, PATH, SERVICE, SINCE
from madang.exchange.hub.tests.provider import DOCUMENT, Provider
from madang.exchange.hub.tests.serving import BY, ServedGateway, database_url, logged
from madang.trust import service as trust

LOOSE = f"/r1/{OWNER}/loose"


def until(true: object, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_what_is_answered_is_on_record(served_caller: Caller, provider: Provider) -> None:
    said = served_caller.call("GET", f"{PATH}/things/1", "q=850101")
    denied = replace(served_caller, client=OTHER).call("GET", f"{PATH}/things/1")
    [(actor, good), (_, bad)] = logged(served_caller.ids)
    assert actor == f"agency:{CLIENT}"
    assert (good["status"], good["error"], good["service"], good["name"]) == (200, "", SERVICE, "hub.exchange")
    assert good["request_id"] == said.headers["x-road-request-id"]
    assert (bad["status"], bad["error"], bad["client"]) == (400, denied.error, OTHER)
    assert "850101" not in json.dumps(good)
    with psycopg.connect(database_url()) as plain:
        assert plain.execute("SELECT count(*) FROM trust_entry").fetchone() == (0,)
    with psycopg.connect(database_url()) as owner:
        owner.execute("SELECT set_config('madang.tenants', 'hub', false)")
        row = owner.execute(
            "SELECT tenant, act, kind, at, body, salt, commitment, leaf FROM trust_entry WHERE kind = 'exchange'"
        ).fetchone()
    assert row is not None
    tenant, act, kind, at, body, salt, commitment, leaf = row
    assert str(act) == good["request_id"]
    assert trust.commitment_of(salt, body) == commitment
    assert trust.leaf_of(trust.header_of(tenant=tenant, act=act, kind=kind, at=at, commitment=commitment)) == leaf


def test_a_right_that_is_taken_away_is_gone_at_once(served_caller: Caller) -> None:
    path = f"{PATH}/things/1"
    assert served_caller.call("GET", path).status == 200
    assert hub.revoke(CLIENT, SERVICE, by=BY) == 1
    until(lambda: served_caller.call("GET", path).error == "server.serverproxy.access_denied", 2)
    hub.grant(hub.RightEntry(CLIENT, SERVICE, "GET", "/things/1"), by=BY)
    until(lambda: served_caller.call("GET", path).status == 200, 2)
    assert served_caller.call("GET", f"{PATH}/things/2").error == "server.serverproxy.access_denied"


def test_keys_change_hands_without_a_gap(served_caller: Caller) -> None:
    path, new = f"{PATH}/things/1", Signer.of(new_seed())
    after = replace(served_caller, signer=new)
    assert after.call("GET", path).error == "client.unknown_key"
    hub.add_key(hub.KeyEntry(CLIENT, new.keyid, new.public, SINCE), by=BY)
    until(lambda: after.call("GET", path).status == 200, 2)
    assert served_caller.call("GET", path).status == 200
    import datetime as dt

    hub.end_key(served_caller.signer.keyid, dt.datetime.now(dt.UTC), by=BY)
    until(lambda: served_caller.call("GET", path).error == "client.unknown_key", 2)
    assert after.call("GET", path).status == 200


def test_a_new_version_of_a_contract_holds_at_once(served_caller: Caller, provider: Provider) -> None:
    path = f"{PATH}/things/1"
    provider.body = b'{"name": "x", "age": 1}'
    assert served_caller.call("GET", path).error == "server.serverproxy.invalid_response"
    newer = json.loads(json.dumps(DOCUMENT))
    newer["components"]["schemas"]["Thing"]["properties"]["age"] = {"type": "integer"}
    assert hub.register_service(hub.ServiceEntry(SERVICE, "process:provider", document=newer), by=BY) == 2
    until(lambda: served_caller.call("GET", path).status == 200, 2)


def test_after_a_restart_nothing_can_be_said_again(
    served: ServedGateway, served_caller: Caller, provider: Provider
) -> None:
    headers = served_caller.signed("GET", f"{PATH}/things/1", id="before")
    assert served_caller.send("GET", f"{PATH}/things/1", headers).status == 200
    served.stop(signal.SIGKILL)
    served.start()
    assert served_caller.send("GET", f"{PATH}/things/1", headers).error == "client.replayed_message"
    assert len(provider.asked) == 1


def test_killed_with_exchanges_under_way_every_answer_is_on_record_once(
    served: ServedGateway, served_caller: Caller, provider: Provider
) -> None:
    answered: list[str] = []
    ended = threading.Event()

    def ask(number: int) -> None:
        turn = 0
        while not ended.is_set():
            turn += 1
            try:
                said = served_caller.call("GET", f"{LOOSE}/x", id=f"{number}-{turn}")
            except (OSError, ValueError):
                time.sleep(0.05)
                continue
            assert said.status == 200
            answered.append(said.headers["x-road-request-id"])

    threads = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(8)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(answered) > 40, 30)
        os.kill(served.worker(), signal.SIGKILL)
        until(lambda: served.health() == 200, 30)
        before = len(answered)
        until(lambda: len(answered) > before + 40, 30)
        served.stop(signal.SIGKILL)
        served.start()
        before = len(answered)
        until(lambda: len(answered) > before + 20, 30)
    finally:
        ended.set()
        for thread in threads:
            thread.join(20)
    kept = [body["request_id"] for _, body in logged()]
    assert len(answered) == len(set(answered)) > 100
    assert [kept.count(one) for one in answered] == [1] * len(answered)


def test_without_a_log_nothing_is_answered_and_with_it_again(
    served: ServedGateway, served_caller: Caller, provider: Provider, database_owner_url: str
) -> None:
    assert served_caller.call("GET", f"{LOOSE}/x").status == 200
    name = database_url().rpartition("/")[2]
    with psycopg.connect(database_owner_url, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            until(lambda: served.health() == 503)
            count = len(provider.asked)
            said = served_caller.call("GET", f"{LOOSE}/x")
            assert (said.status, said.error) == (500, "server.clientproxy.logging_failed")
            assert len(provider.asked) == count
        finally:
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    until(lambda: served.health() == 200)
    assert served_caller.call("GET", f"{LOOSE}/x").status == 200
    from django.db import connection

    connection.close()
    assert [body["error"] for _, body in logged(served_caller.ids)] == ["", ""]


def test_a_log_that_refuses_lets_no_answer_out(
    served_caller: Caller, provider: Provider, database_owner_url: str
) -> None:
    """The provider was asked already; its answer stays here all the same."""
    owner = database_owner_url.rpartition("/")[0] + "/" + database_url().rpartition("/")[2]
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("ALTER TABLE trust_entry ADD CONSTRAINT closed CHECK (kind <> 'exchange') NOT VALID")
        try:
            said = served_caller.call("GET", f"{LOOSE}/x")
        finally:
            admin.execute("ALTER TABLE trust_entry DROP CONSTRAINT closed")
    assert (said.status, said.error) == (500, "server.clientproxy.logging_failed")
    assert len(provider.asked) == 1
    assert logged(served_caller.ids) == []
    until(lambda: served_caller.call("GET", f"{LOOSE}/x").status == 200)


def test_it_stops_when_told_with_nothing_lost(served: ServedGateway, served_caller: Caller, provider: Provider) -> None:
    provider.delay = 0.5
    got: list[int] = []
    thread = threading.Thread(target=lambda: got.append(served_caller.call("GET", f"{LOOSE}/x").status), daemon=True)
    thread.start()
    until(lambda: len(provider.asked) == 1)
    begun = time.monotonic()
    served.stop(signal.SIGTERM)
    thread.join(10)
    assert time.monotonic() - begun < 6
    assert got in ([200], [])
    assert len(logged()) >= len(got)
    served.start()
    served.wait_for("city")


@pytest.mark.parametrize("environment", [{"MADANG_KEY_HUB": ""}, {"DATABASE_URL": ""}])
def test_without_key_or_database_it_says_so(
    served: ServedGateway, environment: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    import subprocess
    import sys

    words = ["-m", "madang.cli", "hub", "serve", "--port", "1"]
    done = subprocess.run([sys.executable, *words], env=served.environment | environment, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 1
    assert f"{next(iter(environment))} must be set" in done.stderr
