"""Every page of the URL map in a real browser, in both languages: WCAG 2.2 AA, no breach of the content policy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

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
def test_every_page_in_both_languages(
    committed: list[Seen], open_page: OpenPage, live_server: LiveServer
) -> None:
    faults: list[str] = []
    with open_page() as page:
        for seen in committed:
            for language in WIDTHS:
                arrives(page, seen.who, live_server.url, language)
                answer = page.goto(live_server.url + seen.path)
                assert answer is not None
                faults += [f"{seen.name} {language}: {one}" for one in looked_at(page, language)]
                if answer.status != seen.answer.status_code:
                    faults.append(f"{seen.name} {language}: {answer.status}")
    open("/tmp/w/pages-try/faults.txt","w").write("\n".join(faults))
    assert faults == []


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
    found += accessibility_faults(page)
    found += [f"in another language: {text}" for text in foreign(page, ANNE.marks() | set(OWN))]
    page.set_viewport_size({"width": 320, "height": 256})
    found += [f"{wider} px wider than 320" for wider in [width_overflow(page)] if wider]
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    found += [f"{wider} px wider than 320 with the largest text" for wider in [width_overflow(page)] if wider]
    return found


OWN: tuple[str, ...] = ()
