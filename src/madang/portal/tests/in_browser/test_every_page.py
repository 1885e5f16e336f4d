"""Every page, in both languages: no breach of WCAG 2.2 AA, nothing wider than the window, no breach of the policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.in_browser.visitor import OLD_COUPLE
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
FAULTY = FilePayload(name="f.yaml", mimeType="text/yaml", buffer=b"date: 2026-02-30\nnonsense: 1\n")

Walk = Callable[[Page, str], None]


def first(page: Page, url: str) -> None:
    page.goto(url)


def people_with_errors(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("button[name=do][value=add]").click()
    page.locator("#birth-0").fill("1958-13-01")
    page.locator("button.primary[value=begin]").click()
    assert page.locator(".error-summary").evaluate("element => element === document.activeElement")


def question(page: Page, url: str) -> None:
    OLD_COUPLE.starts(page, url)
    assert page.locator("#question").evaluate("element => element === document.activeElement")


def money(page: Page, url: str) -> None:
    question(page, url)
    while page.locator("[data-money]").count() == 0:
        OLD_COUPLE.answers_one(page)


def money_with_errors(page: Page, url: str) -> None:
    money(page, url)
    page.locator("#value-0").fill("2천")
    page.locator("button.primary[value=answer]").click()


def result(page: Page, url: str) -> None:
    money(page, url)
    page.locator("button[formaction='/result/']").click()
    for summary in page.locator("details.service > summary").all():
        summary.click()
    for summary in page.locator("details.basis > summary").all():
        summary.click()


def demo(page: Page, url: str) -> None:
    page.goto(f"{url}/demo/")


def refused(page: Page, url: str) -> None:
    question(page, url)
    page.locator("input[name=state]").first.evaluate("element => { element.value = 'broken' }")
    page.locator("button[value=unknown]").click()


def file_refused(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("#file").set_input_files(FAULTY)
    page.locator("form[enctype] button").click()


def by_address(page: Page, url: str) -> None:
    page.goto(f"{url}/check/")


WALKS: list[Any] = [first, people_with_errors, question, money, money_with_errors, result, demo, refused, file_refused]
WALKS.append(by_address)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: str(walk.__name__))
def test_page(walk: Walk, language: str, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language=language) as page:
        page.set_default_timeout(60_000)
        walk(page, live_server.url)
        assert page.locator("html").get_attribute("lang") == language
        assert accessibility_faults(page) == []
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert width_overflow(page) == 0, width
        # 1280 by 1024 at 400 % (WCAG 1.4.10), then the largest text of ours on top of it
        page.set_viewport_size({"width": 320, "height": 256})
        assert width_overflow(page) == 0
        page.locator("html").evaluate("element => { element.className = 'text-huge' }")
        assert width_overflow(page) == 0


def test_by_keyboard_alone(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        page.set_default_timeout(60_000)
        page.goto(live_server.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "birth-0"
        page.keyboard.type("1958-03-01")
        page.keyboard.press("Enter")  # the form's own button, not the language's
        page.wait_for_selector("#question")
        assert page.locator("html").get_attribute("lang") == "en"
        before = page.locator("input[name=fact]").input_value()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('[name=fact]')?.value !== before", arg=before)
        page.locator("details.service > summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.service").first.get_attribute("open") is not None


def test_the_amount_is_echoed_in_words(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page() as page:
        page.set_default_timeout(60_000)
        money(page, live_server.url)
        page.locator("#value-0").fill("12500만")
        assert page.locator("[data-echo]").first.inner_text() == "= 1억 2,500만 원"
