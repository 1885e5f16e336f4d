"""Everybody for whom there is a page: signed in as a part, with an account of their own, or halfway in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from madang.identity.anyid.models import Account
from madang.identity.anyid.service import Part, Roles, roles_from_people
from madang.people.service import Appoint
from madang.portal.tests.account.person import PASSWORD, code_from_mail
from madang.portal.tests.account.totp import app_code
from madang.portal.tests.office.house import feed_held
from madang.trust.service import perform
from tests.pages.headers import Watched
from tests.pages.passkey import made_passkey
from tests.walls import people
from tests.walls.people import ANNE, account_id
from tests.walls.visitors import appointed

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OPERATOR, AUTHOR = "operator", "author"
OWNER, PLAIN = "owner@example.org", "plain@example.org"
TOKEN = "b" * 32


@dataclass(frozen=True)
class Somebody:
    """cookies: what their browser carries."""

    name: str
    cookies: dict[str, str] = field(default_factory=dict, compare=False)

    def browser(self, language: str = "ko") -> Watched:
        """With Django's protection against forged requests on, as in a real browser."""
        client = Watched(enforce_csrf_checks=True, raise_request_exception=False)
        for name, value in {**self.cookies, "csrftoken": TOKEN, "madang_language": language}.items():
            client.cookies[name] = value
        return client


def everybody() -> list[Somebody]:
    """All of them, for the world of `tests.walls`: parts first, because real accounts would end the demonstration."""
    appointed()
    parts = {"resident": "first", "official": f"official-{ANNE.tenant}", "other": "second"}
    until = timezone.now() + dt.timedelta(days=30)
    approver = Appoint(account_id(parts["official"]), ANNE.tenant, "approver", until)
    perform(approver, ANNE.official("supervisor", id="boss"))
    feed_held("nts")  # under the name of tests.walls.routes.PUBLIC; an event is held there already
    found = [_after(name, _plays(part)) for name, part in (parts | {OPERATOR: OPERATOR, AUTHOR: AUTHOR}).items()]
    owner = _account(OWNER)
    ANNE.given["pk"] = [str(made_passkey(owner).pk)]
    TOTP.activate(owner, SECRET)
    RecoveryCodes.activate(owner)
    _account(PLAIN)
    found += [_after(way.__name__.replace("_", " "), way) for way in WAYS]
    Account.objects.update(synthetic=True)
    return [*found, Somebody("nobody")]


def parts() -> list[Part]:
    """Whom one may be: the walls' people, an operator of the hub, an author of rules."""
    others = ((OPERATOR, "운영자", "An operator"), (AUTHOR, "규칙 작성자", "A rule author"))
    return [*people.parts(), *(Part(name, ko, en, official=True) for name, ko, en in others)]


def roles_of(account: Account) -> Roles:
    """As the room people knows them; the hub and the ministry appoint theirs by themselves."""
    theirs = {OPERATOR: Roles("hub", (), ("operator",)), AUTHOR: Roles("mohw", (), ("rule_author",))}
    return theirs.get(account.part) or roles_from_people(account)


def _account(email: str) -> Account:
    made = Account.objects.create_user(email, PASSWORD, synthetic=True)
    EmailAddress.objects.create(user=made, email=email, primary=True, verified=True)
    return made


def _after(name: str, way: Callable[[Client], object]) -> Somebody:
    client = Client()
    way(client)
    return Somebody(name, {one: value.value for one, value in client.cookies.items() if value.value})


def _plays(part: str) -> Callable[[Client], object]:
    return lambda client: client.post("/account/demo/", {"part": part})


def second_step(client: Client) -> None:
    client.post("/account/sign-in/", {"login": OWNER, "password": PASSWORD})


def owner(client: Client) -> None:
    second_step(client)
    answer = client.post("/account/sign-in/second-step/", {"code": app_code(SECRET)})
    assert answer.status_code == 302, answer.content.decode()


def plain(client: Client) -> None:
    client.post("/account/sign-in/", {"login": PLAIN, "password": PASSWORD})


def confirming(client: Client) -> None:
    client.post("/account/sign-up/", {"email": "new@example.org"})


def making_a_passkey(client: Client) -> None:
    client.post("/account/sign-up/", {"email": "newer@example.org"})
    client.post("/account/email/code/", {"code": code_from_mail("newer@example.org"), "action": "verify"})


def having_forgotten(client: Client, email: str = PLAIN) -> None:
    client.post("/account/password/forgotten/", {"email": email})


def choosing_anew(client: Client) -> None:
    having_forgotten(client, OWNER)
    client.post("/account/password/forgotten/code/", {"code": code_from_mail(OWNER)})


WAYS: tuple[Callable[[Client], None], ...] = (
    owner, plain, second_step, confirming, making_a_passkey, having_forgotten, choosing_anew,
)  # fmt: skip
