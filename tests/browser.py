"""A real browser for tests: fixtures (imported by the root conftest) and what is asked of every page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# WCAG 2.2 AA holds KWCAG 2.2 (33 items, from WCAG 2.1) except where a person must look.
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not written out: half the time
}
# Contrast takes axe longer than all else together. It rests on the colours, the size and weight of letters and on what
# lies behind them: of elements alike in all of these, up to the first ground that hides what is behind, the three with
# the most text are looked at (of a single letter axe says nothing).
MARK = """() => {
    const clear = /^(transparent|rgba\\(.*, 0(\\.\\d+)?\\))$/, alike = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        const texts = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
        const said = texts.map(node => node.data.trim()).join("").length;
        if (!(said || one.matches("input, select, textarea")) || !one.checkVisibility()) continue;
        const look = getComputedStyle(one);
        const key = [look.color, look.fontSize, look.fontWeight, look.textShadow, one.matches(":disabled")];
        for (let behind = one; behind; behind = behind.parentElement) {
            const ground = getComputedStyle(behind);
            key.push(ground.backgroundColor, ground.backgroundImage, ground.opacity, ground.position);
            if (!clear.test(ground.backgroundColor) && ground.opacity === "1") break;
        }
        const others = alike.get(key.join("|")) || [];
        alike.set(key.join("|"), [...others, {one, said}]);
    }
    for (const group of alike.values())
        for (const {one} of group.sort((first, second) => second.said - first.said).slice(0, 3))
            one.setAttribute("data-contrast", "");
}"""
LOOK = """async rules => {
    axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"}]});
    const found = await axe.run(rules);
    for (const one of document.querySelectorAll("[data-contrast]")) one.removeAttribute("data-contrast");
    return found.violations;
}"""

OpenPage = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; skips with a reason where none is found, but fails in CI, which must have one."""
    named = os.environ.get("MADANG_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return found
    reason = "no Chromium on this machine: apt-get install chromium, or name one in MADANG_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Generator[Browser]:
    """One Chromium for all tests; every test opens pages of its own in it."""
    # Playwright runs an event loop in this thread; the ORM is used here by tests only, between page calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> OpenPage:
    """``with open_page(language="ko", width=390, scripts=True) as page: …``

    The page fails the test when the browser reports a breach of the content policy, an error in a script or a file
    that cannot be loaded. ``width`` in CSS pixels.
    """

    @contextmanager
    def opened(*, language: str = "ko", width: int = 1280, scripts: bool = True, **more: Any) -> Generator[Page]:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": 900}, java_script_enabled=scripts, **more
        )
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.extend(not_loaded(request)))
        try:
            yield page
        finally:
            context.close()
        expected = "the server responded with a status of 4"  # the address asked for, not a file it needs
        assert [words for words in complaints if expected not in words] == []

    return opened


def not_loaded(request: Request) -> list[str]:
    """What failed to load; not what was dropped because somebody went on to another page meanwhile."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"not loaded: {request.url}"]


def accessibility_faults(page: Page) -> list[str]:
    """Every breach axe-core finds, one line each: rule, what is wrong, where."""
    page.evaluate(Axe().axe_script)
    page.evaluate(MARK)
    return [
        f"{fault['id']}: {fault['help']}: {', '.join(str(node['target']) for node in fault['nodes'])}"
        for fault in page.evaluate(LOOK, AXE_RULES)
    ]


def width_overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than its window (KWCAG 2.2, WCAG 1.4.10: none at 320)."""
    overflow: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return overflow
