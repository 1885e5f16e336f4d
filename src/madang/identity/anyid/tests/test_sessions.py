"""Sessions: kept under a digest, made anew at a sign-in, ended by time and by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from madang.identity.anyid.models import Account, Session
from madang.identity.anyid.sessions import SessionStore, digest, end_session, end_sessions, ends_at, sessions_of
from madang.identity.anyid.tests.signing_in import PASSWORD, account, sign_in

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def test_the_table_does_not_hold_the_key_of_the_cookie(client: Client) -> None:
    sign_in(client, account())
    key = client.cookies[COOKIE].value
    row = Session.objects.get()
    assert row.session_key == digest(key) != key
    assert key not in str(vars(row))
    stolen = Client()
    stolen.cookies[COOKIE] = row.session_key  # who reads the table
    assert stolen.get("/account/").status_code == 302


def test_a_sign_in_makes_a_new_session(client: Client) -> None:
    """Session fixation: the key that a stranger may have planted is worth nothing afterwards."""
    client.get("/account/sign-in/passkey/", headers={"Accept": "application/json"})
    planted = client.cookies[COOKIE].value
    assert planted
    sign_in(client, account())
    assert client.cookies[COOKIE].value != planted
    stranger = Client()
    stranger.cookies[COOKIE] = planted
    assert stranger.get("/account/").status_code == 302


def test_a_key_that_nobody_gave_out_is_not_taken_over(client: Client) -> None:
    client.cookies[COOKIE] = "a" * 32
    sign_in(client, account())
    assert client.cookies[COOKIE].value != "a" * 32


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    sign_in(client, account())
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == ""  # ends with the browser


def test_half_an_hour_without_use_ends_it(client: Client) -> None:
    sign_in(client, account())
    row = Session.objects.get()
    assert dt.timedelta(minutes=29) < row.expire_date - timezone.now() <= dt.timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert client.get("/account/").status_code == 302


def test_use_moves_the_end_but_writes_once_a_minute(client: Client) -> None:
    sign_in(client, account())
    client.get("/account/")
    fresh = Session.objects.get()
    client.get("/account/")
    assert Session.objects.get().seen_at == fresh.seen_at
    earlier = timezone.now() - dt.timedelta(minutes=20)
    Session.objects.update(seen_at=earlier, expire_date=ends_at(earlier, fresh.since))
    client.get("/account/")
    assert Session.objects.get().expire_date > timezone.now() + dt.timedelta(minutes=29)


def test_half_a_day_ends_it_in_any_case(client: Client) -> None:
    sign_in(client, account())
    client.get("/account/")  # the first page notes whose session it is
    now = timezone.now()
    since = now - dt.timedelta(hours=11, minutes=50)
    assert ends_at(now, since) == since + dt.timedelta(hours=12)
    earlier = now - dt.timedelta(minutes=2)
    Session.objects.update(since=since, seen_at=earlier, expire_date=ends_at(earlier, since))
    client.get("/account/")
    assert Session.objects.get().expire_date == since + dt.timedelta(hours=12)


def test_the_end_survives_a_change_of_the_session(client: Client) -> None:
    sign_in(client, account())
    store = SessionStore(client.cookies[COOKIE].value)
    since = timezone.now() - dt.timedelta(hours=11, minutes=50)
    store["since"] = since.isoformat()
    store.save()
    assert Session.objects.get().expire_date == since + dt.timedelta(hours=12)


def test_an_ended_session_cannot_write_itself_back(client: Client) -> None:
    from django.contrib.sessions.backends.base import UpdateError

    sign_in(client, account())
    store = SessionStore(client.cookies[COOKIE].value)
    store["anything"] = 1  # a request that is under way
    end_sessions(Account.objects.get())
    with pytest.raises(UpdateError):
        store.save()
    assert Session.objects.count() == 0


def test_one_ends_only_ones_own(client: Client) -> None:
    mine, theirs = account(), account("mina@example.org")
    sign_in(client, mine)
    other = Client()
    sign_in(other, theirs)
    foreign = Session.objects.get(account=theirs).session_key
    assert not end_session(mine, foreign)
    client.post("/account/sessions/end/", {"session": foreign})
    assert other.get("/account/").status_code == 200
    assert [one.here for one in sessions_of(mine, client.cookies[COOKIE].value)] == [True]


def test_signed_out_everywhere(client: Client) -> None:
    mine = account()
    sign_in(client, mine)
    other = Client()
    sign_in(other, mine)
    client.post("/account/sessions/end-all/")
    assert client.get("/account/").status_code == other.get("/account/").status_code == 302


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    mine = account()
    sign_in(client, mine)
    other = Client()
    sign_in(other, mine)
    fields = {"oldpassword": PASSWORD, "password1": "quite another one, too"}
    assert client.post("/account/password/", fields).status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_what_ended_long_ago_is_cleared_away(client: Client) -> None:
    old = SessionStore()
    old.create()
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(days=1))
    sign_in(client, account())
    assert Session.objects.count() == 1


@pytest.mark.parametrize("path", ["/", "/account/sign-in/", "/account/sign-up/", "/account/demo/", "/x"])
def test_a_visitor_gets_no_session(client: Client, path: str) -> None:
    answer = client.get(path)
    assert COOKIE not in answer.cookies
    assert Session.objects.count() == 0


def test_a_page_about_somebody_stays_out_of_every_cache(client: Client) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    sign_in(client, account())
    for path in ("/", "/account/", "/account/passkeys/add/"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
