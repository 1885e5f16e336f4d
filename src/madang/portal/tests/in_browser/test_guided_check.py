"""Three families go through the check to the end, with script and without; their file gives the same answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from madang.portal.journey import record
from madang.portal.tests.in_browser.visitor import VISITORS, Visitor
from madang.rules.service import answer_to_dict, check, load_rulebook
from tests.browser import OpenPage

STATUSES = ("eligible", "unknown", "ineligible")
pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: str(visitor.name))
def test_a_family_gets_to_the_end(
    visitor: Visitor, scripts: bool, open_page: OpenPage, live_server: LiveServer, tmp_path: Path
) -> None:
    with open_page(scripts=scripts, width=390) as page:
        page.set_default_timeout(60_000)
        visitor.starts(page, live_server.url)
        assert visitor.answers_all(page) > 3
        assert page.title() == "결과 · 마당"
        told = record.read(page.locator("input[name=state]").first.input_value())
        shown = {status: page.locator(f".group.{status} details.service").count() for status in STATUSES}
        answers = by_command(saved(page, tmp_path / "family.yaml"))
    assert shown == {status: sum(answer["status"] == status for answer in answers) for status in STATUSES}
    here = [answer_to_dict(answer) for answer in check(load_rulebook(), told.family)]
    assert without_question(here) == without_question(answers)
    assert all(not answer["missing"] for answer in here)


def saved(page: Page, path: Path) -> Path:
    """The file behind the button. Its bytes are taken on the way, as a download counts as a page not loaded."""

    def take(route: Route) -> None:
        answer = route.fetch()
        assert answer.headers["content-disposition"].startswith("attachment")
        path.write_bytes(answer.body())
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>saved</title>")

    page.route("**/save/", take)
    page.locator("main button[value=save]").click()
    page.wait_for_url("**/save/")
    return path


def by_command(file: Path) -> list[dict[str, Any]]:
    """What `madang check` says of it."""
    command = [sys.executable, "-m", "madang.cli", "check", str(file), "--format", "json"]
    answers: list[dict[str, Any]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return answers


def without_question(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The command adds the next question over all services; the page has asked it already."""
    return [{key: value for key, value in answer.items() if key != "next_question"} for answer in answers]
