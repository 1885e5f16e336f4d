"""What the browser is told (OWASP ASVS 5.0 §3.3, §3.4)."""

from __future__ import annotations

import pytest
from django.test import Client

ADDRESSES = ("/", "/health/live", "/no-such-page", "/static/house/error.css")


@pytest.mark.django_db  # an answer that is closed looks at a connection that another test left open
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    answer.close()
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_content_policy_allows_this_host_and_nothing_inline(client: Client, address: str) -> None:
    header = client.get(address).headers["Content-Security-Policy"]
    policy = dict(directive.strip().split(" ", 1) for directive in header.split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_pages_stay_out_of_shared_caches_and_frames(client: Client) -> None:
    assert client.get("/no-such-page").headers["Cache-Control"] == "no-store"
    headers = client.get("/").headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Frame-Options"] == "DENY"


def test_request_id_is_taken_over_only_when_harmless(client: Client) -> None:
    ours = client.get("/health/live").headers["X-Request-ID"]
    assert len(ours) == 32
    assert client.get("/health/live", headers={"X-Request-ID": "trace-0001"}).headers["X-Request-ID"] == "trace-0001"
    hostile = "x" * 200
    assert client.get("/health/live", headers={"X-Request-ID": hostile}).headers["X-Request-ID"] != hostile


def test_a_form_from_elsewhere_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/i18n/setlang/", {"language": "en"}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 403
    assert "not accepted" in answer.text
