"""What somebody's application asks of others: found, read item by item, answered by each alone; both sides see where it
stands, and only the one whose data it is sees the data."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.exchange.mydata.service import consents_of
from madang.facts.service import NewFact
from madang.portal.mine.asked_lines import AgreementLine
from madang.portal.mine.sending import new_key
from madang.portal.tests.mine.house import ELDER, FATHER, SPOUSE, entrusted, signed_in, something_new
from madang.portal.tests.mine.road import applied
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")
SAVED, SAVED_WORDS = 4_321_987, "432만 1,987원"


@pytest.fixture
def case(house: None) -> int:
    """What the elder of the two applied for; what the spouse has in the bank is known from elsewhere."""
    something_new(NewFact(SPOUSE, "assets.financial", SAVED, "welfare"), key="savings")
    return int(applied(signed_in(ELDER), "basic_pension")["case"])


def question(spouse: Client) -> str:
    """The address of what is asked."""
    (one,) = spouse.get("/mine/consents/").context["asked"]
    return f"/mine/consents/asked/{one.id}/"


def answer(spouse: Client, do: str, **more: str) -> int:
    address = question(spouse)
    shown = spouse.get(address).context["shown"]
    said = {"key": new_key(), "do": do, "digest": shown.digest, "shown_in": shown.shown_in, **more}
    first, again = spouse.post(address, said), spouse.post(address, said)
    assert first.status_code == again.status_code, "sent twice it is done once"
    return first.status_code


def seen_by_the_other(case: int) -> tuple[AgreementLine, ...]:
    page = signed_in(ELDER).get(f"/mine/cases/{case}/")
    assert SAVED_WORDS not in page.content.decode()
    found: tuple[AgreementLine, ...] = page.context["agreements"]
    return found


def test_who_is_asked_finds_it_and_reads_what_from_whom_and_why(case: int) -> None:
    spouse = signed_in(SPOUSE)
    assert spouse.get("/mine/").context["asks"] == 1
    assert "nav-count" in spouse.get("/mine/looks/").content.decode()
    page = spouse.get(question(spouse))
    shown, text = page.context["shown"], page.content.decode()
    assert (shown.line.name, shown.line.title, shown.office) == ("박솔", "기초연금", "경상남도 진주시")
    assert "기초연금법 §10②" in shown.law
    held = {one.label: one for one in shown.items}
    assert SAVED_WORDS in held["현금·예금·적금·주식"].value
    assert all(one.source for one in shown.items)
    assert "1956" not in text, "nothing of the applicant beyond the name"
    assert seen_by_the_other(case) == (AgreementLine("배우자의 동의", "asked"),)
    assert "다른 사람의 동의를 기다립니다" in signed_in(ELDER).get("/mine/cases/").content.decode()


def test_it_is_nobody_elses_to_answer(case: int) -> None:
    address = question(signed_in(SPOUSE))
    entrusted(SPOUSE, FATHER)  # who may do everything else for them
    for other in (ELDER, FATHER):
        browser = signed_in(other)
        assert browser.get("/mine/").context["asks"] == 0
        for do in ("agree", "refuse"):
            assert browser.post(address, {"key": new_key(), "do": do}).status_code == 404
        assert browser.get(address).status_code == 404
    assert seen_by_the_other(case)[0].state == "asked"
    assert signed_in(SPOUSE).get(f"/mine/consents/asked/{2**70}/").status_code == 404


def test_yes_then_taken_back(case: int) -> None:
    spouse = signed_in(SPOUSE)
    assert answer(spouse, "agree", digest="sha256:another") == 422
    assert answer(spouse, "agree") == 302
    assert spouse.get("/mine/").context["asks"] == 0
    assert seen_by_the_other(case)[0].state == "given"
    with trust.entered(trust.system("test")):
        (consent,) = consents_of(SPOUSE)
    assert (consent.tenant, consent.application) == (
        "48170",
        signed_in(ELDER).get(f"/mine/cases/{case}/").context["shown"].line.number,
    )
    assert "지금 물어보고 있습니다" in signed_in(ELDER).get(f"/mine/cases/{case}/").content.decode()
    spouse.post(f"/mine/consents/{consent.pk}/withdraw/", {"key": new_key()})
    assert seen_by_the_other(case)[0].state == "withdrawn"
    assert answer(spouse, "agree") == 302, "and may be given again"


def test_no_then_the_application_is_over(case: int) -> None:
    spouse = signed_in(SPOUSE)
    address = question(spouse)
    assert answer(spouse, "refuse") == 302
    assert seen_by_the_other(case)[0].state == "refused"
    assert spouse.get(address).context["shown"].open, "a no may become a yes"
    signed_in(ELDER).post(f"/mine/cases/{case}/withdraw/", {"key": new_key()})
    assert not spouse.get(address).context["shown"].open
    assert spouse.get("/mine/consents/").context["asked"] == ()
    assert spouse.post(address, {"key": new_key(), "do": "refuse"}).status_code == 422
