"""No change of state is forged, sent twice or sent by somebody else; and every answer on the way has its headers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.changes import NOTHING, Pressing, undone
from tests.pages.everybody import TOKEN, Somebody
from tests.pages.found import Seen, answers, pages
from tests.pages.headers import Watched
from tests.pages.seasons import later
from tests.pages.state import changed, state
from tests.walls.people import BORA
from tests.walls.routes import addresses

UNPRESSED = {
    "portal:sent": "gives back what could not be read; its button is on that page: portal/tests/test_files.py",
    "portal:rules-definition": "gives a sound table's definition as a file: portal/tests/law/test_in_browser.py",
}
"""Routes that take a post and whose button is on no page of these tests, and where it is pressed."""
TWICE = {
    "account_reset_password": "whoever asks twice is sent a second code, and the first is void; limited",
    "account_reauthenticate": "whoever shows the password twice gets a new key of the same session twice",
}
"""Routes where the second of two equal sendings has an effect too, and which."""
READ_ONCE = {"mfa_view_recovery_codes": "recovery codes are shown once, and that they were is kept"}
"""Pages whose reading changes something, and what."""
METHODS = ("put", "patch", "delete", "trace", "options")


@pytest.fixture
def watched() -> None:
    """Headers are gathered from here on."""
    Watched.faults.clear()


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("watched")
def test_every_change_happens_once_by_whom_it_belongs_to(all_of_them: list[Somebody]) -> None:
    shown = pages(list(_only_read(all_of_them)))
    _other_methods_change_nothing(all_of_them)
    pressing = Pressing({one.name: one for one in all_of_them})
    for one in shown:
        pressing.page(one.who, one.address.path, one.answer)
    for one in later(pressing.everybody):
        if one.shown:
            pressing.page(one.who, one.address.path, one.answer)
    assert pressing.faults == []
    assert list(Watched.faults) == []
    done = pressing.done.values()
    twice = {one.name: one.again for one in done if one.again and one.route not in TWICE}
    assert twice == {}, "sent twice, it happens twice"
    assert sorted(TWICE.keys() - {one.route for one in done if one.again}) == [], "not so: take it off TWICE"
    posts = taking_posts(pressing.everybody)
    _all_are_reached(posts, {one.route for one in done}, {one.route for one in done if one.effect})


def _all_are_reached(posts: set[str], pressed: set[str], effective: set[str]) -> None:
    """Each route that takes a post has a button that does something, or a reason."""
    assert sorted(posts - pressed - UNPRESSED.keys()) == [], "on no page is a button for these: tests/pages/seasons.py"
    assert sorted(UNPRESSED.keys() - posts) == [] == sorted(UNPRESSED.keys() & pressed)
    assert sorted(posts - effective - NOTHING.keys() - UNPRESSED.keys()) == [], "these do nothing: write into words.py"
    assert sorted(NOTHING.keys() & effective) == [], "these do something: take them off NOTHING"
    assert sorted(NOTHING.keys() - posts) == []


def taking_posts(by_name: dict[str, Somebody]) -> set[str]:
    """Routes that take one, by what whoever belongs there is answered to one that says nothing."""
    found = set()
    for address in {one.route: one for one in addresses() if one.whose is not BORA}.values():
        with undone():
            answer = by_name[whose(address.path)].browser().post(address.path, {"csrfmiddlewaretoken": TOKEN})
        found |= {address.route} if answer.status_code != 405 else set()
    return found


def whose(path: str) -> str:
    """Who belongs at an address."""
    return "official" if "/desk/" in path else "owner" if "/account/" in path else "resident"


def _only_read(all_of_them: list[Somebody]) -> Iterator[Seen]:
    """All answers there are; each leaves everything as it was."""
    before, changing = state(), set[str]()
    for one in answers(all_of_them):
        after = state()
        if changed(before, after):
            changing.add(one.address.route)
        before = after
        yield one
    assert changing == READ_ONCE.keys(), "a page that is only read changes something"


def _other_methods_change_nothing(all_of_them: list[Somebody]) -> None:
    """PUT, PATCH, DELETE, TRACE and OPTIONS at every route, by whoever has a page there."""
    before = state()
    by_name = {one.name: one for one in all_of_them}
    for address in {one.route: one for one in addresses() if one.whose is not BORA}.values():
        who = by_name[whose(address.path)]
        for method in METHODS:
            answer = getattr(who.browser(), method)(address.path)
            allowed = {302, 401, 403, 404, 405} | ({200} if method == "options" else set())
            assert answer.status_code in allowed, (method, address.path, answer.status_code)
    assert changed(before, state()) == []
