"""Pages of the account that no address leads to, in both languages: WCAG 2.2 AA, nothing wider than the window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.identity.anyid.service import Part
from madang.portal.tests.account.person import Person
from madang.portal.tests.account.walks import WALKS, Walk, recovery_codes
from tests.browser import OpenPage, accessibility_faults, width_overflow


def offered() -> Sequence[Part]:
    return [
        Part("mother", "얼마 전 일자리를 잃은 갓난아이 엄마", "A new mother who lost her job", person="p0000001"),
        Part("couple", "70세와 68세 부부", "A couple aged 70 and 68", person="p0000002"),
        Part("official", "시청 복지 담당 공무원", "An official of the city", official=True),
    ]


@pytest.fixture(autouse=True)
def parts(settings: Settings) -> None:
    settings.MADANG_DEMO_PARTS = f"{__name__}.offered"


@pytest.mark.browser
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: str(walk.__name__))
def test_page(walk: Walk, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="ko") as page:
        walk(Person(page, live_server.url))
        look_at(page, "ko")
        page.context.add_cookies([{"name": "madang_language", "value": "en", "url": live_server.url}])
        page.reload()
        look_at(page, "en")


@pytest.mark.browser
def test_what_is_shown_once_in_english(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        recovery_codes(Person(page, live_server.url))
        look_at(page, "en")


def look_at(page: Page, language: str) -> None:
    """No fault that axe-core finds, and no page wider than its window, also at 400 % with the largest text."""
    assert page.locator("html").get_attribute("lang") == language
    assert accessibility_faults(page) == []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_overflow(page) == 0, width
    page.set_viewport_size({"width": 320, "height": 256})
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    assert width_overflow(page) == 0
