"""The operator's page: who answers, how the log and what waits keep up, what failed; counts and ages of nobody."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from madang.portal import rulebook
from madang.portal.office.running import Figure, aged
from madang.portal.tests.office.house import EVERYTHING, event_held, feed_held, signed_in
from madang.rules.service import Label, load_rulebook
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("office")
ADDRESSES: dict[str, str] = {}


def addresses() -> dict[str, str]:
    """What the supervisor would have noted."""
    return ADDRESSES


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


@pytest.fixture
def processes(settings: Settings) -> Iterator[None]:
    """One that is well, one that cannot work, one whose port nobody listens on."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here = f"http://127.0.0.1:{server.server_port}"
    closed = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    closed.server_close()
    ADDRESSES.update(log=f"{here}/health", hub=f"{here}/ill", witness=f"http://127.0.0.1:{closed.server_port}/health")
    settings.MADANG_HEALTH_OF = f"{__name__}.addresses"
    yield
    ADDRESSES.clear()
    server.shutdown()
    server.server_close()
    thread.join()


def figures(name: str) -> dict[str, Figure]:
    page = signed_in("operator").get("/operator/")
    assert page.status_code == 200
    return {one.label: one for one in page.context[name]}


@pytest.mark.parametrize("part", ["resident", "officer", "clerk"])
def test_it_is_for_operators_alone(part: str) -> None:
    assert signed_in(part).get("/operator/").status_code == 403


@pytest.mark.usefixtures("processes")
def test_processes_answer_for_themselves() -> None:
    page = signed_in("operator").get("/operator/")
    assert [(one.name, one.state) for one in page.context["processes"]] == [
        ("log", "well"), ("hub", "unwell"), ("witness", "silent"),
    ]  # fmt: skip
    for words in ("정상", "일할 수 없음", "응답 없음"):
        assert words in page.content.decode()


def test_without_a_supervisor_it_says_so(settings: Settings) -> None:
    settings.MADANG_HEALTH_OF = ""
    assert "감독 프로세스" in signed_in("operator").get("/operator/").content.decode()


def test_the_log_says_what_has_no_place_and_what_no_witness_has_seen() -> None:
    duty = trust.Ground("사회보장급여법 §7", "duty")
    clerk = trust.Principal("official", "clerk", tenant="48170", roles=("caseworker",), assurance="passkey")
    with trust.disclose(clerk, ["m1"], purpose=Label("심사", "Examining"), ground=duty, what=["x"]):
        pass
    waiting = trust.log_figures()
    assert (waiting.waiting, waiting.waiting_since is not None) == (1, True)
    trust.sequence()
    found = trust.log_figures()
    assert (found.logs, found.entries, found.waiting, found.unagreed) == (1, 1, 0, 1)
    assert found.agreed_at is None
    assert found.unagreed_since == found.signed_at
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("INSERT INTO trust_witness (name, text) VALUES ('w', 'w+1+x') RETURNING id")
        (witness,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO trust_cosignature (tenant, size, witness_id, at, line) VALUES (%s, 1, %s, %s, 'x')",
            ["48170", witness, 1_760_000_000],
        )
    agreed = trust.log_figures()
    assert (agreed.unagreed, agreed.unagreed_since) == (0, None)
    assert agreed.agreed_at == dt.datetime.fromtimestamp(1760000000, dt.UTC)
    assert figures("log")["증인이 아직 서명하지 않은 기록"].mark == "good"


def test_what_is_owed_and_held_is_counted() -> None:
    before = signed_in("operator").get("/operator/")
    assert before.context["held"] == 0
    feed_held(waiting=3)
    event_held()
    page = signed_in("operator").get("/operator/")
    assert page.context["held"] == 2
    assert signed_in("city-operator").get("/operator/").context["held"] == 1, "events are the hub's business"
    owed = figures("failed")["멈춘 연계를 기다리는 조회"]
    assert (owed.value, owed.since is not None) == ("3", True)
    assert "applicant-" not in page.content.decode()


def test_ages_are_judged() -> None:
    now = timezone.now()
    ages = [dt.timedelta(0), dt.timedelta(seconds=30), dt.timedelta(hours=1)]
    assert [aged(0, None), *(aged(1, now - age) for age in ages)] == ["good", "good", "wait", "bad"]


def test_packs_that_are_left_out_are_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "local_broken").mkdir()
    held = load_rulebook(home=tmp_path)
    monkeypatch.setattr(rulebook, "installed_rulebook", lambda: held)
    found = figures("packs")
    assert found["쓰고 있는 꾸러미"].value == f"{len(held.regional)}"
    (left_out,) = [one for one in found.values() if one.mark == "bad"]
    assert left_out.label == "뺀 꾸러미: local_broken/pack.yaml:1: pack.yaml이 없습니다."
