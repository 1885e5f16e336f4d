"""Every page, in both languages: no breach of WCAG 2.2 AA, nothing wider than the window, no breach of the policy."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.portal.journey import simulated
from madang.portal.rulebook import rulebook
from madang.portal.tests.in_browser import simulated_people
from madang.portal.tests.in_browser.walks import WALKS, Walk, fetched, money, question_about, result_of_everything
from madang.portal.tests.texts import PORTAL
from tests.browser import OpenPage, accessibility_faults, width_overflow

EVERY: list[Any] = [walk for walks in WALKS.values() for walk in walks]


@pytest.fixture(autouse=True)
def people(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated people without their agencies."""
    settings.MADANG_DEMO_PEOPLE = f"{simulated_people.__name__}.offered"
    settings.ROOT_URLCONF = "madang.config.tests.test_error_pages"
    monkeypatch.setattr(simulated, "collect_and_wait", simulated_people.collect)


def test_no_page_is_left_out() -> None:
    pages = {path.stem for path in PORTAL.glob("templates/portal/*.html")} - {"base"}
    assert pages == {name for name in WALKS if "/" not in name} - {"house"}  # those of folders stand beside


def of_type(kind: str) -> Walk:
    """The question page for a fact of a type."""
    fact = next(fact for fact in rulebook().pack.facts.values() if fact.type == kind and fact.entity == "person")
    return question_about(fact.name)


PAGES: tuple[Walk, ...] = (*EVERY, *map(of_type, ("boolean", "date", "number", "text")))


@pytest.mark.browser
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("walk", "language"),
    [*((walk, language) for walk in PAGES for language in ("ko", "en")), (result_of_everything, "ko")],
    ids=lambda one: one if isinstance(one, str) else str(one.__name__),
)
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


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ko", "en"])
def test_on_a_phone_a_fact_stands_whole(language: str, open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language=language, width=320) as page:
        page.set_default_timeout(60_000)
        fetched(page, live_server.url)
        assert page.evaluate(
            "Array.from(document.querySelectorAll('.scroll'), e => e.scrollWidth - e.clientWidth)"
        ) == [0 for _ in page.locator(".scroll").all()]
        amount = page.locator("td", has_text="6,789").first
        box = amount.bounding_box()
        assert box is not None
        assert box["height"] < 40  # one line


@pytest.mark.browser
@pytest.mark.timeout(400)
def test_by_keyboard_alone(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en") as page:
        page.set_default_timeout(60_000)
        page.goto(live_server.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "about"
        page.keyboard.press("Space")
        page.keyboard.press("Space")  # chosen and left again: about all of it
        page.locator("#birth-0").focus()
        page.keyboard.type("1958-03-01")
        page.keyboard.press("Enter")  # the form's own button, not the language's
        page.wait_for_selector("#question")
        assert page.locator("html").get_attribute("lang") == "en"
        before = page.locator("input[name=fact]").input_value()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('[name=fact]')?.value !== before", arg=before)
        page.locator("button[formaction='/result/']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("details.service")
        page.locator("details.service > summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.service").first.get_attribute("open") is not None


@pytest.mark.browser
@pytest.mark.timeout(400)
def test_the_amount_is_echoed_in_words(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page() as page:
        page.set_default_timeout(60_000)
        money(page, live_server.url)
        page.locator("#value-0").fill("12500만")
        assert page.locator("[data-echo]").first.inner_text() == "= 1억 2,500만 원"
