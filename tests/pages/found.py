"""Every page there is: each address of the URL map, as the first of everybody who is shown a page there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.pages.everybody import Somebody
from tests.walls.people import BORA
from tests.walls.routes import Address, addresses, routes

NO_PAGE = {
    "health-live": "JSON for a load balancer",
    "health-ready": "JSON for a load balancer and the supervisor",
    "metrics": "text for Prometheus",
    "set_language": "only by a button",
    "portal:look": "only by a button",
    "portal:save": "a file of what was told, by a button",
    "portal:sent": "a file of what was sent, by a button",
    "portal:keys-authority": "a file",
    "portal:keys-json": "JSON for programs",
    "portal:keys-logs": "a file",
    "portal:rules-definition": "a file, by a button",
    "portal:mine-begin": "a draft is begun by a button; by address it leads to the services",
    "portal:mine-consent": "agreed by a button; by address it leads to the draft",
    "portal:mine-since": "JSON for the page that is open",
    "portal:mine-proof": "a file",
    "portal:desk-act": "only by a button",
    "portal:desk-letter": "a file",
    "portal:workbench-archive": "a file",
    "portal:workbench-release-archive": "a file",
    "account_end_session": "only by a button",
    "account_end_sessions": "only by a button",
    "mfa_login_webauthn": "asked and answered by the script of the sign-in page",
}
"""Addresses at which nobody is shown a page, and what is there instead."""
FIRST = {
    "desk": ("official",),
    "privacy": ("official",),
    "operator": ("operator",),
    "workbench": ("author",),
    "account": ("owner", "plain", "nobody"),
}
"""Who is tried first below an address; elsewhere the resident is."""
ALSO = {
    "mfa_index": ("plain", "resident"),
    "account_step_up": ("resident",),
    "portal:home": ("nobody", "official"),
    "portal:mine": ("official",),
    "portal:desk-queue": ("resident",),
}
"""Pages that say something else to somebody else."""
WITH = {
    "account_step_up": "?strong=1",
    "portal:workbench-file": "?path=parameters/basic_pension.yaml",
    "portal:workbench-year": "?service=basic_pension&year=2027",
}
"""What follows an address so that there is something to say."""
CLOSED = ("account_inactive", "account_step_up")
"""Pages that say no (403), whoever comes."""
HELP = (
    "{route}: nobody of {who} is shown a page there. Give the world what it needs (tests/walls/world.py), somebody the "
    "way there (tests/pages/everybody.py), or say in NO_PAGE (tests/pages/found.py) what is there instead"
)


@dataclass(frozen=True)
class Seen:
    """A page as somebody was answered it."""

    who: Somebody
    address: Address
    answer: Any

    @property
    def name(self) -> str:
        """For a message."""
        return f"{self.address.path} ({self.address.route}) as {self.who.name}"

    @property
    def path(self) -> str:
        """As it is asked for."""
        return self.address.path + WITH.get(self.address.route, "")

    @property
    def shown(self) -> bool:
        """Whether it is the page that is meant to be there."""
        return is_page(self.answer) and self.answer.status_code == (403 if self.address.route in CLOSED else 200)


def is_page(answer: Any) -> bool:
    """Whether it is one to read, whatever it says."""
    return "text/html" in answer.headers.get("Content-Type", "") and answer.status_code not in (301, 302, 405)


def answers(everybody: list[Somebody]) -> Iterator[Seen]:
    """Each address with everybody's answers until somebody is shown a page, that one last; then those of ALSO."""
    for address in addresses():
        if address.whose is BORA or "no_such" in address.path or "no-such" in address.path:
            continue
        order = _order(address, everybody)
        for who in order:
            seen = Seen(who, address, who.browser().get(address.path + WITH.get(address.route, "")))
            yield seen
            if seen.shown or seen.answer.status_code == 405:
                break
        for who in everybody:
            if who.name in ALSO.get(address.route, ()):
                yield Seen(who, address, who.browser().get(address.path))


def _order(address: Address, everybody: list[Somebody]) -> list[Somebody]:
    first = FIRST.get(address.path.strip("/").partition("/")[0], ("resident",))
    if address.route in NO_PAGE:
        return [who for who in everybody if who.name in (*first, "nobody")]
    return sorted(everybody, key=lambda who: first.index(who.name) if who.name in first else len(first))


def pages(found: list[Seen]) -> list[Seen]:
    """Those that are pages to read. AssertionError: a route at which nobody has one, or one that should have none."""
    shown = [one for one in found if is_page(one.answer)]
    reached = {one.address.route for one in shown if one.shown}
    who = ", ".join(dict.fromkeys(one.who.name for one in found))
    every = {name for name, _ in routes()}
    missing = [HELP.format(route=name, who=who) for name in sorted(every - reached - NO_PAGE.keys())]
    assert missing == [], "\n".join(missing)
    assert sorted(reached & NO_PAGE.keys()) == [], "there are pages at these: take them off NO_PAGE"
    assert sorted(NO_PAGE.keys() - every) == [], "there are no such routes"
    return [one for one in shown if one.shown or one.who.name in ALSO.get(one.address.route, ())]
