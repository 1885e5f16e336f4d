"""In a real browser: from an author's sign-in to the guided check of a visitor; every page at three widths."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.portal.tests.texts import PORTAL
from madang.portal.tests.workbench import house
from madang.portal.tests.workbench.house import FIGURES, LINE
from tests import application_role
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("MADANG_SHOTS", "")
"""A folder: where it is named, pictures of the pages are put there to be looked at."""
LINE_2027 = 2_600_000
Found = TypeVar("Found")


@pytest.fixture(autouse=True)
def _house(live_server: LiveServer, settings: Settings) -> None:
    settings.MADANG_DEMO_PARTS = f"{house.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{house.__name__}.roles_of"


def elsewhere(work: Callable[[], Found]) -> Found:
    """In a thread of its own: Playwright leaves an event loop running in this one."""

    def done() -> Found:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def signed_in(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}/account/demo/?next=/workbench/")
    page.locator(f"button[name=part][value={part}]").click()
    page.wait_for_url("**/workbench/")


def looked_at(page: Page, name: str) -> None:
    """Nothing axe finds; nothing wider than the window; pictures where they are wanted."""
    page.evaluate("document.fonts.ready.then(() => true)")
    assert accessibility_faults(page) == [], name
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_overflow(page) == 0, (name, width)
        if SHOTS and width != 320:
            page.screenshot(path=str(Path(SHOTS) / f"workbench-{name}-{width}.png"), full_page=True)
    page.locator("html").evaluate("element => { element.className = 'text-huge' }")
    assert width_overflow(page) == 0, name
    page.locator("html").evaluate("element => { element.className = 'text-normal' }")
    page.set_viewport_size({"width": 1280, "height": 800})


def pension_line_on(page: Page, address: str, day: str) -> str:
    """What the guided check of a visitor, who has told nothing but an age, says of the pension on a day."""
    page.goto(f"{address}/")
    page.locator("#age-0").fill("70")
    page.locator(".as-of summary").click()
    page.locator("#as_of").fill(day)
    page.locator("main button[name=do][value=begin]").click()
    page.wait_for_selector("form#page-form input[name=state]", state="attached")
    page.locator("#page-form").evaluate("form => { form.action = '/result/'; form.submit() }")
    page.wait_for_selector(".totals")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return page.locator("#service-basic_pension").text_content() or ""


@pytest.mark.timeout(300)
def test_from_a_draft_to_the_guided_check(open_page: OpenPage, live_server: LiveServer) -> None:
    address = live_server.url
    with open_page() as page:
        before = pension_line_on(page, address, "2027-01-15")
        assert "2027년은 답할 수 없습니다" in before.replace("\u2060", "")
    with open_page() as page:
        draft = _written(page, address)
    elsewhere(_worked_out)
    with open_page() as page:
        signed_in(page, address, "author")
        page.goto(draft)
        effect = page.locator(".rule-effect").text_content() or ""
        assert "새로 받음" in effect
        assert "기초연금" in effect
        looked_at(page, "draft")
        page.get_by_role("button", name="검토를 요청하기").click()
        assert "다른 사람의 검토를 기다립니다" in (page.locator(".notice").text_content() or "")
        assert page.get_by_role("button", name="시행하기", exact=True).count() == 0
    with open_page() as page:
        _released(page, address, draft)
    with open_page() as page:
        after = pension_line_on(page, address, "2027-01-15")
        assert "답할 수 없습니다" not in after
        assert f"{LINE_2027:,}" in after
        assert "2,470,000" in pension_line_on(page, address, "2026-06-01"), "the year before is as it was"
        page.goto(f"{address}/")
        page.locator(".as-of summary").click()
        page.locator("#as_of").fill("2090-01-01")
        page.locator("main button[name=do][value=begin]").click()
        assert "여기 담긴 규칙은" in (page.locator("#as_of-error").text_content() or "")
        looked_at(page, "as-of")


def _written(page: Page, address: str) -> str:
    """The author's way; the draft's address."""
    signed_in(page, address, "author")
    page.locator("#title").fill("2027년 기초연금 선정기준액")
    page.locator("#reason").fill("새해 고시가 나오면 확정할 값입니다. 지금은 시험용으로 넣습니다.")
    looked_at(page, "drafts-empty")
    page.get_by_role("button", name="시작하기").click()
    draft = page.url.partition("?")[0]
    page.get_by_role("link", name="새해 수치 넣기").click()
    page.locator("#service").select_option("basic_pension")
    page.locator("#year").select_option("2027")
    page.get_by_role("button", name="수치 보기").click()
    for one in page.locator(".rule-figure").filter(has=page.locator("strong.rule-before")).all():
        if one.is_visible():
            name = (one.locator("input[id^=value-]").get_attribute("name") or "").removeprefix("value-")
            so_far = one.locator(".rule-before").text_content() or ""
            one.locator(f"#value-{name}").fill("2,600,000" if name == LINE else so_far)
            one.locator(f"#source-{name}").fill("시험용 값 (고시 아님)" if name != LINE else "")
    page.get_by_role("button", name="초안에 써 넣기").click()
    assert page.locator(".rule-figure.wrong").count() == 1, "a figure without its source"
    looked_at(page, "year")
    page.locator(f"#source-{LINE}").fill("시험용 값 (고시 아님)")
    page.get_by_role("button", name="초안에 써 넣기").click()
    page.wait_for_selector(".verdict-eligible")
    page.locator("#on").fill("2027-01-15")
    page.get_by_role("button", name="계산하기").click()
    page.wait_for_selector(".notice")
    return draft


def _worked_out() -> None:
    """By the worker of the house, as a process of its own over residents drawn for the nation."""
    told = connection.settings_dict
    owner, name, user, password = (str(told[key]) for key in ("TEST_OWNER_URL", "NAME", "USER", "PASSWORD"))
    url = application_role.address(owner, name, user=user, password=password)
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test"}
    command = [sys.executable, "-m", "madang.cli", "rulebook", "work", "--once"]
    subprocess.run(command, env=environment, check=True, timeout=240)


def _released(page: Page, address: str, draft: str) -> None:
    signed_in(page, address, "releaser")
    looked_at(page, "drafts")
    page.goto(draft)
    looked_at(page, "review")
    page.get_by_role("link", name="바뀐 줄 모두 보기").first.click()
    assert "2600000" in (page.locator(".rule-diff .in").first.text_content() or "")
    looked_at(page, "changes")
    page.goto(draft)
    page.get_by_role("button", name="시행하기", exact=True).click()
    assert "시행했습니다" in (page.locator(".notice").first.text_content() or "")
    page.get_by_role("link", name="시행판 1").first.click()
    looked_at(page, "release")


@pytest.mark.timeout(300)
def test_without_script_in_english_and_by_keyboard(open_page: OpenPage, live_server: LiveServer) -> None:
    with open_page(language="en", scripts=False) as page:
        signed_in(page, live_server.url, "author")
        page.locator("#title").fill("A new year")
        page.locator("#reason").fill("By notice")
        page.locator("#reason").press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/drafts/**")
        draft = page.url.partition("?")[0]
        page.goto(f"{draft}file/?path={FIGURES}")
        text = page.locator("#text").input_value()
        page.locator("#text").fill(text.replace("value: 2470000", "value: 2470000.5"))
        page.get_by_role("button", name="Save, examine and stay here").click()
        assert "money is whole won" in (page.locator(".error-summary").text_content() or "")
        assert page.locator(".rule-numbered .wrong").count() == 1
    with open_page(language="ko") as page:
        signed_in(page, live_server.url, "author")
        page.goto(f"{draft}file/?path={FIGURES}")
        looked_at(page, "file")
        page.goto(f"{draft}file/")
        looked_at(page, "files")
        page.goto(draft)
        looked_at(page, "faults")


DRAFT_PARTS = {"draft_done", "draft_files", "draft_found", "draft_effects", "draft_history", "draft_forms"}


def test_every_page_is_walked() -> None:
    pages = {path.stem for path in PORTAL.glob("templates/portal/workbench/*.html")}
    parts = {
        "base",
        "refused",
        "diffs",
        "figure_field",
        *(one for one in pages if one.startswith("draft_")),
    }
    assert pages - parts == {"drafts", "draft", "changes", "file", "release", "year"}
