"""Health and figures."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client, override_settings


def test_live_needs_no_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}


@pytest.mark.django_db
def test_ready_asks_the_database_once(client: Client, count_queries: type) -> None:
    with count_queries(1):
        answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok"}}


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    answer = client.get("/health/ready")
    monkeypatch.undo()
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": "failed"}}


def test_health_takes_no_posts(client: Client) -> None:
    assert client.post("/health/live").status_code == 405


def test_metrics_count_by_route_not_by_path(client: Client) -> None:
    client.get("/health/live")
    client.get("/secret-name-in-a-path")
    text = client.get("/metrics").text
    assert 'madang_http_requests_total{method="GET",route="health/live",status="200"}' in text
    assert 'route="(none)",status="404"' in text
    assert "secret-name" not in text


def test_an_invented_method_makes_no_new_label(client: Client) -> None:
    client.generic("BREW", "/health/live")
    text = client.get("/metrics").text
    assert 'method="other"' in text
    assert "BREW" not in text


@pytest.mark.parametrize("how", [{"REMOTE_ADDR": "203.0.113.9"}, {"headers": {"X-Forwarded-For": "203.0.113.9"}}])
def test_metrics_do_not_exist_for_strangers(client: Client, how: dict[str, str]) -> None:
    assert client.get("/metrics", **how).status_code == 404  # type: ignore[arg-type]


@override_settings(METRICS_TOKEN="a-long-token")
def test_metrics_ask_for_the_token_when_there_is_one(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}).status_code == 200
