"""Every page of the URL map in a real browser, in both languages: WCAG 2.2 AA, no breach of the content policy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.in_browser import walks
from madang.portal.tests.mine import walks as mine_walks
from madang.portal.tests.texts import PORTAL
from tests.browser import OpenPage, accessibility_faults, width_overflow
from tests.pages.everybody import Somebody, everybody
from tests.pages.found import Seen, answers, pages
from tests.pages.reading import foreign
from tests.walls.people import ANNE
from tests.walls.world import built

pytestmark = pytest.mark.browser
WIDTHS = {"ko": 1280, "en": 390}
"""Of the window in which axe looks at a page."""


@pytest.fixture
def committed(live_server: LiveServer, world: None) -> list[Seen]:
    """Every page there is, with everybody in a world that the browser's server sees too.

    Made in a thread of its own: Playwright leaves an event loop running in this one, and sealing wants another.
    """

    def made() -> list[Seen]:
        try:
            built()
            return pages(list(answers(everybody())))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(made).result()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", WIDTHS)
def test_every_page(committed: list[Seen], open_page: OpenPage, live_server: LiveServer, language: str) -> None:
    faults: list[str] = []
    with open_page() as page:
        for seen in committed:
            arrives(page, seen.who, live_server.url, language)
            answer = page.goto(live_server.url + seen.path)
            assert answer is not None
            faults += [f"{seen.name}: {one}" for one in looked_at(page, language)]
            if answer.status != seen.answer.status_code:
                faults.append(f"{seen.name}: {answer.status}")
    assert faults == []
    assert templates_left(committed) == [], "no page shows these, and no walk leads to them"


def templates_left(committed: list[Seen]) -> list[str]:
    """Templates of the portal that are on none of these pages, and to which none of the portal's own tests walks."""
    shown = {one.name for seen in committed for one in seen.answer.templates}
    walked = {f"portal/{name}.html" for name in walks.WALKS}
    walked |= {f"portal/mine/{walk.__name__}.html" for walk in mine_walks.WALKS}
    every = {str(path.relative_to(PORTAL / "templates")) for path in PORTAL.glob("templates/portal/**/*.html")}
    return sorted(one for one in every - shown - walked if "/parts/" not in one)


def arrives(page: Page, who: Somebody, address: str, language: str) -> None:
    """The browser is theirs."""
    page.context.clear_cookies()
    cookies = {**who.cookies, "madang_language": language}
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page.set_viewport_size({"width": WIDTHS[language], "height": 800})


def looked_at(page: Page, language: str) -> list[str]:
    """What is wrong with a page; nothing is wider than the window, also at 400 % with the largest text."""
    page.evaluate("document.fonts.ready.then(() => true)")
    said = page.locator("html").get_attribute("lang")
    found = [] if said == language else [f"says it is {said}"]
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found += accessibility_faults(page)
    found += [f"in another language: {text}" for text in foreign(page, ANNE.marks())]
    page.set_viewport_size({"width": 320, "height": 256})
    found += [f"{wider} px wider than 320" for wider in [width_overflow(page)] if wider]
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    found += [f"{wider} px wider than 320 with the largest text" for wider in [width_overflow(page)] if wider]
    return found
