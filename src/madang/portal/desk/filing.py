"""직권신청: an official files for somebody who consented. A register number is only ever posted, and shown masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madang.people.service import person_of_number, persons
from madang.portal.desk.frame import desk_page, desk_view, words_of
from madang.portal.rulebook import today
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM
from madang.rules.procedures.service import Procedure
from madang.rules.service import Label, Refused
from madang.services.applications.service import ApplicationRefused, FileExOfficio, responsible_for
from madang.services.casework.service import BadInput
from madang.services.catalogue.service import certificate_definition, services_offered
from madang.trust.service import Ground, Principal, disclose, entered, perform, system

WHY = Label("직권신청 대상자의 확인", "Finding the person an application is filed for")
LAW = Ground("사회보장급여의 이용·제공 및 수급권자 발굴에 관한 법률 §5②", "statute")
SAID = "said-"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom it is for, as the page may show them."""

    id: str
    name: str
    number: str


@desk_page(*FORM)
def file_page(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: asks for number and service. POST `do`=find: the person and what only they can say; file: files it."""
    if request.method != "POST":
        return desk_view(request, "file", _context({}))
    given = request.POST
    person = None
    try:
        procedure = _procedure(given.get("service", ""))
        person = _person(principal, given)
        if given.get("do") == "file":
            return _file(principal, procedure, person, given)
    except Refused as refused:
        return _form(request, given, person, refused=words_of(refused))
    return _form(request, given, person)


def _file(principal: Principal, procedure: Procedure, person: Found, given: Mapping[str, str]) -> HttpResponse:
    consent = given.get("consent", "").strip()[:1_000]
    if not consent:
        raise BadInput("동의를 언제 어떻게 받았는지 적어 주세요(사회보장급여법 §5②).",
                       "Write when and how the person consented (사회보장급여법 §5②).")  # fmt: skip
    answers = {ask.id: given.get(SAID + ask.id, "").strip() for ask in procedure.asks}
    act = FileExOfficio(procedure.service, person.id, consent, {id: text for id, text in answers.items() if text})
    done = perform(act, principal, key=f"desk:file:{given.get('key', '')[:64]}")
    response = redirect("portal:desk-case", done["case"])
    response["Location"] += "?done=file"
    return response


def _form(request: HttpRequest, given: Mapping[str, str], person: Found | None, refused: str = "") -> HttpResponse:
    procedure = next((one for one in _offered() if one.service == given.get("service")), None)
    asks = [(ask.id, said(ask.label), given.get(SAID + ask.id, "")) for ask in procedure.asks] if procedure else []
    context = _context(given) | {
        "person": person if procedure else None, "refused": refused, "here": request.path,
        "service": said(procedure.label) if procedure else "", "asks": asks,
    }  # fmt: skip
    return desk_view(request, "file", context, status=409 if refused else 200)


def _person(principal: Principal, given: Mapping[str, str]) -> Found:
    """Whoever has this number, if this authority and unit are theirs; the look is on record for them. BadInput.

    Not known here and not living here are told alike: a number proves nothing about anybody.
    """
    nobody = BadInput(
        "이 번호로 등록된 관할 주민이 없습니다. 번호를 확인해 주세요. 다른 지역 주민은 그 지역에서 신청합니다.",
        "Nobody with this number lives in your area. Check the number; people of another area apply there.",
    )
    with entered(system("desk", tenants=(), subjects=("*",))):
        id = _named(given)
        there = bool(id) and id in persons([id])
    if not there:
        raise nobody
    try:
        where = responsible_for(id, today())
    except ApplicationRefused:
        raise nobody from None
    if where.tenant != principal.tenant or (principal.units and where.unit not in principal.units):
        raise nobody
    what = ["person.name", "person.number_masked"]
    with disclose(principal, [id], purpose=WHY, ground=LAW, what=what, unit=where.unit, about="file"):
        one = persons([id])[id]
    return Found(one.id, one.name, one.number_masked)


def _named(given: Mapping[str, str]) -> str:
    """The person that the second form carries, else the one who has the number typed into the first. BadText."""
    carried = given.get("person", "")[:64]
    return carried if carried else person_of_number(given.get("number", "").strip()[:40]) or ""


def _procedure(service: str) -> Procedure:
    found = next((one for one in _offered() if one.service == service), None)
    if found is None:
        raise BadInput("무엇을 신청하는지 골라 주세요.", "Please choose what is applied for.")
    return found


def _offered() -> list[Procedure]:
    """Benefits for which the procedure knows a filing by an official with recorded consent."""
    return [
        one for one in services_offered(today())
        if certificate_definition(one.service) is None
        and any(who.ex_officio and who.consent == "recorded" for who in one.applicants)
    ]  # fmt: skip


def _context(given: Mapping[str, str]) -> dict[str, object]:
    typed = {"service": given.get("service", ""), "consent": given.get("consent", "")}
    key = given.get("key") or str(uuid4())
    return {"services": _services(), "typed": typed, "person": None, "refused": "", "key": key, "law": LAW.law}


def _services() -> list[tuple[str, str]]:
    return [(one.service, said(one.label)) for one in _offered()]
