"""The way to every page there is, by the template that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import FilePayload, Page, Route

from madang.portal.tests.in_browser.visitor import OLD_COUPLE

Walk = Callable[[Page, str], None]
FAULTY = FilePayload(name="f.yaml", mimeType="text/yaml", buffer=b"date: 2026-02-30\nnonsense: 1\n")


def people_with_errors(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("button[name=do][value=add]").click()
    page.locator("#birth-0").fill("1958-13-01")
    page.locator("button.primary[value=begin]").click()
    assert page.locator(".error-summary").evaluate("element => element === document.activeElement")


def people_again(page: Page, url: str) -> None:
    question(page, url)
    page.locator("button[value=people]").click()
    page.wait_for_selector("#relation-1")


def question(page: Page, url: str) -> None:
    OLD_COUPLE.starts(page, url)
    assert page.locator("#question").evaluate("element => element === document.activeElement")


def question_about(fact: str, entity: str = "p1") -> Walk:
    """The question page for a fact, whichever comes first."""

    def walk(page: Page, url: str) -> None:
        question(page, url)
        page.evaluate(
            """([fact, entity]) => {
                const form = document.getElementById("page-form");
                form.elements.namedItem("fact").value = fact;
                for (const field of form.querySelectorAll("[name=entity]")) field.value = entity;
                form.insertAdjacentHTML("beforeend", "<input type=hidden name=do value=again>");
                form.submit();
            }""",
            [fact, entity],
        )
        page.wait_for_function("fact => document.querySelector('[name=fact]').defaultValue === fact", arg=fact)
        page.wait_for_load_state("networkidle")

    walk.__name__ = fact
    return walk


money = question_about("employment.earned_income")


def money_with_errors(page: Page, url: str) -> None:
    money(page, url)
    page.locator("#value-0").fill("2천")
    page.locator("button.primary[value=answer]").click()


def result(page: Page, url: str) -> None:
    OLD_COUPLE.starts(page, url, about="ageing")
    _result(page)


def result_of_everything(page: Page, url: str) -> None:
    question(page, url)
    _result(page)


def _result(page: Page) -> None:
    OLD_COUPLE.answers_one(page)
    page.locator("button[formaction='/result/']").click()
    page.wait_for_selector("details.service")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def likely(page: Page, url: str) -> None:
    question(page, url)
    page.locator("#page-form").evaluate("form => { form.action = '/likely/'; form.submit() }")
    page.wait_for_selector("#q")


def erased(page: Page, url: str) -> None:
    question(page, url)
    page.locator("button[formaction='/erase/']").click()
    page.wait_for_selector("[data-erased]")


def demo(page: Page, url: str) -> None:
    page.goto(f"{url}/demo/")
    assert page.locator(".people li").count() == 2


def fetched(page: Page, url: str) -> None:
    demo(page, url)
    page.locator("button[name=person][value=known]").click()
    page.wait_for_selector("details.fetched")
    opened(page)
    assert page.locator("tbody tr").count() > 80


def opened(page: Page) -> None:
    """Opens every table of facts from agencies."""
    page.evaluate("for (const details of document.querySelectorAll('details.fetched')) details.open = true")


def fetched_beside_the_question(page: Page, url: str) -> None:
    fetched(page, url)
    page.locator("button.primary[value=show]").click()
    page.wait_for_selector(".told")
    opened(page)


def nobody_answered(page: Page, url: str) -> None:
    demo(page, url)
    _said_to_be_well(page, "**/demo/begin/", 503)
    page.locator("button[name=person][value=silent]").click()
    page.wait_for_selector(".agencies")


def refused(page: Page, url: str) -> None:
    question(page, url)
    page.locator("input[name=state]").first.evaluate("element => { element.value = 'broken' }")
    page.locator("button[value=unknown]").click()


def too_large(page: Page, url: str) -> None:
    question(page, url)
    page.locator("input[name=state]").first.evaluate("element => { element.value = 'x'.repeat(1_100_000) }")
    page.locator("button[value=unknown]").click()
    page.wait_for_selector("#page-form[action='/i18n/setlang/']", state="attached")


def contradiction(page: Page, url: str) -> None:
    question(page, url)
    page.locator("input[name=state]").first.evaluate('element => { element.value = \'{"family": {"persons": 3}}\' }')
    page.locator("button[value=unknown]").click()


def expired(page: Page, url: str) -> None:
    question(page, url)
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("element => { element.value = 'x' }")
    page.locator("button[value=unknown]").click()
    page.wait_for_selector("form.actions")


def expired_with_nothing_told(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("element => { element.value = 'x' }")
    page.locator("button.primary[value=begin]").click()


def file_refused(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("#file").set_input_files(FAULTY)
    page.locator("form[enctype] button").click()


def wrong_method(page: Page, url: str) -> None:
    page.goto(f"{url}/save/")


def definition_by_its_address(page: Page, url: str) -> None:
    page.goto(f"{url}/rules/table/definition/")


def house_error(status: int) -> Walk:
    """A page of the house, behind the addresses of `faults`."""

    def walk(page: Page, url: str) -> None:
        _said_to_be_well(page, "**/fail/*", status)
        page.goto(f"{url}/nowhere" if status == 404 else f"{url}/fail/{status}")
        assert str(status) in page.locator(".number").inner_text()

    walk.__name__ = f"house_{status}"
    return walk


def _said_to_be_well(page: Page, address: str, status: int) -> None:
    """An answer of 5xx arrives as 200: the browser's own complaint about it is no fault of the page."""

    def well(route: Route) -> None:
        answer = route.fetch()
        assert answer.status == status
        route.fulfill(response=answer, status=200)

    page.route(address, well)


WALKS: Mapping[str, tuple[Walk, ...]] = {
    "start": (people_with_errors, people_again),
    "question": (
        question, money, money_with_errors, question_about("person.birth_date"),
        question_about("residence.region", "home1"), question_about("person.marital_status"),
        question_about("person.nationality"), fetched_beside_the_question,
    ),
    "result": (result,),
    "find/likely": (likely,),
    "erased": (erased,),
    "demo": (demo,),
    "fetched": (fetched,),
    "nobody_answered": (nobody_answered,),
    "refused": (refused, too_large, contradiction),
    "expired": (expired, expired_with_nothing_told),
    "file_refused": (file_refused,),
    "only_by_button": (wrong_method,),
    "law/only_by_table": (definition_by_its_address,),
    "house": tuple(house_error(status) for status in (400, 403, 404, 500)),
}  # fmt: skip
