"""Every button there is, pressed once, twice, by others and from elsewhere; the world is put back after each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.db import transaction
from django.urls import resolve, reverse

from tests.pages.everybody import TOKEN, Somebody
from tests.pages.forms import Sending, sendings
from tests.pages.state import State, changed, state
from tests.pages.words import words_for
from tests.walls.people import ANNE
from tests.walls.routes import PUBLIC

DEEPEST, TRIES = 5, 3
"""Buttons pressed one after another, each on the page that the one before led to; how often one is pressed that does
nothing where it stands."""
FORGED: dict[str, dict[str, Any]] = {
    "without a token": {},
    "from another origin": {"headers": {"Origin": "https://evil.example"}},
    "from a page elsewhere": {"headers": {"Referer": "https://evil.example/"}, "secure": True},
}
REFUSED = {302, 401, 403, 404, 409}
"""What others are answered: sent to sign in, or told that it is not theirs."""
ROW = re.compile(r"-\d+$")
UNSAID = {"csrfmiddlewaretoken", "key", "next"}
BY_DEVICE = "the answer of a passkey, good once: portal/tests/account/test_in_browser.py"
NOTHING = {
    "mfa_login_webauthn": BY_DEVICE,
    "mfa_signup_webauthn": BY_DEVICE,
    "mfa_add_webauthn": BY_DEVICE,
    "mfa_reauthenticate_webauthn": BY_DEVICE,
    "account_confirm_password_reset_code": "leads whoever has the code to the page for a new password",
    "set_language": "a cookie that says ko or en",
    "portal:look": "a cookie that says how large letters are",
    "portal:start": "what is told in the guided check is not kept",
    "portal:check": "what is told in the guided check is not kept",
    "portal:result": "what is told in the guided check is not kept",
    "portal:likely": "what is told in the guided check is not kept",
    "portal:save": "a file for the visitor's own device",
    "portal:resume": "what is told in the guided check is not kept",
    "portal:erase": "tells the browser to forget",
    "portal:demo-begin": "asks agencies, and keeps nothing of it",
    "portal:rules-try": "an answer for a family that is not kept",
    "portal:rules-table": "what is wrong with a table that is not kept",
    "portal:workbench-import": "wants a file, which these tests do not send: portal/tests/workbench",
    "portal:desk-queue": "a search, posted because names stand in no address; it leads to the list",
}
"""Routes whose buttons change nothing in the database, and what they do instead."""
Kind = tuple[str, ...]
Form = dict[str, list[str]]


@dataclass(frozen=True)
class Pressed:
    """What became of one button. effect, again: tables that the first and the second sending changed."""

    name: str
    route: str
    statuses: tuple[int, int]
    effect: tuple[str, ...]
    again: tuple[str, ...]


@dataclass
class Pressing:
    """Goes from page to page. done: by kind of button; faults: what must not be; forged, strange: how often tried."""

    everybody: dict[str, Somebody]
    done: dict[Kind, Pressed] = field(default_factory=dict)
    tries: Counter[Kind] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    forged: int = 0
    strange: int = 0

    def page(self, who: Somebody, path: str, answer: Any, deep: int = 0) -> None:
        """All buttons of a page that did nothing yet, and those of the pages they lead to."""
        text = answer.content.decode()
        for sending in sendings(text, path):
            kind = kind_of(sending)
            former = self.done.get(kind)
            most = 1 if kind[0] in NOTHING else TRIES
            if self.tries[kind] < most and not (former and former.effect):
                self.tries[kind] += 1
                with undone():
                    self._press(who, sending, kind, text, deep)

    def _press(self, who: Somebody, sending: Sending, kind: Kind, text: str, deep: int) -> None:
        form = sending.filled(words_for(kind[0], text)) | {"csrfmiddlewaretoken": [TOKEN]}
        name = f"{' '.join(kind)} as {who.name}"
        before = state()
        self._forge(who, sending.path, form, name, before)
        self._stranger(who, sending, form, name, before)
        client = who.browser()
        counts, answers, states = [len(mail.outbox)], list[Any](), [before]
        for _ in range(2):
            answers.append(client.post(sending.path, form))
            states.append(state())
            counts.append(len(mail.outbox))
        effect, again = (
            (*changed(states[at], states[at + 1]), *(["mail"] if counts[at + 1] > counts[at] else [])) for at in (0, 1)
        )
        statuses = answers[0].status_code, answers[1].status_code
        self.done[kind] = Pressed(name, kind[0], statuses, effect, again)
        self.faults += [f"{name}: answers {status}" for status in statuses if status >= 500]
        if deep < DEEPEST:
            cookies = {one: value.value for one, value in client.cookies.items() if value.value}
            self._follow(Somebody(who.name, cookies), sending.path, answers[0], deep)
            if effect and kind[0].startswith("portal:"):
                self._beside(sending.path, deep)

    def _follow(self, who: Somebody, path: str, answer: Any, deep: int) -> None:
        there = answer.headers.get("Location", "")
        if there:
            path = urlsplit(there).path
            answer = who.browser().get(there)
        if answer.status_code in (200, 422) and "text/html" in answer.headers["Content-Type"]:
            self.page(who, path, answer, deep + 1)

    def _beside(self, path: str, deep: int) -> None:
        """The page of the same case of the other one whom it concerns."""
        number = resolve(urlsplit(path).path).kwargs.get("number") or resolve(urlsplit(path).path).kwargs.get("case")
        for name, route, called in (
            ("resident", "portal:mine-case", "case"),
            ("official", "portal:desk-case", "number"),
        ):
            if number is not None:
                there = reverse(route, kwargs={called: number})
                answer: Any = self.everybody[name].browser().get(there)
                if answer.status_code == 200:
                    self.page(self.everybody[name], there, answer, deep + 1)

    def _forge(self, who: Somebody, path: str, form: Form, name: str, before: State) -> None:
        for how, more in FORGED.items():
            self.forged += 1
            sent = form if more else {one: value for one, value in form.items() if one != "csrfmiddlewaretoken"}
            answer: Any = who.browser().post(path, sent, **more)
            if answer.status_code != 403 or "<h2>" not in answer.text:
                self.faults.append(f"{name}: {how}: answers {answer.status_code}")
        if found := changed(before, state()):
            self.faults.append(f"{name}: forged, it changes {found}")

    def _stranger(self, who: Somebody, sending: Sending, form: Form, name: str, before: State) -> None:
        """Others send the very same, with a token of their own."""
        for other in strangers(who, sending):
            self.strange += 1
            answer: Any = self.everybody[other].browser().post(sending.path, form)
            if answer.status_code not in REFUSED:
                self.faults.append(f"{name}: sent as {other}, answers {answer.status_code}")
            if found := changed(before, state()):
                self.faults.append(f"{name}: sent as {other}, changes {found}")


def strangers(who: Somebody, sending: Sending) -> list[str]:
    """Who must not be able to send this: nobody at pages of residents and officials; others where it names a row."""
    found = resolve(urlsplit(sending.path).path)
    inside = found.view_name.startswith(("portal:mine", "portal:desk"))
    one_row = any(name not in PUBLIC for name in found.kwargs) or any(
        value in ANNE.marks() for _, value in sending.fixed
    )
    others = ["nobody"] if inside else []
    return others + (["plain" if who.name == "owner" else "other"] if one_row else [])


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kind_of(sending: Sending) -> Kind:
    """Buttons of one kind: the same address but for ids, the same fields, the same word on the button."""
    found = resolve(urlsplit(sending.path).path)
    public = tuple(str(value) for name, value in found.kwargs.items() if name in PUBLIC and name != "service")
    names = {ROW.sub("", one) for one, _ in (*sending.fixed, *sending.open, *sending.choices)} - UNSAID
    pressed = tuple(value.partition(":")[0] for name, value in sending.fixed if name in ("do", "action"))
    return (found.view_name, *public, *pressed, ",".join(sorted(names)))
