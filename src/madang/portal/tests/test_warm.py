"""What is read only once is read before the first visitor comes."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal import rulebook
from madang.portal.service import warm
from madang.portal.tests.walking import begin
from madang.rules.service import Rulebook, install, load_rulebook


def test_after_warming_no_page_reads_the_rulebook(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []

    def counted(*folders: object) -> Rulebook:
        loaded.append(True)
        return load_rulebook()

    monkeypatch.setattr("madang.rules.installed.load_rulebook", counted)
    install(None)
    warm()
    assert loaded == [True]
    closures = dict(rulebook.rulebook().closures)
    assert closures
    assert client.get("/").status_code == begin(client).status_code == 200
    assert loaded == [True]
    assert dict(rulebook.rulebook().closures) == closures


def test_a_rulebook_with_a_fault_stops_the_server_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty() -> None:
        raise RuntimeError("fault")

    monkeypatch.setattr(rulebook, "installed_rulebook", faulty)
    with pytest.raises(RuntimeError, match="fault"):
        warm()
