"""The page for a lost visitor, in a real browser."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import OpenPage, accessibility_faults, width_overflow


@pytest.mark.browser
@pytest.mark.parametrize(("language", "title"), [("ko", "찾으시는 화면이 없습니다"), ("en", "There is no such page")])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_read_it(
    live_server: LiveServer, open_page: OpenPage, language: str, title: str, width: int
) -> None:
    with open_page(language=language, width=width) as page:
        answer = page.goto(f"{live_server.url}/no-such-page")
        assert answer is not None
        assert answer.status == 404
        assert page.locator("h1").inner_text() == title
        assert accessibility_faults(page) == []
        assert width_overflow(page) == 0
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "640px"
        page.get_by_role("link").last.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/")
