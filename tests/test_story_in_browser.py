"""The same birth in a real browser: a passkey, a page that tells by itself, no paper, a clerk, a letter, a log."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default as plainly
from pathlib import Path

import pytest
from playwright.sync_api import Page

from madang.config.tests.supervision.installation import Installation
from madang.documents.service import verify
from madang.portal.tests.account.person import CODE, Person
from madang.simulation.service import Control
from madang.trust.audit.service import verify_bundle
from tests.browser import OpenPage, accessibility_faults, width_overflow

pytestmark = [pytest.mark.supervisor, pytest.mark.browser, pytest.mark.timeout(240)]
SHOTS = os.environ.get("MADANG_SHOTS", "")
"""A folder: where it is named, pictures of the pages are put there to be looked at."""
KOREA = dt.timezone(dt.timedelta(hours=9))
# What a registry office would do one day: say that this account is that person. Here a test does, of made-up people.
LINKED = """
import json, sys
from madang.config import connection
connection.set_up()
from madang.config.demonstration import cast, parts
from madang.identity.anyid.service import Account
roles = cast()
person = next(one.person for one in parts() if one.part == roles.mother)
Account.objects.filter(person=person).update(person=None)
assert Account.objects.filter(email=sys.argv[1]).update(person=person, synthetic=True) == 1
print(json.dumps({"number": roles.number, "baby": roles.baby, "like": roles.like}))
"""
KEYS = """
import base64, json, sys
from madang.config import connection
connection.set_up()
from madang.services.casework.service import seal_authority
from madang.trust.service import log_keys, witness_keys
certificate = base64.b64encode(seal_authority().certificate).decode()
print(json.dumps({"authority": certificate, "keys": [*log_keys(sys.argv[1]), *witness_keys()]}))
"""


@dataclass
class House:
    """A whole house that runs. home: of its data."""

    home: Path

    @property
    def addresses(self) -> dict[str, str]:
        """Of each of its processes."""
        found: dict[str, str] = json.loads((self.home / "run" / "addresses.json").read_text(encoding="utf-8"))
        return found

    def beside(self, script: str, *said: str) -> dict[str, str]:
        """What a script beside the house, of the same home, answers."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-c", script, *said],
            env={**clean, "MADANG_HOME": str(self.home)}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout)
        return found

    def birth(self, cast: dict[str, str]) -> None:
        """The court registers a child of the mother."""
        token = (self.home / "secrets" / "simulation-control").read_text(encoding="ascii").strip()
        agencies = {name[7:]: url for name, url in self.addresses.items() if name.startswith("agency-")}
        day = dt.datetime.now(KOREA).date()
        Control(agencies, token).birth(cast["number"], cast["baby"], cast["like"], day)


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
        made.start(demo=True, environment={"MADANG_PROVINCE_SIZE": "1500"}, seconds=120)
        yield House(home)
    finally:
        made.end()


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


def test_a_birth_in_a_browser(open_page: OpenPage, house: House, tmp_path: Path) -> None:
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


def _cosigned(page: Page, address: str) -> str:
    """The proof, once the witness has signed the head over it."""
    for _ in range(100):
        answer = page.context.request.get(address)
        if answer.status == 200 and answer.json()["checkpoint"].count("\n— ") > 1:
            return answer.text()
        page.wait_for_timeout(100)
    raise AssertionError("no proof with the witness's signature within 10 s")
