"""Births through a whole house: in a real browser with a passkey, a page that tells by itself, no paper, a clerk, a
letter and a log; and by `madang story` to its end, and once more."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Generator
from email import message_from_bytes
from email.policy import default as plainly
from pathlib import Path

import pytest
from playwright.sync_api import Page

from madang.config.tests.supervision.installation import Installation
from madang.documents.service import verify
from madang.portal.tests.account.person import CODE, Person
from madang.trust.audit.service import verify_bundle
from tests.browser import OpenPage, accessibility_faults, width_overflow
from tests.whole_house import KEYS, LINKED, House, told

pytestmark = [pytest.mark.supervisor, pytest.mark.timeout(480)]
ROOT = Path(__file__).parents[1]
RESIDENTS = "1500"
"""Few enough to be made at once, enough for one of them to be the mother."""
STEPS = ["sign_in", "birth", "alert", "apply", "decide", "letter", "looks", "letter_offline", "proof_offline"]
SHOTS = os.environ.get("MADANG_SHOTS", "")
"""A folder: where it is named, pictures of the pages are put there to be looked at."""


class Mother(Person):
    """Reads her mail where the house of one machine puts it."""

    mail: Path

    def types_code(self) -> None:
        """The code from the newest mail to her."""
        letters = sorted(self.mail.iterdir(), key=lambda one: one.stat().st_mtime)
        mine = [message_from_bytes(one.read_bytes(), policy=plainly) for one in letters]
        newest = [one for one in mine if self.email in str(one["to"])][-1]
        found = CODE.search(newest.get_content())
        assert found, newest
        self.page.locator("[name=code]").fill(found[1])
        self.press()


@pytest.fixture
def house(home: Path) -> Generator[House]:
    """With a small province; one that runs already where MADANG_STORY_HOME names its home."""
    given = os.environ.get("MADANG_STORY_HOME", "")
    if given:
        yield House(Path(given))
        return
    made = Installation(home)
    try:
        made.start(demo=True, environment={"MADANG_PROVINCE_SIZE": RESIDENTS}, seconds=120)
        yield House(home)
    finally:
        made.end()


def test_without_a_house_the_story_says_so(home: Path) -> None:
    status, lines, complaint = told(home)
    assert (status, lines) == (1, [])
    assert "Madang" in complaint
    assert "Traceback" not in complaint


def shot(page: Page, name: str) -> None:
    """A page of the road fits a phone; where a folder is named, it is kept as a picture and asked by axe-core too."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert width_overflow(page) == 0, (name, width)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size(size)
    assert not SHOTS or accessibility_faults(page) == [], name


@pytest.mark.browser
def test_births_in_one_house(open_page: OpenPage, house: House, tmp_path: Path) -> None:
    """The first in a browser, two more by the command, then kills: a house is too dear for one of them alone."""
    in_a_browser(open_page, house, tmp_path)
    by_command_and_again_with_another_child(house)
    kills_lose_nothing(house)


