"""The way to every page of a resident: each ends on the page it is named after (templates/portal/mine/)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connection
from playwright.sync_api import Page

from madang.facts.service import NewFact
from madang.portal.tests.mine import house
from madang.portal.tests.mine.road import ACCOUNT, applied
from madang.services.casework.service import AskSupplement, GiveNotice, Withdraw, cases_of
from madang.trust import service as trust


@dataclass
class Resident:
    """Somebody at a browser; `address` is the server's."""

    page: Page
    address: str

    def goto(self, path: str) -> None:
        """Opens an address of the house."""
        self.page.goto(self.address + path)

    def at(self, ending: str) -> None:
        """Waits until the address ends so."""
        self.page.wait_for_url(lambda url: url.partition("?")[0].partition("#")[0].endswith(ending))

    def signs_in(self, part: str = house.MOTHER) -> None:
        """As one of the house."""
        self.goto("/account/demo/?next=/mine/")
        self.press(f"button[name=part][value={part}]")
        self.page.wait_for_url(lambda url: "/account/demo" not in url)

    def press(self, selector: str) -> None:
        """Presses a button or follows a link."""
        self.page.locator(selector).first.click()


Walk = Callable[[Resident], None]


def apply(one: Resident) -> None:
    one.signs_in()
    one.goto("/mine/")
    one.press("form.way button.primary")
    one.page.wait_for_selector("#said-payment_account")


def apply_with_consents(one: Resident) -> None:
    one.signs_in(house.ELDER)
    one.goto("/mine/services/")
    one.press("form.way:has(input[value=basic_pension]) button")
    one.page.wait_for_selector(".steps")


def check(one: Resident) -> None:
    apply(one)
    one.page.locator("#said-payment_account").fill(ACCOUNT)
    one.press("button[name=do][value=check]")
    one.at("/check/")


def check_refused(one: Resident) -> None:
    apply(one)
    one.press("button[name=do][value=check]")
    one.at("/check/")
    one.press("main form button.primary")
    one.page.wait_for_selector(".error-summary")


def receipt(one: Resident) -> None:
    check(one)
    one.press("main form button.primary")
    one.at("/receipt/")


def cases_empty(one: Resident) -> None:
    one.signs_in(house.FATHER)
    one.goto("/mine/cases/")


def case_asked(one: Resident) -> None:
    receipt(one)
    until = dt.date.today() + dt.timedelta(days=20)  # noqa: DTZ011
    words = "통장 사본의 계좌번호가 흐려서 읽을 수 없습니다. 계좌번호를 다시 적어 주세요."
    trust.perform(AskSupplement(_case(), what=words, until=until), house.CLERK)
    one.press("a.button.primary")
    one.page.wait_for_selector("#asked")


def case_noticed(one: Resident) -> None:
    receipt(one)
    house.something_new(NewFact("m1-baby", "person.birth_date", dt.date(2020, 1, 1), "moi"), key="older")
    until = dt.date.today() + dt.timedelta(days=20)  # noqa: DTZ011
    _beside(lambda: trust.perform(GiveNotice(_case(), until=until), house.CLERK))
    one.press("a.button.primary")
    one.page.wait_for_selector("#asked")


def withdraw_case(one: Resident) -> None:
    receipt(one)
    one.press("a.button.primary")
    one.press(".last a")
    one.at("/withdraw/")


def looks_empty(one: Resident) -> None:
    one.signs_in(house.FATHER)
    one.goto("/mine/looks/?kind=exchange")


def look(one: Resident) -> None:
    entry = house.looked_at(house.MOTHER)
    one.signs_in()
    one.goto(f"/mine/looks/{entry}/")


def look_reported(one: Resident) -> None:
    look(one)
    one.page.locator("#said").fill("저는 그날 아무것도 신청하지 않았습니다. 왜 보셨나요?")
    one.press("#report button")
    one.page.wait_for_selector("#report .state")


def consents_empty(one: Resident) -> None:
    one.signs_in()
    one.goto("/mine/consents/")


def nothing_here(one: Resident) -> None:
    one.signs_in()
    one.goto("/mine/cases/999/")


def refused(one: Resident) -> None:
    withdraw_case(one)
    trust.perform(Withdraw(_case()), house.CLERK)
    one.press("button.danger")
    one.page.wait_for_selector(".said-why")


def signed_out(one: Resident) -> None:
    look(one)
    one.page.locator("#said").fill("적던 글")
    one.page.context.clear_cookies(name="madang_session")
    one.press("#report button")
    one.page.wait_for_selector(".kept")


def _beside(does: Callable[[], object]) -> None:
    """In a thread of its own: Playwright leaves an event loop running in this one, and sealing wants another."""

    def done() -> None:
        try:
            does()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(done).result()


def _case() -> int:
    with trust.entered(trust.system("test")):
        return cases_of(house.MOTHER)[0].pk


def asked(one: Resident) -> None:
    _asked_of_the_spouse(one)
    one.press("#asked a.button")
    one.page.wait_for_selector(".asked-items")


def asked_answered(one: Resident) -> None:
    asked(one)
    one.press("button[value=refuse]")
    one.page.wait_for_selector("#asked .notice")


def case_waits(one: Resident) -> None:
    _asked_of_the_spouse(one)
    one.press(".site-header form button.chip:not([name])")
    one.signs_in(house.ELDER)
    one.goto("/mine/cases/")
    one.press(".case-list a.button")
    one.page.wait_for_selector("#agreements")


def _asked_of_the_spouse(one: Resident) -> None:
    """As a browser sees the spouse's consents when the other has applied."""
    _beside(lambda: applied(house.signed_in(house.ELDER), "basic_pension"))
    one.signs_in(house.SPOUSE)
    one.goto("/mine/")
    one.press(".asks a")


WALKS: tuple[Walk, ...] = (
    apply_with_consents, check_refused, cases_empty, case_asked, case_noticed, looks_empty, look_reported,
    consents_empty, asked, asked_answered, case_waits, nothing_here, refused, signed_out,
)  # fmt: skip
