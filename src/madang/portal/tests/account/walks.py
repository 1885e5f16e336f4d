"""The way to every page of the account: each ends on the page it is named after (templates/portal/account/)."""

from __future__ import annotations

from collections.abc import Callable

from madang.portal.tests.account.person import PASSWORD, Person, code_from_mail
from madang.portal.tests.account.totp import app_code

Walk = Callable[[Person], None]


def sign_in(sora: Person) -> None:
    sora.goto("/account/sign-in/?next=/account/")


def sign_in_refused(sora: Person) -> None:
    sora.goto("/account/sign-in/")
    sora.page.locator("[name=login]").fill("nobody@example.org")
    sora.page.locator("[name=password]").fill("wrong")
    sora.press("form[action$='/sign-in/'] button[type=submit]")
    sora.page.wait_for_selector(".error-summary")


def sign_up(sora: Person) -> None:
    sora.goto("/account/sign-up/")


def sign_up_refused(sora: Person) -> None:
    sora.goto("/account/sign-up/")
    sora.page.locator("[name=email]").fill("no address")
    sora.press()
    sora.page.wait_for_selector(".field.wrong")


def sign_up_password(sora: Person) -> None:
    sora.goto("/account/sign-up/password/")


def email_code(sora: Person) -> None:
    sora.gives_email()


def first_passkey(sora: Person) -> None:
    sora.gives_email()
    sora.types_code()
    sora.at("/account/sign-up/passkey/")


def overview(sora: Person) -> None:
    sora.device()
    sora.signs_up()


def overview_with_everything(sora: Person) -> None:
    sora.device()
    sora.signs_up()
    adds_password(sora)
    adds_app(sora)
    sora.goto("/account/")


def overview_with_password(sora: Person) -> None:
    sora.signs_up_with_password()


def overview_in_the_demonstration(sora: Person) -> None:
    sora.goto("/account/demo/")
    sora.press("button[name=part]")
    sora.at("/account/")


def add_passkey(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/passkeys/add/")


def name_passkey(sora: Person) -> None:
    overview(sora)
    sora.press("a[href*='/name/']")
    sora.page.wait_for_selector("[name=name]")


def remove_passkey(sora: Person) -> None:
    overview(sora)
    sora.press("a[href*='/remove/']")
    sora.page.wait_for_selector(".warning")


def add_app(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/app/")
    sora.page.locator("details summary").click()


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


def remove_app(sora: Person) -> None:
    overview(sora)
    adds_app(sora)
    sora.goto("/account/app/remove/")


def recovery_codes(sora: Person) -> None:
    overview(sora)
    adds_app(sora)
    sora.at("/account/recovery-codes/")


def recovery_codes_later(sora: Person) -> None:
    recovery_codes(sora)
    sora.goto("/account/recovery-codes/")


def new_recovery_codes(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/recovery-codes/new/")


def again_passkey(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/again/?next=/account/")
    sora.at("/account/again/passkey/")


def again_code(sora: Person) -> None:
    overview(sora)
    adds_app(sora)
    sora.goto("/account/again/code/?next=/account/")


def again_password(sora: Person) -> None:
    sora.signs_up_with_password()
    sora.goto("/account/again/?next=/account/")
    sora.at("/account/again/password/")


def step_up(sora: Person) -> None:
    sora.signs_up_with_password()
    sora.goto("/account/again/?strong=1&next=/account/")


def step_up_in_the_demonstration(sora: Person) -> None:
    overview_in_the_demonstration(sora)
    sora.goto("/account/again/")


def second_step(sora: Person) -> None:
    sora.device()
    sora.signs_up()
    adds_password(sora)
    adds_app(sora)
    sora.signs_out()
    sora.signs_in_by_password()
    sora.at("/account/sign-in/second-step/")


def password_change(sora: Person) -> None:
    sora.signs_up_with_password()
    sora.goto("/account/password/")


def password_set(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/password/first/")


def password_forgotten(sora: Person) -> None:
    sora.goto("/account/password/forgotten/")


def password_code(sora: Person) -> None:
    sora.signs_up_with_password()
    sora.signs_out()
    password_forgotten(sora)
    sora.page.locator("[name=email]").fill(sora.email)
    sora.press()
    sora.at("/account/password/forgotten/code/")


def password_new(sora: Person) -> None:
    password_code(sora)
    sora.page.locator("[name=code]").fill(code_from_mail(sora.email))
    sora.press()
    sora.at("/account/password/forgotten/new/")


def email(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/email/")


def sign_out(sora: Person) -> None:
    overview(sora)
    sora.goto("/account/sign-out/")


def said(sora: Person) -> None:
    sora.goto("/account/signed-out/")


def demo(sora: Person) -> None:
    sora.goto("/account/demo/")


WALKS: tuple[Walk, ...] = (
    sign_in, sign_in_refused, sign_up, sign_up_refused, sign_up_password, email_code, first_passkey, overview,
    overview_with_everything, overview_with_password, overview_in_the_demonstration, add_passkey, name_passkey,
    remove_passkey, add_app, remove_app, recovery_codes, recovery_codes_later, new_recovery_codes, again_passkey,
    again_code, again_password, step_up, step_up_in_the_demonstration, second_step, password_change, password_set,
    password_forgotten, password_code, password_new, email, sign_out, said, demo,
)  # fmt: skip
