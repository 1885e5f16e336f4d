"""Playing somebody, and everywhere it must not be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from madang.identity.anyid.checks import database_check, settings_check
from madang.identity.anyid.demo import Part
from madang.identity.anyid.models import Account
from madang.identity.anyid.tests.signing_in import account, sign_in

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def offered() -> Sequence[Part]:
    mother = Part("mother", "엄마", "A mother", person="p0000001")
    return [mother, Part("official", "공무원", "An official", official=True)]


@pytest.fixture(autouse=True)
def parts(settings: Settings) -> None:
    settings.MADANG_DEMO_PARTS = f"{__name__}.offered"


def play(client: Client, part: str = "mother", **fields: str) -> int:
    return client.post("/account/demo/", {"part": part, **fields}, headers=ENGLISH).status_code


def test_playing_makes_a_synthetic_account_without_ways_of_its_own(client: Client) -> None:
    assert play(client) == 302
    made = Account.objects.get()
    assert (made.synthetic, made.person, made.has_usable_password(), made.part) == (True, "p0000001", False, "mother")
    play(Client())
    assert Account.objects.count() == 1


def swapped() -> Sequence[Part]:
    return [
        Part("mother", "엄마", "A mother", person="p0000002"),
        Part("father", "아빠", "A father", person="p0000001"),
    ]


def test_another_province_gives_its_people_to_other_parts(client: Client, settings: Settings) -> None:
    play(client)
    settings.MADANG_DEMO_PARTS = f"{__name__}.swapped"
    assert play(client, "father") == play(client) == 302
    found = {one.part: one.person for one in Account.objects.all()}
    assert found == {"mother": "p0000002", "father": "p0000001"}


@pytest.mark.parametrize("path", ["/", "/account/", "/demo/", "/account/signed-out/", "/no-such-page"])
def test_every_page_says_who_is_played(client: Client, path: str) -> None:
    play(client)
    text = client.get(path, headers=ENGLISH).text
    assert "Synthetic demo data" in text
    assert "Signed in as A mother (demo)" in text


@pytest.mark.parametrize("part", ["", "nobody", "mother ", "x" * 300])
def test_nobody_else_can_be_played(client: Client, part: str) -> None:
    assert play(client, part) == 404
    assert Account.objects.count() == 0


def test_not_outside_a_demonstration(client: Client, settings: Settings) -> None:
    settings.MADANG_DEMO = False
    assert client.get("/account/demo/").status_code == 404
    assert play(client) == 404
    assert "/account/demo/" not in client.get("/account/sign-in/").text


def test_not_with_settings_for_real_people(client: Client, settings: Settings) -> None:
    settings.MADANG_REAL_PEOPLE = True
    assert client.get("/account/demo/").status_code == 404
    assert play(client) == 404


def test_not_beside_a_real_account(client: Client) -> None:
    account("real@example.org", synthetic=False)
    assert play(client) == 404
    assert "real people" in client.get("/account/demo/", headers=ENGLISH).text


def test_a_played_session_is_worth_nothing_once_the_demonstration_is_off(client: Client, settings: Settings) -> None:
    play(client)
    settings.MADANG_DEMO = False
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("synthetic", [True, False])
def test_accounts_of_the_other_kind_do_not_sign_in(client: Client, settings: Settings, synthetic: bool) -> None:
    settings.MADANG_DEMO = not synthetic
    answer = sign_in(client, account(synthetic=synthetic))
    assert answer.url == "/account/closed/"
    assert client.get("/account/").status_code == 302


def test_who_signs_up_in_a_demonstration_is_synthetic(client: Client, settings: Settings) -> None:
    for demo, email in ((True, "a@example.org"), (False, "b@example.org")):
        settings.MADANG_DEMO = demo
        fields = {"email": email, "password1": "garden lamp river seven"}
        assert Client().post("/account/sign-up/password/", fields).status_code == 302
        assert Account.objects.get(email=email).synthetic is demo


def test_the_database_knows_that_only_synthetic_accounts_play() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user(None, None, part="mother", synthetic=False)


def test_checks_stop_the_start(settings: Settings) -> None:
    assert settings_check() == database_check(databases=["default"]) == []
    account("real@example.org", synthetic=False)
    assert [error.id for error in database_check(databases=["default"])] == ["anyid.E002"]
    with pytest.raises(SystemCheckError, match=r"anyid\.E002"):
        call_command("check", databases=["default"])
    settings.MADANG_REAL_PEOPLE = True
    assert [error.id for error in settings_check()] == ["anyid.E001"]
    settings.MADANG_DEMO = False
    assert settings_check() == database_check(databases=["default"]) == []


def test_playing_an_official_touches_no_other_account(client: Client) -> None:
    Account.objects.create(part="another", synthetic=True)
    with CaptureQueriesContext(connection) as asked:
        assert play(client, "official") == 302
    assert [one["sql"] for one in asked.captured_queries if '"person" = NULL WHERE' in one["sql"]] == []


def test_an_account_without_an_address_can_add_a_passkey_and_an_app(client: Client) -> None:
    play(client)
    assert str(Account.objects.get()) == "엄마"
    assert [client.get(f"/account/{page}/").status_code for page in ("passkeys/add", "app")] == [200, 200]
