"""What only production's settings say: TLS alone, cookies tied to this host; errors and files as everywhere."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.urls import reverse

from madang.config.tests.test_error_pages import FAULTS
from madang.config.tests.test_settings import load
from tests.pages.headers import Watched
from tests.walls.routes import routes

NAMES = (
    "SECURE_PROXY_SSL_HEADER", "SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_NAME", "TEXT_COOKIE_NAME", "SESSION_COOKIE_SECURE",
)  # fmt: skip
GIVEN = {"MADANG_SECRET_KEY": "k", "MADANG_HOSTS": "madang.example", "MADANG_MASTER_KEY": "m"}
THROUGH_PROXY = {"X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    """Settings as production has them, read where nothing else was set."""
    found: dict[str, object] = json.loads(load("production", NAMES, **GIVEN).stdout)
    return found


@pytest.mark.django_db
def test_every_answer_in_production(production: dict[str, object]) -> None:
    Watched.faults.clear()
    with override_settings(**production):
        paths = [reverse(name) for name, parameters in routes() if not parameters]
        assert len(paths) > 40
        for path in paths:
            Watched().get(path, headers=THROUGH_PROXY)
            plain = Watched().get(path)
            if not path.startswith("/health/"):
                assert plain.headers["Location"] == f"https://testserver{path}", path
        visitor = Watched()
        visitor.post("/look/", {"text_size": "huge", "language": "en"}, headers=THROUGH_PROXY)
        visitor.post("/account/sign-up/password/", {"email": "a@example.org", "password1": "garden lamp river seven"},
                     headers=THROUGH_PROXY)  # fmt: skip
        assert {"__Host-session", "__Host-language"} <= set(visitor.cookies)
        assert visitor.get("/account/sign-up/", headers=THROUGH_PROXY).headers["Location"] == "/account/email/code/"
    assert list(Watched.faults) == []


@pytest.mark.django_db
def test_errors_and_files_too() -> None:
    Watched.faults.clear()
    with override_settings(ROOT_URLCONF="madang.config.tests.test_error_pages"):
        for status in FAULTS:
            assert Watched(raise_request_exception=False).get(f"/fail/{status}").status_code == status
    assert Watched().get("/nowhere").status_code == 404
    assert Watched().get("/", headers={"Host": "evil.example"}).status_code == 400
    assert Watched().put("/start/").status_code == 405
    assert Watched(enforce_csrf_checks=True).post("/start/").status_code == 403
    assert Watched().post("/check/", {"state": "x" * 1_100_000}).status_code == 413
    found = sorted(name for finder in finders.get_finders() for name, _ in finder.list([]))
    kinds = {name.rpartition(".")[2]: name for name in found}
    assert {"css", "js", "svg", "woff2"} <= set(kinds)
    for name in kinds.values():
        answer = Watched().get(f"{settings.STATIC_URL}{name}")
        assert answer.status_code == 200, name
        answer.close()
    assert list(Watched.faults) == []
