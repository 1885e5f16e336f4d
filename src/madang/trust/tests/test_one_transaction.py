"""State, entry and event of an act are one transaction: all there, or, however it ends, nothing of any.

An event told before the act's transaction would tell of what never happened; told after it, what happened may never be
told. Each of the tests below fails for one of these two.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection

from madang.rules.service import Label
from madang.trust import service as trust
from madang.trust.models import Cosignature, Entry, LookReport, OutboxEvent, Performed
from tests.application_role import address

CLERK = trust.Principal("official", "c1", tenant="48170", roles=("caseworker",), assurance="passkey")
RESIDENT = trust.Principal("resident", "a1", person="p1", assurance="passkey")
EVERYTHING = trust.system("test")
WORDS = "저는 그날 아무것도 신청하지 않았습니다."
NOBODY = 10**9
ROWS = """
SELECT 'state', xmin::text FROM trust_lookreport
UNION ALL SELECT 'entry', xmin::text FROM trust_entry WHERE kind = 'act'
UNION ALL SELECT 'event', xmin::text FROM trust_outboxevent
"""
KILLED = """
import django
django.setup()
from madang.trust import service as trust
who = trust.Principal("resident", "a1", person="p1", assurance="passkey")
trust.perform(trust.ReportLook({look}, "{words}"), who, key="k")
"""
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class CannotCommit(trust.ReportLook):
    """The same act, which breaks a constraint that is looked at when the transaction commits, and not before."""

    def execute(self, doing: trust.Doing, about: Entry) -> dict[str, Any]:
        found = super().execute(doing, about)
        Cosignature.objects.create(tenant=about.tenant, size=1, witness_id=NOBODY, at=1, line="")
        return found


@dataclass(frozen=True)
class CannotBeTold(trust.ReportLook):
    """The same act with an event that no row can hold."""

    def execute(self, doing: trust.Doing, about: Entry) -> dict[str, Any]:
        doing.tell("kr.madang.test", data={"what": object()})
        return super().execute(doing, about)


@pytest.fixture
def look() -> int:
    duty = trust.Ground("사회보장급여법 §7", "duty")
    with trust.disclose(CLERK, ["p1"], purpose=Label("심사", "Examination"), ground=duty, what=["person.birth_date"]):
        pass
    with trust.entered(RESIDENT):
        return trust.looks("p1", kind="disclosure")[0].entry


def there() -> list[str]:
    """What the act has left: any of state, entry, event, key."""
    with trust.entered(EVERYTHING):
        found = {"state": LookReport.objects.exists(), "entry": Entry.objects.filter(kind="act").exists(),
                 "event": OutboxEvent.objects.exists()}  # fmt: skip
        left = [what for what, is_there in found.items() if is_there]
    with trust.entered(RESIDENT):
        return left + (["key"] if Performed.objects.exists() else [])


def test_state_entry_and_event_are_of_one_transaction(look: int) -> None:
    trust.perform(trust.ReportLook(look, WORDS), RESIDENT, key="k")
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = cursor.fetchall()
    assert sorted(what for what, _ in rows) == ["entry", "event", "state"]
    assert len({transaction for _, transaction in rows}) == 1, rows


def test_what_cannot_commit_was_never_told(look: int) -> None:
    with pytest.raises(IntegrityError, match="witness"):
        trust.perform(CannotCommit(look, WORDS), RESIDENT, key="k")
    assert there() == []


def test_what_cannot_be_told_never_happened(look: int) -> None:
    with pytest.raises(TypeError, match="JSON"):
        trust.perform(CannotBeTold(look, WORDS), RESIDENT, key="k")
    assert there() == []


def test_killed_while_it_tells_nothing_has_happened_and_the_same_again_does_it_once(look: int) -> None:
    given = connection.settings_dict
    url = address(given["TEST_OWNER_URL"], given["NAME"], user=given["USER"], password=given["PASSWORD"])
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test"}
    with psycopg.connect(address(given["TEST_OWNER_URL"], given["NAME"])) as owner:
        owner.execute("LOCK TABLE trust_outboxevent IN SHARE MODE")  # who tells has to wait
        words = KILLED.format(look=look, words=WORDS)
        process = subprocess.Popen([sys.executable, "-c", words], env=environment)
        try:
            _until(lambda: process.poll() is not None or _tells())
            assert process.poll() is None
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    _until(lambda: not _tells())
    assert there() == []
    trust.perform(trust.ReportLook(look, WORDS), RESIDENT, key="k")
    assert there() == ["state", "entry", "event", "key"]


def _tells() -> bool:
    """Whether somebody waits to write into the outbox, or is still there that did."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE relation = 'trust_outboxevent'::regclass AND mode = 'RowExclusiveLock'"
        )
        return bool(cursor.fetchone() != (0,))


def _until(true: Callable[[], bool], seconds: float = 40.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
