"""A visitor who fills in forms by what stands on the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

MOST_PAGES = 90


@dataclass(frozen=True)
class Someone:
    """A row of the people form."""

    birth: str
    relation: str = ""
    sex: str = ""
    lives: str = ""


@dataclass(frozen=True)
class Visitor:
    """A family, and what it answers: by fact, else `otherwise` (the first choice, no, 0 won)."""

    name: str
    people: tuple[Someone, ...]
    region: str
    answers: dict[str, str] = field(default_factory=dict)

    def starts(self, page: Page, address: str, about: str = "") -> None:
        """Fills in the people form and begins; about: a group of life events, else all of it."""
        page.goto(address)
        if about:
            page.locator(f"input[name=about][value={about}]").check()
        for number, person in enumerate(self.people):
            if number:
                page.locator("button[name=do][value=add]").click()
                page.locator(f"#relation-{number}").select_option(person.relation)
                page.locator(f"#lives-{number}").select_option(person.lives or "with")
            page.locator(f"#birth-{number}").fill(person.birth)
            page.locator(f"#sex-{number}").select_option(person.sex)
        page.locator("#region").select_option(self.region)
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.locator("button.primary[value=begin]").click()

    def answers_all(self, page: Page) -> int:
        """Answers until the result; returns how many pages it took."""
        for number in range(MOST_PAGES):
            if page.locator("input[name=fact]").count() == 0:
                return number
            self.answers_one(page)
        raise AssertionError("the check does not end")

    def answers_one(self, page: Page) -> None:
        """Fills in one question page and goes on."""
        fact = page.locator("input[name=fact]").input_value()
        for number in range(page.locator("input[name=entity]").count()):
            self._fills(page, number, self.answers.get(fact, ""))
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.locator("button.primary[value=answer]").click()

    def _fills(self, page: Page, number: int, wanted: str) -> None:
        fields = page.locator(f"[name=value-{number}]")
        if fields.first.get_attribute("type") == "radio":
            self._chooses(page, number, wanted)
        elif page.locator(f"select[name=value-{number}]").count():
            fields.select_option(wanted or self.region)
        elif page.locator(f"[name=none-{number}]").count() and not wanted:
            page.locator(f"[name=none-{number}]").check()
        else:
            fields.fill(wanted or "0")

    def _chooses(self, page: Page, number: int, wanted: str) -> None:
        for value in (wanted, "no", "none", "KR", "home"):
            option: Locator = page.locator(f"input[name=value-{number}][value='{value}']")
            if value and option.count():
                option.check()
                return
        page.locator(f"input[name=value-{number}]").first.check()


OLD_COUPLE = Visitor(
    "old couple", (Someone("1958-03-01", sex="female"), Someone("1955-07-07", "spouse", "male")), "1111000000",
    {"assets.home": "1억 2천", "national_pension.kind": "none"},
)  # fmt: skip
SINGLE_PARENT = Visitor(
    "single parent who rents",
    (Someone("1990-05-05", sex="female"), Someone("2018-02-03", "child", "male")), "4812000000",
    {"housing.tenure": "rent", "housing.monthly_rent": "30만", "housing.deposit": "500만원",
     "employment.earned_income": "1,200,000", "person.marital_status": "divorced", "child.birth_registered": "yes",
     "child.in_applicants_care": "yes", "household.shares_living": "yes"},
)  # fmt: skip
NEWBORN = Visitor(
    "couple with a newborn",
    (Someone("1994-01-01"), Someone("1995-02-02", "spouse"), Someone("2026-05-05", "child")), "4817000000",
    {"employment.earned_income": "350만원", "child.birth_registered": "yes", "child.in_applicants_care": "yes",
     "child.birth_order": "1"},
)  # fmt: skip
VISITORS = (OLD_COUPLE, SINGLE_PARENT, NEWBORN)
