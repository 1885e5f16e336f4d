"""Back, Forward and reload of the browser bring the former page with its answers, with script and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.in_browser.visitor import OLD_COUPLE
from tests.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def fact(page: Page) -> str:
    """What the page asks about, once all of it is there: leaving before would break off the loading of fonts."""
    page.wait_for_load_state("networkidle")
    return page.locator("input[name=fact]").input_value()


def asked_of(page: Page, url: str, pages: int) -> list[str]:
    """Starts, says "I don't know" to all but the last of the first pages, and tells what was asked."""
    page.set_default_timeout(20_000)
    OLD_COUPLE.starts(page, url)
    asked = [fact(page)]
    while len(asked) < pages:
        page.locator("button[value=unknown]").click()
        asked.append(fact(page))
    assert len(set(asked)) == pages
    return asked


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_back_and_forward(scripts: bool, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(scripts=scripts, language="en") as page:
        asked = asked_of(page, live_server.url, 4)
        for expected in (2, 1, 0):
            page.go_back()
            assert fact(page) == asked[expected]
        page.go_back()
        page.wait_for_selector("#relation-1")
        assert page.locator("#birth-0").input_value() == OLD_COUPLE.people[0].birth
        assert page.locator("#relation-1").input_value() == "spouse"
        for expected in (0, 1, 2, 3):
            page.go_forward()
            assert fact(page) == asked[expected]
        page.locator("button[value=unknown]").click()
        assert fact(page) not in asked


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_back_past_a_change_of_language(scripts: bool, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(scripts=scripts, language="en") as page:
        asked = asked_of(page, live_server.url, 2)
        page.locator("button[name=language]").click()
        page.wait_for_selector("html[lang=ko]")
        page.go_back()
        assert fact(page) == asked[1]
        page.go_back()
        assert fact(page) == asked[0]


def test_a_reload_sends_no_form_and_keeps_what_was_typed(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        asked_of(page, live_server.url, 2)
        while page.locator("#value-0").get_attribute("type") == "radio":
            page.locator("button[value=unknown]").click()
            fact(page)
        asked = fact(page)
        page.locator("#value-0").fill("17")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(_method(request)))
        page.reload()
        page.wait_for_function("document.querySelector('form[data-kept]')")
        assert [method for method in sent if method] == ["GET", "POST"]
        assert fact(page) == asked
        assert page.locator("#value-0").input_value() == "17"
        page.locator("button[formaction='/result/']").click()
        page.wait_for_selector(".totals")
        page.wait_for_load_state("networkidle")
        page.reload()
        page.wait_for_selector(".totals")
        page.wait_for_load_state("networkidle")
        page.go_back()
        assert fact(page) == asked


def test_two_tabs_do_not_meet(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        asked = asked_of(page, live_server.url, 2)
        other = page.context.new_page()
        other.set_default_timeout(20_000)
        there = asked_of(other, live_server.url, 3)
        other.go_back()
        page.reload()
        page.wait_for_function("document.querySelector('form[data-kept]')")
        assert (fact(page), fact(other)) == (asked[1], there[1])
        other.close()


def _method(request: Request) -> str:
    return request.method if request.is_navigation_request() else ""


def test_after_erasing_nothing_comes_back(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        asked_of(page, live_server.url, 2)
        assert page.evaluate("sessionStorage.length") > 1
        page.locator("button[formaction='/erase/']").click()
        page.wait_for_selector("h1[data-erased]")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("sessionStorage.length") == 0
        page.reload()
        page.wait_for_load_state("networkidle")
        assert page.locator("#birth-0").input_value() == ""
        page.go_back()
        page.wait_for_load_state("networkidle")
        assert page.locator("input[name=state]").count() == 0
        assert OLD_COUPLE.people[0].birth not in page.content()
