"""Passkeys in a real browser: sign up, out and in; a second one; the second step; what must not work."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.account.person import Person
from madang.portal.tests.account.totp import app_code
from madang.portal.tests.account.walks import adds_app, adds_password
from tests.browser import OpenPage

pytestmark = pytest.mark.browser


def said(page: Page) -> str:
    return page.locator("[role=alert]:visible").first.inner_text()


def test_sign_up_out_and_in_with_a_passkey(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        device = sora.device()
        sora.signs_up()
        assert "by passkey" in page.locator(".lead").inner_text()
        assert [one["isResidentCredential"] for one in sora.credentials(device)] == [True]
        sora.signs_out()
        assert "Sign in" in page.locator(".site-header .signed-in").inner_text()
        sora.goto("/account/sign-in/?next=/demo/")
        sora.use_passkey()
        sora.at("/demo/")
        assert "sora" in page.locator(".site-header .who").inner_text()


def test_a_second_passkey_is_added_named_and_the_first_removed(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        first = sora.device()
        sora.signs_up()
        sora.drop(first)
        sora.device(transport="usb")
        sora.goto("/account/passkeys/add/")
        page.locator("[name=name]").fill("Key on the ring")
        sora.use_passkey()
        sora.at("/account/recovery-codes/")
        assert page.locator(".codes li").count() == 10
        sora.goto("/account/recovery-codes/")
        assert page.locator(".codes li").count() == 0  # shown once
        sora.goto("/account/")
        assert page.locator("[aria-labelledby=passkeys] .rows strong").all_inner_texts()[1] == "Key on the ring"
        page.locator("a[href*='/remove/']").first.click()
        assert page.locator(".warning").count() == 0  # another one is left
        sora.press(".button.danger")
        sora.at("/account/passkeys/")
        assert page.locator("[aria-labelledby=passkeys] .rows strong").all_inner_texts() == ["Key on the ring"]
        sora.signs_out()
        sora.goto("/account/sign-in/")
        sora.use_passkey()
        sora.at("/account/")


def test_the_last_way_in_goes_only_after_a_warning_and_a_tick(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        sora.device()
        sora.signs_up()
        page.locator("a[href*='/remove/']").first.click()
        assert "last way in" in page.locator(".warning").inner_text()
        sora.press(".button.danger")
        page.wait_for_selector("#sure-error")
        page.locator("[name=sure]").check()
        sora.press(".button.danger")
        sora.at("/account/passkeys/")
        assert page.locator("[aria-labelledby=passkeys] .rows").count() == 0


def test_a_device_without_the_passkey_and_a_person_who_declines(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        device = sora.device()
        sora.signs_up()
        sora.signs_out()
        sora.goto("/account/sign-in/")
        sora.refuses(device)
        sora.use_passkey()
        page.wait_for_selector("[data-passkey-error]:visible")
        assert "cancelled" in said(page)
        sora.drop(device)
        sora.device()
        sora.use_passkey()
        page.wait_for_selector("[data-passkey-error]:visible")
        assert "Sign in" in page.locator("h1").inner_text()


def test_password_then_code_of_the_app_then_recovery_code(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        sora.signs_up_with_password()
        assert "password alone" in page.locator(".lead").inner_text()
        secret = adds_app(sora)
        recovery = page.locator(".codes code").first.inner_text()
        sora.signs_out()
        sora.signs_in_by_password()
        sora.at("/account/sign-in/second-step/")
        page.locator("[name=code]").fill("000000")
        sora.press("main button[type=submit]")
        assert "not right" in page.locator(".field.wrong").inner_text()
        code = app_code(secret, steps=1)  # the app's clock may be half a minute ahead
        page.locator("[name=code]").fill(code)
        sora.press("main button[type=submit]")
        sora.at("/account/")
        assert "password and second step" in page.locator(".lead").inner_text()
        sora.signs_out()
        sora.signs_in_by_password()
        page.locator("[name=code]").fill(code)  # a second time
        sora.press("main button[type=submit]")
        assert "not right" in page.locator(".field.wrong").inner_text()
        page.locator("[name=code]").fill(recovery)
        sora.press("main button[type=submit]")
        sora.at("/account/")


def test_a_passkey_for_the_second_step_only_does_not_sign_in_alone(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    """pennersr/django-allauth#4224: a device may keep such a key as discoverable; the server must refuse it."""
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        device = sora.device()
        sora.signs_up_with_password()
        sora.goto("/account/passkeys/add/")
        page.locator("[name=passwordless]").uncheck()
        page.evaluate("""() => {
            const make = navigator.credentials.create.bind(navigator.credentials);
            navigator.credentials.create = options => {
                const wish = {residentKey: "required", requireResidentKey: true};
                Object.assign(options.publicKey.authenticatorSelection, wish);
                return make(options);
            };
        }""")
        sora.use_passkey()
        sora.at("/account/recovery-codes/")
        assert sora.credentials(device)[0]["isResidentCredential"]
        sora.goto("/account/")
        assert "second step only" in page.locator("[aria-labelledby=passkeys]").inner_text()
        sora.signs_out()
        sora.goto("/account/sign-in/")
        sora.use_passkey()
        page.wait_for_selector(".notice-error")
        assert "second step only" in page.locator(".notice-error").inner_text()
        sora.goto("/account/")
        sora.at("/account/sign-in/")
        sora.signs_in_by_password()
        sora.at("/account/sign-in/second-step/")
        sora.use_passkey()
        sora.at("/account/")


