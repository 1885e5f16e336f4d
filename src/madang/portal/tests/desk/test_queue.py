"""The queue: tabs with counts, search, filters, order, pages; names on record; few queries however long it is."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from madang.people.service import Appoint
from madang.portal.tests.desk.house import CITY, FATHER, MOTHER, NAMES, applied, many, press, signed_in
from madang.services.casework import service as casework
from madang.trust import service as trust
from madang.trust.service import perform

pytestmark = pytest.mark.usefixtures("house")
MOST = 14
"""Twelve of a page, and two that put the context back where a test's own transaction is around it."""


@pytest.fixture
def clerk() -> Client:
    return signed_in("clerk")


def names(client: Client, address: str) -> list[str]:
    return [line.name for line in client.get(address).context["lines"]]


def test_what_is_due_first_comes_first_and_late_ones_are_marked(clerk: Client) -> None:
    many(33)
    page = clerk.get("/desk/")
    lines = page.context["lines"]
    assert [line.due for line in lines] == sorted(line.due for line in lines)
    assert (lines[0].name, lines[0].mark, lines[0].left) == ("아무개32", "late", "2일 지남")
    assert page.context["late"] == 3 - (timezone.now() < lines[2].due)
    assert "기한이 지난" in page.text
    assert [line.mark for line in clerk.get("/desk/?state=late").context["lines"]] == ["late"] * page.context["late"]
    filed = names(clerk, "/desk/?order=filed")
    assert filed[:2] == ["아무개0", "아무개1"]


def test_tabs_count_and_choose(clerk: Client) -> None:
    first, second = applied(MOTHER), applied(FATHER)
    press(clerk, first, "take")
    tabs = {tab[1]: tab[2] for tab in clerk.get("/desk/").context["tabs"]}
    assert (tabs["?"], tabs["?state=received"], tabs["?state=working"], tabs["?state=decided"]) == (2, 1, 1, None)
    assert names(clerk, "/desk/?state=working") == [NAMES[MOTHER]]
    press(clerk, first, "approve")
    assert names(clerk, "/desk/") == [NAMES[FATHER]]
    assert names(clerk, "/desk/?state=decided") == [NAMES[MOTHER]]
    press(clerk, second, "take")
    assert names(clerk, "/desk/?mine=1") == [NAMES[FATHER]]
    assert names(signed_in("colleague"), "/desk/?mine=1") == []
    assert names(clerk, "/desk/?service=basic_pension") == []
    assert names(clerk, "/desk/?service=parent_benefit") == [NAMES[FATHER]]


def test_search_by_name_or_number_and_no_name_in_any_address(clerk: Client) -> None:
    number = applied(MOTHER)
    applied(FATHER)
    with trust.entered(trust.system("test")):
        case = casework.case_of(number)
        assert case is not None
    for text in (NAMES[MOTHER], f" {case.number} ", str(case.pk)):
        sent = clerk.post("/desk/", {"q": text, "state": "", "order": "due"})
        assert sent.headers["Location"] == "/desk/?found=1"
        found = clerk.get(sent.headers["Location"])
        assert [line.id for line in found.context["lines"]] == [number], text
        assert not [
            address for address in re.findall('(?:href|action)="([^"]*)"', found.text) if NAMES[MOTHER] in address
        ]
    nothing = clerk.get(clerk.post("/desk/", {"q": "김하"}).headers["Location"])
    assert nothing.context["lines"] == []
    assert "찾는 것과 맞는" in nothing.text


def test_pages_and_nonsense_in_the_address(clerk: Client) -> None:
    many(45)
    pages = [names(clerk, f"/desk/?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({name for page in pages for name in page}) == 45
    assert names(clerk, "/desk/?page=99") == pages[2]
    for nonsense in (
        "page=0",
        "page=-1",
        "page=x",
        "page=٣",
        "state=x",
        "order=x",
        "service=%00x",
        "mine=2",
        "found=1",
    ):
        assert clerk.get(f"/desk/?{nonsense}").status_code == 200, nonsense


def test_every_name_that_is_shown_is_on_record_once(clerk: Client) -> None:
    many(25)
    clerk.get("/desk/")
    with trust.entered(trust.system("test")):
        looked = [one for one in range(25) if trust.looks(f"q{one}", kind="disclosure")]
        assert len(trust.looks("q24", kind="disclosure")) == 1
    assert looked == list(range(5, 25))


def appointed(client: Client) -> None:
    """The official's role is that of an appointment, as it is where no demonstration runs."""
    account = client.get("/account/").context["account"]
    until = timezone.now() + dt.timedelta(days=10)
    perform(Appoint(str(account.id), CITY, "caseworker", until), trust.system("test"))


@pytest.mark.parametrize("address", ["/desk/?page={page}", "/desk/?page={page}&service=parent_benefit&order=filed"])
def test_the_statements_do_not_grow(clerk: Client, settings: Settings, address: str) -> None:
    """Session, account, appointment, contexts, disclosure and the queue; beginning and ending transactions beside."""
    appointed(clerk)
    settings.MADANG_ROLES_OF = "madang.identity.anyid.service.roles_from_people"
    many(1)
    one = statements(clerk, address.format(page=1), lines=1)
    many(60, unit="4817025000")
    assert statements(clerk, address.format(page=2), lines=20) == one
    assert one <= MOST


def statements(client: Client, address: str, *, lines: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    assert len(page.context["lines"]) == lines
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def test_the_card_of_the_start_page(clerk: Client) -> None:
    first = applied(MOTHER)
    applied(FATHER)
    press(clerk, first, "take")
    for address in ("/", "/account/"):
        text = clerk.get(address).text
        counts = re.findall(r"<strong>(\d+)</strong> <span>", text)
        assert counts == ["2", "1", "0"], address
        assert NAMES[MOTHER] not in text
    assert "desk-counts" not in signed_in(MOTHER).get("/").text
    assert "desk-counts" not in Client().get("/").text
    assert "desk-nav" in clerk.get("/").text
    assert "desk-nav" not in signed_in(MOTHER).get("/account/").text
    assert "/desk/" not in signed_in("operator").get("/account/").text
