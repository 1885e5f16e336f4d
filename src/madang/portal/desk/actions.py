"""What a clerk does with a case: one address a verb, each an act, each safe to send twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from madang.portal.desk.case_page import case_for, show_case
from madang.portal.desk.frame import desk_page, words_of
from madang.rules.service import Refused
from madang.services.casework import service as casework
from madang.services.casework.service import BadInput
from madang.trust.service import Act, Principal, entered, perform

Given = Mapping[str, str]
Made = Act[casework.Case, dict[str, object]]


def _day(given: Given, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(given.get(name, "").strip())
    except ValueError:
        raise BadInput("날짜를 2026-12-31처럼 적어 주세요.", "Please write the day like 2026-12-31.") from None


def _number(given: Given, name: str) -> int:
    text = given.get(name, "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadInput("늘릴 기간을 숫자로 적어 주세요.", "Please write how much more time in digits.")
    return int(text)


def _one_of(given: Given, name: str, ko: str, en: str) -> str:
    text = given.get(name, "")[:64]
    if not text:
        raise BadInput(ko, en)
    return text


def _hand_over(case: int, version: int, given: Given) -> Made:
    unit = _one_of(given, "unit", "넘길 부서를 골라 주세요.", "Please choose the unit it goes to.")
    return casework.HandOver(case, version, unit=unit, reason=given.get("reason", ""))


def _extend(case: int, version: int, given: Given) -> Made:
    told = given.get("told", "")
    return casework.Extend(
        case, version, amount=_number(given, "amount"), reason=given.get("reason", "")[:200] or told[:200], told=told,
        consent=given.get("consent") == "1",
    )  # fmt: skip


def _answer_objection(case: int, version: int, given: Given) -> Made:
    answer = _one_of(given, "upheld", "받아들일지 고르세요.", "Please choose whether it is upheld.")
    return casework.AnswerObjection(case, version, upheld=answer == "1", reasons=given.get("reasons", ""))


VERBS: dict[str, Callable[[int, int, Given], Made]] = {
    "take": lambda case, version, given: casework.Take(case, version),
    "hand_over": _hand_over,
    "ask_supplement": lambda case, version, given: casework.AskSupplement(
        case, version, what=given.get("what", ""), until=_day(given, "until")
    ),
    "supply": lambda case, version, given: casework.Supply(case, version, answer=given.get("answer", "")),
    "answer_notice": lambda case, version, given: casework.AnswerNotice(
        case, version, opinion=given.get("opinion", "")
    ),
    "withdraw": lambda case, version, given: casework.Withdraw(case, version),
    "approve": lambda case, version, given: casework.Approve(
        case, version, seen=given.get("seen", ""), remark=given.get("remark", "")
    ),
    "give_notice": lambda case, version, given: casework.GiveNotice(
        case, version, seen=given.get("seen", ""), until=_day(given, "until"), remark=given.get("remark", "")
    ),
    "refuse": lambda case, version, given: casework.Refuse(
        case, version, seen=given.get("seen", ""), considered=given.get("considered", "")
    ),
    "extend": _extend,
    "note": lambda case, version, given: casework.Note(case, version, text=given.get("text", "")),
    "answer_objection": _answer_objection,
}


@desk_page("POST")
def act_on_case(request: HttpRequest, principal: Principal, number: int, verb: str) -> HttpResponse:
    """POST: does it and goes back to the case; what is refused is said there, with what was typed still in the form.

    key: of the page the button stands on; sent twice, the act is done once and answered alike.
    """
    make = VERBS.get(verb)
    if make is None:
        raise Http404
    case_for(principal, number)
    given = request.POST
    version, key = given.get("version", ""), given.get("key", "")[:64]
    try:
        if not (version.isascii() and version.isdecimal() and len(version) < 9 and key):
            raise BadInput(
                "화면이 온전하지 않습니다. 다시 열어 주세요.", "The form was not complete. Open the case again."
            )
        perform(make(number, int(version), given), principal, key=f"desk:{number}:{verb}:{key}")
    except casework.NoSuchCase:
        raise Http404 from None
    except Refused as refused:
        return show_case(request, principal, number, refused=words_of(refused), verb=verb, typed=given)
    return _back(principal, number, verb)


def _back(principal: Principal, number: int, verb: str) -> HttpResponse:
    """To the case; to the queue where it now lies with a unit that this official does not work for."""
    with entered(principal):
        there = casework.case_of(number) is not None
    response = redirect("portal:desk-case", number) if there else redirect("portal:desk-queue")
    response["Location"] += f"?done={verb}"
    return response
