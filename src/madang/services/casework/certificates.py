"""From a case for a certificate to the certificate: fetched from the register through the hub, when it answers."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.db.models import Q

from madang.exchange.mydata.service import RegisterSilent, issue
from madang.people.service import sealed_number
from madang.rules.procedures.service import NotIssued
from madang.rules.service import Label
from madang.services.casework.acts.case_act import Done
from madang.services.casework.acts.issue import Issue
from madang.services.casework.acts.wait import Wait
from madang.services.casework.models import Case
from madang.services.casework.refusals import CaseworkRefused, NoSuchCase
from madang.services.casework.states import State
from madang.services.catalogue.service import certificate_definition, procedures
from madang.trust.service import Ground, Principal, entered, perform, system, unseal

NOT_ISSUED = "not_issued"
WHY = Label("증명서 발급", "Issuing a certificate")


def issue_certificate(case: int) -> Done:
    """Issues it, or leaves it waiting with the reason; again does no harm. NoSuchCase.

    Not inside a transaction: an agency is asked in between, and nothing is held meanwhile.
    """
    found = _case(case)
    if found.state != State.received:
        return {"case": found.pk, "number": found.number, "state": found.state, "version": found.version}
    definition = certificate_definition(found.service)
    assert definition is not None
    worker = _worker(found)
    number = _number(worker, found)
    hidden = found.answers.get("hidden")
    chosen = hidden.split(",") if isinstance(hidden, str) and hidden else None
    try:
        said = async_to_sync(issue)(definition, number, found.day, hidden=chosen)
    except RegisterSilent as silent:
        return perform(Wait(found.pk, agencies=(silent.agency,), outcome=silent.why), worker)
    except NotIssued:  # the register has no such household: a person looks at it
        return perform(Wait(found.pk, agencies=(definition.agency,), outcome=NOT_ISSUED), worker)
    return perform(Issue(found.pk, said=said), worker)


def issue_waiting() -> int:
    """Issues what waits; returns how many were issued. Whoever's agency stays silent waits on."""
    return sum(_issued(case) for case in waiting())


def _issued(case: int) -> bool:
    """Whether it was issued now; somebody may have withdrawn it, or been quicker, since it was found waiting."""
    try:
        return bool(issue_certificate(case)["state"] == State.decided)
    except CaseworkRefused:
        return False


def waiting() -> list[int]:
    """Cases for certificates that are still to be issued, the longest-waiting first. One query."""
    with entered(system("certificates")):
        rows = Case.objects.filter(state=State.received, service__in=list(procedures().certificates))
        # What waits for nobody yet has no outcome, and NULL is never excluded by being unequal.
        rows = rows.filter(Q(waits_for__0__outcome__isnull=True) | ~Q(waits_for__0__outcome=NOT_ISSUED))
        return list(rows.order_by("filed_at").values_list("pk", flat=True)[:1_000])


def _case(case: int) -> Case:
    with entered(system("certificates")):
        found = Case.objects.filter(pk=case).first()
    if found is None or certificate_definition(found.service) is None:
        raise NoSuchCase("그런 증명 신청이 없습니다.", "There is no such application for a certificate.")
    return found


def _worker(case: Case) -> Principal:
    return system("certificates", tenants=(case.tenant,), subjects=(case.applicant,))


def _number(worker: Principal, case: Case) -> str:
    """The applicant's register number, unsealed for this look-up and on record."""
    with entered(worker):
        box = sealed_number(case.applicant)
    if box is None:
        raise NoSuchCase("주민등록표에서 찾을 수 없는 사람입니다.", "This person is not in the register.")
    ground = Ground("주민등록법 §29, 개인정보 보호법 §24의2①1", "statute")
    return unseal(worker, box, about=case.applicant, purpose=WHY, ground=ground, tenant=case.tenant)
