"""The sentences and tables of letters on a case, from the answer and the procedure; in Korean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.documents.service import Clause, Clauses, Pairs, Paragraphs, Row, Section, Way
from madang.identity.anyid.service import called
from madang.rules.clock.service import SEOUL
from madang.rules.procedures.service import Procedure
from madang.rules.service import Answer, ClauseAnswer, ValueUsed, plain
from madang.services.casework.models import Case
from madang.services.casework.offices import Office
from madang.services.catalogue.service import label_of, procedure_of

AMOUNT = "지급액"
FILED_AS = {"own": "본인", "delegate": "대리인", "ex_officio": "직권(동의 기록)"}


def facts(case: Case) -> tuple[Row, ...]:
    """What the letter is about, in short: proved by its QR code."""
    return (
        Row("서비스", label_of(case.service).ko),
        Row("접수번호", case.number),
        Row("신청일", f"{case.filed_at.astimezone(SEOUL):%Y. %-m. %-d.}"),
        Row("신청 구분", FILED_AS[case.filed_as]),
    )


def reasons(answer: Answer) -> tuple[Section, ...]:
    """The conditions of the law with what was found on each (행정절차법 §23), and how the amount comes about."""
    clauses = tuple(Clause(one.label.ko, one.law, one.holds, _values(one)) for one in answer.clauses)
    found: list[Section] = [Clauses("판단 근거", clauses)] if clauses else []
    parts = tuple(
        Row(one.label.ko, f"{int(one.low):,}원 ({one.law})") for one in answer.components if one.low is not None
    )
    return (*found, *((Pairs("금액의 구성", parts),) if parts and answer.status == "eligible" else ()))


def remark(text: str, *, granted: bool) -> tuple[Section, ...]:
    """What the clerk adds."""
    heading = "안내" if granted else "의견을 검토한 결과와 안내"
    return (Paragraphs(heading, tuple(part for part in text.split("\n") if part.strip())),) if text.strip() else ()


def ways_to_object(service: str) -> tuple[tuple[Way, ...], str]:
    """How to contest the decision (행정절차법 §26), and a note."""
    procedure: Procedure = procedure_of(service)
    ways = tuple(
        Way(one.label.ko, one.to.ko, within=f"{one.term.runs_from.ko}부터 {one.term.period.label.ko} 안에",
            how=one.form.ko, law=one.term.basis.law)
        for one in procedure.appeals
    )  # fmt: skip
    return ways, ""


def ways_after_objection(service: str) -> tuple[tuple[Way, ...], str]:
    """What can still be done after an objection was answered (행정기본법 §36④)."""
    ways, note = ways_to_object(service)
    rest = tuple(way for way, one in zip(ways, procedure_of(service).appeals, strict=True) if one.id != "objection")
    return rest or ways, note


def objection(upheld: bool, reasons: str) -> tuple[Section, ...]:
    """The answer to an objection."""
    outcome = "이의신청을 받아들여 결정을 취소하고 다시 처리합니다." if upheld else "이의신청을 받아들이지 않습니다."
    return (Paragraphs("판단", (outcome, *(part for part in reasons.split("\n") if part.strip()))),)


def ways_to_answer(office: Office, until: dt.date) -> tuple[Way, ...]:
    """Where and until when to give an opinion (행정절차법 §21①4–6)."""
    return (
        Way("의견제출", f"마당 '내 신청', 또는 {office.label.ko}", until=until,
            how="말, 글, 온라인 어느 것으로도 낼 수 있습니다. 의견을 내지 않으면 이 통지의 내용대로 결정합니다.",
            law="행정절차법 §21, §27"),
    )  # fmt: skip


def handled_by(case: Case, office: Office, actor: str = "") -> tuple[Row, ...]:
    """Who handled it (행정절차법 §24③): the office, and the clerk by name. actor: whoever decides just now."""
    clerk = actor.removeprefix("official:") if actor.startswith("official:") else case.clerk
    return (
        Row("처리 부서", office.label.ko),
        Row("처리 담당", called(clerk) or ("담당 공무원" if clerk else "자동 처리")),
    )


def _values(clause: ClauseAnswer) -> str:
    """The values that decided it, in one line."""
    shown = [f"{one.label.ko} {_written(one)}" for one in clause.values[:4] if one.value is not None]
    return ", ".join(shown)[:200]


def _written(used: ValueUsed) -> str:
    """A value as people write it."""
    if isinstance(used.value, bool):
        return "예" if used.value else "아니요"
    if used.unit == "KRW" and isinstance(used.value, Decimal | int):
        return f"{int(used.value):,}원"
    return str(plain(used.value))
