"""From a session to a principal: what it says, and how many queries it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from pytest_django import Settings

from conftest import CountQueries
from madang.identity.anyid.models import Account
from madang.identity.anyid.principal import principal_of
from madang.identity.anyid.roles import Roles
from madang.identity.anyid.tests.signing_in import account, sign_in
from madang.people import service as people
from madang.trust.service import Principal, perform

pytestmark = pytest.mark.django_db
asked: list[Any] = []


def roles_of(who: Account) -> Roles:
    asked.append(who.id)
    if who.person:
        return Roles(acts_for=("p0000009",))
    return Roles("48170", ("4817025000",), ("caseworker",))


def tell(request: HttpRequest) -> HttpResponse:
    """Asks twice, as a page would, and keeps what it was told."""
    principal_of(request)
    found = request.principal  # type: ignore[attr-defined]
    asked.append(principal_of(request))
    return HttpResponse(f"{bool(found)} {isinstance(found, Principal)}")


urlpatterns = [path("tell/", tell), path("", include("madang.config.urls"))]


@pytest.fixture(autouse=True)
def house_with_a_page(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MADANG_ROLES_OF = f"{__name__}.roles_of"
    asked.clear()


def test_a_visitor_is_nobody_and_costs_no_query(client: Client, count_queries: CountQueries) -> None:
    with count_queries(0):
        assert client.get("/tell/").text == "False False"
    assert asked == [None]


def test_a_resident(client: Client) -> None:
    mine = account(person="p0000001")
    sign_in(client, mine)
    assert client.get("/tell/").text == "True True"
    assert asked[-1] == Principal(
        kind="resident", id=str(mine.id), person="p0000001", acts_for=("p0000009",), assurance="password"
    )


def test_an_official(client: Client) -> None:
    mine = account()
    sign_in(client, mine)
    client.get("/tell/")
    assert asked[-1] == Principal(
        kind="official", id=str(mine.id), tenant="48170", units=("4817025000",), roles=("caseworker",),
        assurance="password",
    )  # fmt: skip


def test_two_queries_and_the_roles_are_asked_once(client: Client, count_queries: CountQueries) -> None:
    sign_in(client, account())
    client.get("/tell/")
    asked.clear()
    with count_queries(2):  # the session, the account
        client.get("/tell/")
    assert len([one for one in asked if not isinstance(one, Principal)]) == 1


def test_a_made_up_cookie_is_nobody(client: Client) -> None:
    client.cookies["madang_session"] = "f" * 32
    assert client.get("/tell/").text == "False False"


def test_an_account_that_was_closed_meanwhile_is_nobody(client: Client) -> None:
    sign_in(client, account())
    Account.objects.update(is_active=False)
    assert client.get("/tell/").text == "False False"


def test_roles_of_the_room_people(client: Client, settings: Settings, count_queries: CountQueries) -> None:
    """Somebody whom nobody appointed is a resident; an appointment makes an official of them, also while signed in."""
    settings.MADANG_ROLES_OF = "madang.identity.anyid.roles.roles_from_people"
    mine = account(person="p0000001")
    sign_in(client, mine)
    client.get("/tell/")
    assert asked[-1] == Principal(kind="resident", id=str(mine.id), person="p0000001", assurance="password")
    with count_queries(12):  # session, account; appointments and delegations, each in a context of its own
        client.get("/tell/")
    people.load_organisations()
    boss = Principal("official", "boss", tenant="48170", roles=("supervisor",), assurance="passkey")
    until = timezone.now() + dt.timedelta(days=100)
    perform(people.Appoint(str(mine.id), role="caseworker", tenant="48170", unit="4817025000", until=until), boss)
    client.get("/tell/")
    assert asked[-1] == Principal(
        kind="official", id=str(mine.id), person="p0000001", tenant="48170", units=("4817025000",),
        roles=("caseworker",), assurance="password",
    )  # fmt: skip


def test_a_session_asks_for_roles_once_to_say_whose_pages_it_offers(
    client: Client, count_queries: CountQueries
) -> None:
    sign_in(client, account(person="p0000001"))
    assert "mine-nav" in client.get("/").text
    asked.clear()
    with count_queries(2):  # the session and the account
        assert "mine-nav" in client.get("/").text
    assert asked == []
    clerk, other = Client(), account(email="clerk@example.org")
    sign_in(clerk, other)
    for _ in range(2):
        asked.clear()
        assert "desk-nav" in clerk.get("/").text
        assert asked == [other.id], "an official's pages ask, for they show what waits"