def test_an_answer_of_the_passkey_is_good_once(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        sora.device()
        sora.signs_up()
        sora.signs_out()
        sora.goto("/account/sign-in/")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
        sora.use_passkey()
        sora.at("/account/")
        sora.signs_out()
        answer = next(body for body in sent if "credential=" in body)
        for fresh_question in (False, True):
            outcome = page.evaluate(
                """async ([body, again]) => {
                    if (again) await fetch("/account/sign-in/passkey/", {headers: {Accept: "application/json"}});
                    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
                    const form = new URLSearchParams(body);
                    form.set("csrfmiddlewaretoken", token);
                    const answer = await fetch("/account/sign-in/passkey/", {method: "POST", body: form});
                    return [answer.url, await answer.text()];
                }""",
                [answer, fresh_question],
            )
            assert outcome[0].endswith("/account/sign-in/")
            assert "did not work" in outcome[1]


def test_a_copied_passkey_is_noticed(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        device = sora.device()
        sora.signs_up()
        copied = sora.credentials(device)[0]
        sora.signs_out()
        sora.goto("/account/sign-in/")
        sora.use_passkey()
        sora.at("/account/")
        sora.signs_out()
        sora.drop(device)
        device = sora.device()
        credential: dict[str, Any] = {**copied, "signCount": 0}  # the thief's copy counts from where it was taken
        sora.cdp.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": credential})
        sora.goto("/account/sign-in/")
        sora.use_passkey()
        page.wait_for_selector(".notice-error")
        assert "copied" in page.locator(".notice-error").inner_text()


def test_two_accounts_at_once_see_only_their_own(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as one, open_page(language="en") as other:
        sora, mina = Person(one, live_server.url), Person(other, live_server.url, email="mina@example.org")
        sora.device()
        mina.device()
        sora.signs_up()
        mina.signs_up()
        for person, stranger in ((sora, mina), (mina, sora)):
            for path in ("/account/", "/account/email/"):
                person.goto(path)
                text = person.page.content()
                assert person.email in text
                assert stranger.email.partition("@")[0] not in text
        mina.goto("/account/")
        theirs = [link.get_attribute("href") for link in mina.page.locator("a[href*='/account/passkeys/']").all()]
        numbered = [path for path in theirs if path and any(letter.isdigit() for letter in path)]
        assert len(numbered) == 2
        for path in numbered:
            assert sora.page.request.get(live_server.url + path).status == 404
        ended = mina.page.locator("[name=session]").get_attribute("value")
        sora.goto("/account/")
        token = sora.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token or "", "session": ended or ""}
        sora.page.request.post(live_server.url + "/account/sessions/end/", form=form)
        mina.goto("/account/")
        mina.at("/account/")
        assert mina.email in mina.page.content()


def test_a_session_is_ended_from_another_browser(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as one, open_page(language="en") as other:
        sora, elsewhere = Person(one, live_server.url), Person(other, live_server.url)
        sora.signs_up_with_password()
        elsewhere.signs_in_by_password()
        elsewhere.at("/account/")
        sora.goto("/account/")
        rows = sora.page.locator("[aria-labelledby=sessions] .rows li")
        assert rows.count() == 2
        assert "this one" in rows.nth(0).inner_text()
        rows.nth(1).locator("button").click()
        sora.at("/account/")
        assert rows.count() == 1
        elsewhere.goto("/account/")
        elsewhere.at("/account/sign-in/")


def test_without_script_the_password_way_is_whole(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en", scripts=False) as page:
        sora = Person(page, live_server.url, scripts=False)
        sora.goto("/account/sign-in/")
        assert not page.locator("#passkey").is_visible()
        assert "Passkeys need JavaScript" in page.locator("noscript").inner_text()
        sora.signs_up_with_password()
        secret = adds_app(sora)
        sora.signs_out()
        sora.signs_in_by_password()
        page.locator("[name=code]").fill(app_code(secret, steps=1))
        sora.press("main button[type=submit]")
        sora.at("/account/")


def test_before_something_that_matters_one_shows_oneself_again(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        sora = Person(page, live_server.url)
        sora.device()
        sora.signs_up()
        adds_password(sora)
        _age_the_sign_in(seconds=600)
        sora.goto("/account/passkeys/add/")
        sora.at("/account/again/passkey/")
        sora.goto("/account/again/password/?next=/account/passkeys/add/")
        sora.at("/account/again/passkey/")  # a password is not enough for who has a second step
        sora.use_passkey()
        sora.at("/account/passkeys/add/")


def _age_the_sign_in(*, seconds: int) -> None:
    """As if everything had been shown so many seconds earlier."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for row in store.model.objects.exclude(account=None):
        data = store.decode(row.session_data)
        for record in data["account_authentication_methods"]:
            record["at"] -= seconds
        row.session_data = store.encode(data)
        row.save()
