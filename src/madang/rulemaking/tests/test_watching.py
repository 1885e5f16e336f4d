"""A process that runs hears of a release within a second, without being asked anything."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from madang.rulemaking import service as rulemaking
from madang.rulemaking import watching
from madang.rulemaking.tests.drafting import LINE, NEW_YEAR, SERVICE, released, submitted
from madang.rules.service import figure_on, installed_rulebook

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = list[float]()
    real = rulemaking.in_force

    def noted() -> object:
        found = real()
        heard.append(time.monotonic())
        return found

    monkeypatch.setattr(watching, "in_force", noted)
    monkeypatch.setattr(watching, "_lasting", lambda: len(heard) < 3)
    draft = submitted()
    thread = watching.watch()
    while not heard:
        time.sleep(0.01)
    begun = time.monotonic()
    released(draft)
    while figure_on(installed_rulebook(), LINE, NEW_YEAR) != Decimal(2600000):
        assert time.monotonic() < begun + 5
        time.sleep(0.01)
    assert time.monotonic() < begun + 2, "what was examined need not be read again"
    released(submitted({SERVICE: f"{rulemaking.in_force().files[SERVICE]}# a remark\n"}))
    thread.join(timeout=10)
    assert not thread.is_alive()