def in_a_browser(open_page: OpenPage, house: House, tmp_path: Path) -> None:
    web = house.addresses["web"]
    with open_page(language="ko") as page, open_page(language="ko") as desk:
        mother = Mother(page, web, email=f"hanul-{os.getpid()}@example.org")
        mother.mail = house.home / "mail"
        mother.device()
        mother.signs_up()
        cast = house.beside(LINKED, mother.email)
        mother.goto("/mine/")
        shot(page, "1-before")

        told = page.locator(".news .fresh", has_text="부모급여")
        house.birth(cast)
        told.first.wait_for(timeout=20_000)  # nobody touches the page
        shot(page, "2-alert")
        page.locator("li.benefit", has_text="부모급여").locator("button").click()
        page.wait_for_url("**/mine/apply/*/")
        shot(page, "3-apply")
        for _ in range(page.locator("form[action*='/consent/']").count()):
            page.locator("form[action*='/consent/'] button").first.click()
            page.wait_for_load_state()
        page.locator("[name^=said-]").first.fill("마당은행 000-0000-0000")
        page.locator("button[name=do][value=check]").click()
        page.wait_for_url("**/check/")
        shot(page, "4-check")
        page.locator("form[action$='/check/'] button.primary").click()
        page.wait_for_url("**/receipt/")
        shot(page, "5-receipt")

        desk.goto(f"{web}/account/demo/?next=/desk/")
        desk.evaluate("document.fonts.ready.then(() => true)")
        desk.locator("button[name=part][value=official]").click()
        desk.wait_for_url("**/desk/")
        shot(desk, "6-queue")
        desk.locator(".queue tbody a").first.click()
        desk.wait_for_url("**/desk/cases/*/")
        shot(desk, "7-case")
        desk.locator("form[action$='/approve/'] button").click()
        desk.wait_for_url("**?done=approve")
        shot(desk, "8-approved")

        mother.goto("/mine/cases/")
        page.locator(".case-list a").first.click()
        page.wait_for_url("**/mine/cases/*/")
        shot(page, "9-decided")
        page.locator("a[href*='/letters/']").first.click()
        page.wait_for_url("**/letters/*/")
        shot(page, "10-letter")
        with page.expect_download() as letter:
            page.locator("#genuine-title ~ .actions a").click()
        letter.value.save_as(tmp_path / "letter.pdf")
        mother.goto("/mine/looks/?kind=disclosure")
        assert "신청의 심사" in page.locator(".look-why").first.inner_text()
        shot(page, "11-looks")
        page.locator("a.button.small[href^='/mine/looks/']").first.click()
        page.wait_for_url("**/mine/looks/*/")
        shot(page, "12-look")
        link = page.locator("a[href$='/proof/']").first.get_attribute("href")
        proof = _cosigned(page, f"{web}{link}")
    keys = house.beside(KEYS, json.loads(proof)["header"]["tenant"])
    verdict = verify((tmp_path / "letter.pdf").read_bytes(), (base64.b64decode(keys["authority"]),))
    assert verdict.valid, verdict
    proven = verify_bundle(proof, keys=tuple(keys["keys"]), witnesses=1)
    assert len(proven.witnesses) == 1


def by_command_and_again_with_another_child(house: House) -> None:
    numbers = set()
    for child in (1, 2):
        status, lines, complaint = house.told()
        assert (status, complaint) == (0, ""), (child, lines)
        assert [line["step"] for line in lines if "step" in line] == STEPS
        found = {line["step"]: line["found"] for line in lines if "step" in line}
        assert any("부모급여" in words for words in found["alert"]), found["alert"]
        numbers.add(found["apply"][0])
        assert found["apply"][1] == "papers: 5 official, 0 still asked"
        assert found["letter"][0].endswith("application/pdf")
        assert found["letter_offline"][0].startswith("진본입니다"), found["letter_offline"]
        assert "1 witness(es)" in found["proof_offline"][0]
        latency = next(line["seconds"] for line in lines if line.get("figure") == "alert_latency")
        assert 0 < latency < 20
    assert len(numbers) == 2


def kills_lose_nothing(house: House) -> None:
    """A process of each type is killed at once while people work; what the house acknowledged is there once."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
    words = ["--beside", str(house.home), "--kills-per-type", "1", "--together", "--births", "1"]
    command = [sys.executable, "-m", "tests.kills", *words]
    done = subprocess.run(command, env=clean, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    for kind in ("web", "hub", "worker", "witness", "database"):
        assert f"| {kind} | 1 |" in done.stdout, done.stdout
    assert done.stdout.endswith("\n0 anomalies\n")


def _cosigned(page: Page, address: str) -> str:
    """The proof, once the witness has signed the head over it."""
    for _ in range(100):
        answer = page.context.request.get(address)
        if answer.status == 200 and answer.json()["checkpoint"].count("\n— ") > 1:
            return answer.text()
        page.wait_for_timeout(100)
    raise AssertionError("no proof with the witness's signature within 10 s")
