"""Somebody at a browser who signs up and in by what stands on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from playwright.sync_api import Page

CODE = re.compile(r"(?:is|코드는) ([A-Z0-9-]{6,})")
PASSWORD = "garden lamp river seven"


def code_from_mail(to: str) -> str:
    """The code in the newest mail to an address."""
    newest = next(letter for letter in reversed(mail.outbox) if letter.to == [to])
    found = CODE.search(str(newest.body))
    assert found, newest.body
    return found[1]


@dataclass
class Person:
    """`address` is the server's, `email` theirs."""

    page: Page
    address: str
    email: str = "sora@example.org"
    scripts: bool = True
    cdp: Any = field(init=False)

    def __post_init__(self) -> None:
        self.cdp = self.page.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable", {"enableUI": False})

    def goto(self, path: str) -> None:
        """Opens an address of the house."""
        self.page.goto(self.address + path)
        self._settle()

    def device(self, *, transport: str = "internal", verifies: bool = True, resident: bool = True) -> str:
        """A virtual authenticator (WebAuthn §11): returns its id."""
        options = {
            "protocol": "ctap2", "transport": transport, "hasResidentKey": resident, "hasUserVerification": verifies,
            "isUserVerified": verifies, "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return str(made["authenticatorId"])

    def drop(self, device: str) -> None:
        """The device is gone."""
        self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})

    def refuses(self, device: str) -> None:
        """The person looks away: no finger, no PIN."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})

    def credentials(self, device: str) -> list[dict[str, Any]]:
        """What the device keeps."""
        found: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": device})[
            "credentials"
        ]
        return found

    def at(self, path: str) -> None:
        """Waits until the browser is at this path."""
        self.page.wait_for_url(lambda url: url.removeprefix(self.address).partition("?")[0] == path)
        self._settle()

    def _settle(self) -> None:
        """Waits for the page's fonts: one that is left while they load reports them as not loaded."""
        if self.scripts:
            self.page.evaluate("document.fonts.ready.then(() => true)")

    def press(self, selector: str = "main form button[type=submit].primary") -> None:
        """Presses a button."""
        self.page.locator(selector).first.click()

    def use_passkey(self) -> None:
        """Presses the button that asks the device."""
        self.page.locator("#passkey").click()

    def gives_email(self, path: str = "/account/sign-up/") -> None:
        """First step of signing up."""
        self.goto(path)
        self.page.locator("[name=email]").fill(self.email)
        if self.page.locator("[name=password1]").count():
            self.page.locator("[name=password1]").fill(PASSWORD)
        self.press()
        self.at("/account/email/code/")

    def types_code(self) -> None:
        """The code from the mail."""
        self.page.locator("[name=code]").fill(code_from_mail(self.email))
        self.press()

    def signs_up(self) -> None:
        """With a passkey, to my page."""
        self.gives_email()
        self.types_code()
        self.at("/account/sign-up/passkey/")
        self.use_passkey()
        self.at("/account/")

    def signs_up_with_password(self) -> None:
        """With a password, to my page."""
        self.gives_email("/account/sign-up/password/")
        self.types_code()
        self.at("/account/")

    def signs_out(self) -> None:
        """By the header's button."""
        self.press(".site-header .signed-in button")
        self.at("/account/signed-out/")

    def signs_in_by_password(self) -> None:
        """The first step."""
        self.goto("/account/sign-in/")
        self.page.locator("[name=login]").fill(self.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.press("form[action$='/sign-in/'] button[type=submit]")
