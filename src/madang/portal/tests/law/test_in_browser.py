"""The rulebook's pages in a real browser: accessible, narrow, by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import OpenPage, accessibility_faults, width_overflow
from tests.decision_table import GOOD, WRONG, written
from tests.pages.reading import foreign

pytestmark = pytest.mark.browser
SERVICE = "/rules/service/basic_pension/"
PAGES = ("/rules/?q=zzz", f"{SERVICE}?on=x", "/rules/service/child_allowance/compare/?before=2025-06-01",
         "/rules/service/first_meeting/cases/")  # fmt: skip
"""What the walk over every address (tests/pages) does not come to."""


def sound(page: Page, language: str) -> list[str]:
    """What is wrong with a page, its details open, at each width and with the largest text."""
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    faults = accessibility_faults(page) + [f"in another language: {text}" for text in foreign(page, set())]
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{wider} px wider than {width}" for wider in [width_overflow(page)] if wider]
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    return faults + [f"{wider} px wider with the largest text" for wider in [width_overflow(page)] if wider]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_that_say_something_else(language: str, open_page: OpenPage, live_server: LiveServer) -> None:
    faults: list[str] = []
    with open_page(language=language) as page:
        page.set_default_timeout(60_000)
        for path in PAGES:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(live_server.url + path)
            assert page.locator("html").get_attribute("lang") == language
            faults += [f"{path}: {one}" for one in sound(page, language)]
    assert faults == []


@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_form_answers(language: str, open_page: OpenPage, live_server: LiveServer) -> None:
    faults: list[str] = []
    with open_page(language=language) as page:
        page.set_default_timeout(60_000)
        page.goto(f"{live_server.url}{SERVICE}cases/")
        page.locator(".law-case a").nth(3).click()
        page.wait_for_selector(".law-answer")
        faults += [f"a case: {one}" for one in sound(page, language)]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.locator("#family").fill("date: 2026-03-20\npersons: [{id: a}, {id: b, age: x}]\n")
        page.locator("#page-form button.primary").click()
        page.wait_for_selector(".error-summary")
        faults += [f"a faulty family: {one}" for one in sound(page, language)]
        for grid, shown in ((WRONG, ".mistakes"), (GOOD, "#definition")):
            data, name = written(grid, ".xlsx")
            page.goto(f"{live_server.url}/rules/table/")
            page.locator("#table").set_input_files(FilePayload(name=name, mimeType="application/zip", buffer=data))
            page.locator("form[enctype] button.primary").click()
            page.wait_for_selector(shown)
            faults += [f"a table, {shown}: {one}" for one in sound(page, language)]
    assert faults == []


@pytest.mark.timeout(200)
def test_by_keyboard_and_without_script(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en", scripts=False) as page:
        page.set_default_timeout(60_000)
        page.goto(f"{live_server.url}/rules/")
        page.locator("#q").focus()
        page.keyboard.type("월세로")
        page.keyboard.press("Enter")
        page.wait_for_url("**/rules/?q=*")
        found = page.locator(".law-service h2").all_inner_texts()
        assert found[0] == "Youth rent support"
        assert "Housing benefit (tenants)" in found
        page.locator(".law-service h2 a", has_text="Housing benefit (tenants)").press("Enter")
        page.wait_for_url("**/rules/service/housing/")
        page.locator("#on").fill("2025-03-20")
        page.keyboard.press("Enter")
        page.wait_for_url("**on=2025-03-20")
        page.get_by_role("link", name="Try a family").press("Enter")
        page.wait_for_url("**/try/")
        page.locator("#page-form button.primary").press("Enter")
        page.wait_for_selector(".law-steps")
        summary = page.locator(".steps-tree details details > summary").first
        before = summary.locator("xpath=..").get_attribute("open")
        summary.press("Enter")
        assert (before, summary.locator("xpath=..").get_attribute("open")) == (None, "")


@pytest.mark.timeout(200)
def test_a_definition_is_downloaded(open_page: OpenPage, live_server: LiveServer) -> None:
    data, name = written(GOOD, ".csv")
    with open_page(language="ko") as page:
        page.set_default_timeout(60_000)
        page.goto(f"{live_server.url}/rules/table/")
        page.locator("#table").set_input_files(FilePayload(name=name, mimeType="text/csv", buffer=data))
        page.locator("form[enctype] button.primary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="YAML로 내려받기").click()
        assert download.value.suggested_filename.endswith(".yaml")
