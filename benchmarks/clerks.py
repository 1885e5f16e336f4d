"""Officials for a benchmark of the desk: real authorities, appointments, sessions, and the pages they open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from madang.identity.anyid.service import Part

TENANTS, UNITS = 230, 20


def authorities() -> tuple[list[str], list[str]]:
    """Ids of 230 보장기관 of the country, first the one with most 읍면동, and twenty of its units."""
    from madang.people.models import Unit
    from madang.people.service import load_organisations, organisations

    load_organisations()
    units: dict[str, list[str]] = {}
    for id, organisation in Unit.objects.order_by("pk").values_list("pk", "organisation_id"):
        units.setdefault(organisation, []).append(id)
    found = [one.id for one in organisations(dt.datetime.now(dt.UTC).date()) if one.is_tenant]
    first = max(found, key=lambda id: len(units.get(id, ())))
    others = [id for id in found if id != first]
    filled = [f"x{number:04d}" for number in range(max(0, TENANTS - 1 - len(others)))]
    return [first, *others, *filled][:TENANTS], (units[first] * UNITS)[:UNITS]


def appointed(tenant: str, units: list[str]) -> tuple[Client, Client]:
    """Browsers of a clerk limited to these units, and of one for the whole authority; signed in."""
    from django.test import Client, override_settings

    from madang.identity.anyid.service import Account
    from madang.people.service import Appoint
    from madang.trust.service import perform, system

    override_settings(
        MADANG_DEMO_PARTS=f"{__name__}.parts", MADANG_ROLES_OF="madang.identity.anyid.service.roles_from_people"
    ).enable()
    until, browsers = dt.datetime.now(dt.UTC) + dt.timedelta(days=30), []
    for part, of in (("clerk", units), ("chief", [""])):
        browser = Client()
        browser.post("/account/demo/", {"part": part})
        account = Account.objects.get(part=part)
        for unit in of:
            perform(Appoint(str(account.id), tenant, "caseworker", until, unit=unit), system("benchmark"))
        browsers.append(browser)
    return browsers[0], browsers[1]


def parts() -> list[Part]:
    """Whom one may be in it."""
    from madang.identity.anyid.service import Part

    return [Part(name, name, name, official=True) for name in ("clerk", "chief")]


def pages(clerk: Client, chief: Client) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is looked at, by name."""
    for who, browser in (("two units", clerk), ("largest", chief)):
        for name, address in (
            ("by due day", "/desk/"), ("page 200", "/desk/?page=200"), ("a state", "/desk/?state=working"),
            ("latest first", "/desk/?order=filed"), ("one service", "/desk/?service=basic_pension"),
            ("mine", "/desk/?mine=1"), ("decided, page 200", "/desk/?state=decided&page=200"),
        ):  # fmt: skip
            yield f"{who}: {name}", _visit(browser, address)
        yield f"{who}: search a name", _search(browser, "김가나")


def _visit(browser: Client, address: str) -> Callable[[], None]:
    def visit() -> None:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")

    return visit


def _search(browser: Client, words: str) -> Callable[[], None]:
    """What is found; the words were sent before, and are kept in the session."""
    return _visit(browser, browser.post("/desk/", {"q": words}).headers["Location"])
