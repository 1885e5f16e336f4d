"""The road of a clerk in a browser, by mouse, by keyboard and without script; every page of the desk looked at."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.desk.house import (
    FATHER,
    MOTHER,
    NAMES,
    NEWCOMER,
    NUMBERS,
    SERVICE,
    UNIT,
    applied,
    many,
)
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("house")]
SHOTS = os.environ.get("MADANG_SHOTS", "")
"""A folder: where it is named, pictures of the pages are put there to be looked at."""


@pytest.fixture
def house(transactional_db: None, settings: object) -> None:
    """As for the client, where another thread sees it too."""
    from madang.portal.tests.desk import house as town

    settings.MADANG_DEMO_PARTS = f"{town.__name__}.parts"  # type: ignore[attr-defined]
    settings.MADANG_ROLES_OF = f"{town.__name__}.roles_of"  # type: ignore[attr-defined]
    town.built()


def sign_in(page: Page, address: str, part: str = "clerk", *, scripts: bool = True) -> None:
    page.goto(f"{address}/account/demo/?next=/desk/")
    settled(page, scripts=scripts)
    page.locator(f"button[name=part][value={part}]").click()
    at(page, "**/desk/", scripts=scripts)


def at(page: Page, address: str, *, scripts: bool = True) -> None:
    """Waits until the browser is there."""
    page.wait_for_url(address)
    settled(page, scripts=scripts)


def settled(page: Page, *, scripts: bool = True) -> None:
    """Waits for the page's fonts: one that is left while they load reports them as not loaded."""
    if scripts:
        page.evaluate("document.fonts.ready.then(() => true)")


def test_the_clerk_opens_the_queue_and_the_case_and_approves(open_page: OpenPage, live_server: LiveServer) -> None:
    number = applied()
    applied(FATHER)
    with open_page(language="ko") as page:
        sign_in(page, live_server.url)
        assert page.locator(".queue tbody tr").count() == 2
        shot(page, "queue")
        page.locator(".queue a", has_text=NAMES[MOTHER]).click()
        at(page, f"**/desk/cases/{number}/")
        assert page.locator(".verdict strong").inner_text() == "지급 대상"
        shot(page, "case")
        page.locator("#remark").fill("출생을 축하드립니다.")
        page.get_by_role("button", name="결정하고 통지서 보내기").click()
        at(page, "**?done=approve")
        assert "통지서를 신청인에게 보냈습니다" in page.locator("[role=status]").inner_text()
        shot(page, "decided")
        letter = page.locator(".desk-letters a").get_attribute("href")
        assert page.context.request.get(f"{live_server.url}{letter}").body().startswith(b"%PDF")
        page.locator(".desk-nav a").first.click()
        assert page.locator(".queue tbody tr").count() == 1


def test_on_paper_there_are_no_controls(open_page: OpenPage, live_server: LiveServer) -> None:
    number = applied()
    with open_page(language="ko") as page:
        sign_in(page, live_server.url)
        page.emulate_media(media="print")
        assert page.locator(".queue tbody tr").is_visible()
        assert not page.locator(".desk-filters").is_visible()
        page.goto(f"{live_server.url}/desk/cases/{number}/")
        settled(page)
        assert page.locator(".verdict").is_visible()
        assert not [one for one in page.locator("main button").all() if one.is_visible()]
        shot(page, "case-on-paper")


def test_by_keyboard_alone_and_without_script(open_page: OpenPage, live_server: LiveServer) -> None:
    number = applied()
    with open_page(language="en", scripts=False, width=390) as page:
        sign_in(page, live_server.url, scripts=False)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.locator(".queue a:focus").count() and NAMES[MOTHER] in page.locator(":focus").inner_text():
                break
        page.keyboard.press("Enter")
        at(page, f"**/desk/cases/{number}/", scripts=False)
        page.locator("#remark").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        at(page, "**?done=approve", scripts=False)
        assert "Approved" in page.locator("[role=status]").inner_text()


def queue(page: Page, address: str) -> None:
    many(33)
    many(2, unit=UNIT, state="supplement", due_at=None)
    page.goto(f"{address}/desk/")


def queue_empty(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/?state=notice")


def case_owed(page: Page, address: str) -> None:
    _open(page, address, MOTHER)
    page.locator(".desk-do details, .basis").evaluate_all("all => all.forEach(one => { one.open = true; })")


def case_not_owed(page: Page, address: str) -> None:
    _open(page, address, FATHER)


def case_refused_input(page: Page, address: str) -> None:
    _open(page, address, FATHER)
    page.locator("#notice-until").fill("내일")
    page.locator("form[action$='give_notice/'] button").click()
    page.wait_for_selector(".error-summary")


def case_noticed(page: Page, address: str) -> None:
    _open(page, address, FATHER)
    page.locator("form[action$='give_notice/'] button").click()
    at(page, "**?done=give_notice")


def file_found(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/file/")
    settled(page)
    page.locator("#number").fill(NUMBERS[NEWCOMER])
    page.locator("#service").select_option(SERVICE)
    page.locator("button[value=find]").click()
    page.wait_for_selector("#consent")


def not_there(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/cases/999999/")


def _open(page: Page, address: str, person: str) -> None:
    page.goto(f"{address}/desk/")
    settled(page)
    page.locator(".queue a", has_text=NAMES[person]).click()
    page.wait_for_selector(".verdict")
    settled(page)


PAGES = (queue, queue_empty, case_owed, case_not_owed, case_refused_input, case_noticed, file_found, not_there)


@pytest.mark.parametrize("go", PAGES, ids=lambda go: str(go.__name__))
def test_page(go: Callable[[Page, str], None], open_page: OpenPage, live_server: LiveServer) -> None:
    applied()
    applied(FATHER)
    with open_page(language="ko") as page:
        sign_in(page, live_server.url)
        go(page, live_server.url)
        settled(page)
        shot(page, go.__name__)
        look_at(page, "ko")
        if go not in (file_found, case_refused_input):  # posted: nothing to load again
            page.set_viewport_size({"width": 1280, "height": 900})
            page.context.add_cookies([{"name": "madang_language", "value": "en", "url": live_server.url}])
            page.reload()
            settled(page)
            shot(page, f"{go.__name__}-en")
            look_at(page, "en")


def look_at(page: Page, language: str) -> None:
    """No fault that axe-core finds, and no page wider than its window, also at 400 % with the largest text."""
    assert page.locator("html").get_attribute("lang") == language
    assert accessibility_faults(page) == []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_overflow(page) == 0, width
    page.set_viewport_size({"width": 390, "height": 800})
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 256})
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    assert width_overflow(page) == 0


def shot(page: Page, name: str) -> None:
    if not SHOTS:
        return
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
