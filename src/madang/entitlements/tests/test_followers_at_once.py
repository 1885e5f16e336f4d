"""Several followers, and one that is killed: each change takes effect exactly once."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from madang.entitlements.models import StandingAnswer, StandingChange
from madang.entitlements.service import enrol, follow_changes
from madang.entitlements.tests.pensioner import pensioner
from madang.facts.service import NewFact, record, take_changes
from madang.rules.service import Rulebook
from tests import application_role

DAY = dt.date(2026, 3, 20)
PENSION = "basic_pension"
pytestmark = pytest.mark.django_db(transaction=True)


def rich(rulebook: Rulebook, people: list[str]) -> None:
    """Everybody enrolled, then everybody too rich for the pension."""
    for person in people:
        pensioner(rulebook, person)
    enrol(rulebook, people, DAY)
    while take_changes():
        pass
    for person in people:
        record(rulebook, [NewFact(person, "assets.financial", 900_000_000, "nts")], key=f"{person} rich")


def told() -> list[str]:
    return sorted(StandingChange.objects.filter(service=PENSION, kind="lost").values_list("resident", flat=True))


def test_two_followers_share_the_work_and_nothing_is_told_twice(rulebook: Rulebook) -> None:
    people = [f"p{number}" for number in range(12)]
    rich(rulebook, people)

    def work() -> None:
        try:
            while follow_changes(rulebook, DAY, most=2) is not None:
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told() == sorted(people)
    assert not StandingAnswer.objects.filter(service=PENSION).exclude(status="ineligible").exists()


def test_a_follower_killed_at_any_moment_loses_and_repeats_nothing(rulebook: Rulebook, database_owner_url: str) -> None:
    people = [f"p{number}" for number in range(12)]
    rich(rulebook, people)
    name, user, password = (str(connection.settings_dict[key]) for key in ("NAME", "USER", "PASSWORD"))
    url = application_role.address(database_owner_url, name, user=user, password=password)
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test"}
    command = [sys.executable, "-m", "madang.entitlements.tests.following_process"]
    for after in (1, 4):
        before = _connected(user)
        following = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(told()) < after and following.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        following.send_signal(signal.SIGKILL)
        following.wait()
        _wait_until_gone(user, before)
    while follow_changes(rulebook, DAY) is not None:
        pass
    assert told() == sorted(people)


def _connected(user: str) -> set[int]:
    """The server's processes that serve this user, but for the one that is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s AND pid <> pg_backend_pid()", [user])
        return {pid for (pid,) in cursor.fetchall()}


def _wait_until_gone(user: str, before: set[int]) -> None:
    """The server notices a killed client's end a moment later, and only then gives its changes back."""
    deadline = time.monotonic() + 20
    while _connected(user) - before:
        assert time.monotonic() < deadline
        time.sleep(0.02)
