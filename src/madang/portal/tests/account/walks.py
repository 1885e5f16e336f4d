"""The way to pages of the account that say what went wrong, or something once; tests/pages sees all the others."""

from __future__ import annotations

from collections.abc import Callable

from madang.portal.tests.account.person import PASSWORD, Person
from madang.portal.tests.account.totp import app_code

Walk = Callable[[Person], None]


def sign_in_refused(sora: Person) -> None:
    sora.goto("/account/sign-in/")
    sora.page.locator("[name=login]").fill("nobody@example.org")
    sora.page.locator("[name=password]").fill("wrong")
    sora.press("form[action$='/sign-in/'] button[type=submit]")
    sora.page.wait_for_selector(".error-summary")


def sign_up_refused(sora: Person) -> None:
    sora.goto("/account/sign-up/")
    sora.page.locator("[name=email]").fill("no address")
    sora.press()
    sora.page.wait_for_selector(".field.wrong")


def overview(sora: Person) -> None:
    sora.device()
    sora.signs_up()


def adds_app(sora: Person) -> str:
    """Adds one and returns its secret; recovery codes are on the page after it, unless there are some already."""
    sora.goto("/account/app/")
    secret = sora.page.locator("details code").text_content() or ""
    sora.page.locator("[name=code]").fill(app_code(secret))
    sora.press()
    sora.page.wait_for_url(lambda url: not url.endswith("/account/app/"))
    return secret


def adds_password(sora: Person) -> None:
    """Gives an account with passkeys a password too."""
    sora.goto("/account/password/first/")
    sora.page.locator("[name=password1]").fill(PASSWORD)
    sora.press()
    sora.at("/account/")


def recovery_codes(sora: Person) -> None:
    overview(sora)
    adds_app(sora)
    sora.at("/account/recovery-codes/")


WALKS: tuple[Walk, ...] = (sign_in_refused, sign_up_refused, recovery_codes)
