"""Two factors where they are wanted, and back again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from madang.portal.account.again import wants_two_factors
from madang.portal.tests.account.person import PASSWORD
from madang.portal.tests.account.signing_in import ENGLISH, sign_in, sign_up
from madang.portal.tests.account.totp import app_code

pytestmark = pytest.mark.django_db


def act(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [
    path("act/", wants_two_factors(act)),
    path("act/now/", wants_two_factors(act, within=dt.timedelta(0))),
    path("", include("madang.config.urls")),
]


@pytest.fixture(autouse=True)
def with_an_act(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def add_app(client: Client) -> str:
    page = client.get("/account/app/", headers=ENGLISH)
    secret = page.text.split("<code>")[1].split("</code>")[0]
    assert client.post("/account/app/", {"code": app_code(secret)}).headers["Location"] == "/account/recovery-codes/"
    return secret


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get("/act/").headers["Location"] == "/account/sign-in/?next=/act/"


def test_a_password_alone_is_not_enough_and_the_page_says_what_to_do(client: Client) -> None:
    sign_up(client)
    asked = client.post("/act/", {"said": "something"})
    assert asked.headers["Location"] == "/account/again/?strong=1&next=%2Fact%2F"
    page = client.get(asked.headers["Location"], headers=ENGLISH)
    assert page.status_code == 403
    assert "A second step is needed" in page.text
    assert 'href="/act/"' in page.text


def test_with_the_app_it_goes_on(client: Client) -> None:
    sign_up(client)
    secret = add_app(client)
    asked = client.get(client.get("/act/").headers["Location"])
    assert asked.headers["Location"] == "/account/again/code/?next=%2Fact%2F"
    before = client.cookies["madang_session"].value
    shown = client.post(asked.headers["Location"], {"code": app_code(secret, steps=1), "next": "/act/"})
    assert shown.headers["Location"] == "/act/"
    assert client.cookies["madang_session"].value != before  # a new key
    assert client.get("/act/").text == "done"
    stale = Client()
    stale.cookies["madang_session"] = before
    assert stale.get("/act/").status_code == 302


def test_a_span_wants_it_fresh(client: Client) -> None:
    sign_up(client)
    secret = add_app(client)
    client.post("/account/again/code/", {"code": app_code(secret, steps=1)})
    assert client.get("/act/").text == "done"
    assert client.get("/act/now/").headers["Location"].startswith("/account/again/?strong=1")


def test_in_the_demonstration_everybody_is_strong_enough(client: Client) -> None:
    client.post("/account/demo/", {"part": "official"})
    assert client.get("/act/now/").text == "done"


def test_who_has_a_second_step_must_show_it(client: Client) -> None:
    sign_up(client)
    add_app(client)
    assert (
        client.post("/account/again/password/", {"password": PASSWORD})
        .headers["Location"]
        .startswith("/account/again/code/")
    )


def test_who_is_halfway_in_may_begin_again() -> None:
    client = Client()
    sign_up(client)
    add_app(client)
    client.post("/account/sign-out/")
    assert sign_in(client).headers["Location"] == "/account/sign-in/second-step/"
    assert client.get("/account/sign-in/").headers["Location"] == "/account/sign-in/second-step/"
    assert client.get("/account/").status_code == 302  # not in yet
    assert client.post("/account/sign-out/").headers["Location"] == "/account/sign-in/"
    assert client.get("/account/sign-in/").status_code == 200
