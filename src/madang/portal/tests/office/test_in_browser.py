"""Every page of operators and privacy officers in a browser: WCAG 2.2 AA, nothing wider than the window, no script."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.find.listed import some
from madang.portal.tests.office import house as town
from madang.portal.tests.office.test_reports import CLERK, WORDS
from madang.portal.tests.texts import PORTAL
from madang.rules.service import Label
from madang.trust import service as trust
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("MADANG_SHOTS", "")
"""A folder: where it is named, pictures of the pages are put there to be looked at."""
PARTS = {"held_line", "figures", "refused"}


@pytest.fixture(autouse=True)
def _house(live_server: LiveServer, settings: Settings) -> None:
    settings.MADANG_DEMO_PARTS = f"{town.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{town.__name__}.roles_of"
    town.feed_held()
    town.event_held()
    some()
    duty = trust.Ground("사회보장급여법 §7", "duty")
    with trust.disclose(CLERK, ["m1"], purpose=Label("주소 확인", "Checking"), ground=duty, what=["person.birth_date"]):
        pass
    with trust.entered(town.EVERYTHING):
        entry = trust.looks("m1", kind="disclosure")[0].entry
    trust.perform(trust.ReportLook(entry, WORDS), trust.Principal("resident", "r", person="m1", assurance="passkey"))


def running(page: Page) -> None:
    page.goto(page.url.partition("/operator/")[0] + "/operator/")


def catalogue(page: Page) -> None:
    page.get_by_role("link", name="공개된 서비스", exact=True).click()
    page.goto(f"{page.url}?source=gov24&reason=no_name#held")
    page.wait_for_selector("#held")


def held(page: Page) -> None:
    page.get_by_role("link", name="멈춘 연계", exact=True).click()


def held_one(page: Page) -> None:
    held(page)
    page.locator(".case-line a").first.click()
    page.wait_for_selector("#why")


def reports(page: Page) -> None:
    page.wait_for_selector(".desk-tabs")


def report(page: Page) -> None:
    page.locator(".case-line a").first.click()
    page.wait_for_selector("#answer")


Walk = Callable[[Page], None]
WALKS: tuple[tuple[Walk, str], ...] = (
    (running, "operator"), (catalogue, "operator"), (held, "operator"), (held_one, "operator"),
    (reports, "officer"), (report, "officer"),
)  # fmt: skip
HOMES = {"operator": "/operator/", "officer": "/privacy/"}


def test_every_page(open_page: OpenPage, live_server: LiveServer) -> None:
    walked = {walk.__name__ for walk, _ in WALKS}
    pages = {path.stem for path in PORTAL.glob("templates/portal/office/*.html")} - PARTS
    assert pages <= walked
    for walk, part in WALKS:
        with open_page(language="ko") as page:
            signed_in(page, live_server.url, part)
            walk(page)
            assert accessibility_faults(page) == [], walk.__name__
            for width in (1280, 390, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert width_overflow(page) == 0, (walk.__name__, width)
                if SHOTS and width != 320:
                    page.screenshot(path=f"{SHOTS}/office-{walk.__name__}-{width}.png", full_page=True)
            page.locator("html").evaluate("element => { element.className = 'text-huge' }")
            assert width_overflow(page) == 0, walk.__name__


def test_a_feed_is_let_go_in_english_and_without_script(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en", scripts=False) as page:
        signed_in(page, live_server.url, "operator")
        page.get_by_role("link", name="Held back", exact=True).click()
        page.locator(".case-line a").first.click()
        page.locator("#why").fill("The court mended its records.")
        page.get_by_role("button", name="Let it go on").click()
        assert "It goes on" in (page.locator(".notice").text_content() or "")


def signed_in(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}/account/demo/?next={HOMES[part]}")
    page.locator(f"button[name=part][value={part}]").click()
    page.wait_for_url(f"**{HOMES[part]}")
