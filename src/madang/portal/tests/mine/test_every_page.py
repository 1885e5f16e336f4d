"""Pages of a resident that no address leads to, in a browser: WCAG 2.2 AA, nothing wider than the window, no breach."""

from __future__ import annotations

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.facts.service import NewFact
from madang.portal.tests.mine import house as town
from madang.portal.tests.mine.walks import WALKS, Resident, Walk, apply, receipt
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _house(live_server: LiveServer, settings: Settings) -> None:
    settings.MADANG_DEMO_PARTS = f"{town.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{town.__name__}.roles_of"
    town.built()


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: str(walk.__name__))
def test_page(walk: Walk, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="ko") as page:
        walk(Resident(page, live_server.url))
        assert accessibility_faults(page) == []
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert width_overflow(page) == 0, width
        page.set_viewport_size({"width": 320, "height": 256})
        page.locator("html").evaluate("element => { element.className = 'text-huge' }")
        assert width_overflow(page) == 0


def test_the_road_in_english_and_without_script(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en", scripts=False) as page:
        receipt(Resident(page, live_server.url))
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("h1").text_content() == "Received"
        assert page.locator(".number strong").text_content() is not None


def test_what_is_new_comes_onto_the_open_page_by_itself(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="ko") as page:
        one = Resident(page, live_server.url)
        one.signs_in()
        one.goto("/mine/")
        assert page.locator(".news-line").count() == 0
        page.locator("#cannot summary").click()
        town.something_new(NewFact("m1-baby", "child.care_setting", "daycare", "welfare"), key="daycare")
        page.wait_for_selector(".news-line.fresh", timeout=5_000)
        assert "부모급여" in (page.locator(".news-line").first.text_content() or "")
        assert page.locator("[data-live-words]").text_content(), "said to whoever does not see it"
        assert page.locator("#cannot[open]").count() == 1, "what was opened stays open"


def test_by_keyboard_alone(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="ko") as page:
        one = Resident(page, live_server.url)
        apply(one)
        page.locator("#said-payment_account").focus()
        page.keyboard.type("신한은행 110-1")
        page.keyboard.press("Enter")
        one.at("/check/")
        page.locator("main form button.primary").focus()
        page.keyboard.press("Space")
        one.at("/receipt/")
        assert page.evaluate("document.activeElement.tagName") == "H1"
