"""One letter of each kind, in both languages, about people who do not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from madang.documents.letters.tests.city import CITY, CODE, DAY, SIGNER
from madang.documents.letters.tests.household import certificate
from madang.documents.service import (
    Addressee,
    Amount,
    Clause,
    Clauses,
    Kind,
    Letter,
    Pairs,
    Paragraphs,
    Row,
    Rows,
    Way,
)

__all__ = ["CITY", "CODE", "DAY", "SIGNER", "certificate", "letter"]


def ways(language: str) -> tuple[Way, ...]:
    if language == "ko":
        return (
            Way(
                "이의신청",
                "창원시 복지정책과 (서면 또는 온라인)",
                "결정을 안 날부터 90일 이내",
                None,
                "이의신청서에 이유를 적어 내시면 됩니다.",
                "기초연금법 제22조",
            ),
            Way(
                "행정심판",
                "경상남도행정심판위원회 (온라인 가능)",
                "처분을 안 날부터 90일, 있은 날부터 180일 이내",
                None,
                "",
                "행정심판법 제27조",
            ),
            Way("행정소송", "창원지방법원", "처분을 안 날부터 90일 이내", None, "", "행정소송법 제20조"),
        )
    return (
        Way(
            "Objection",
            "Welfare Policy Division, Changwon City (on paper or online)",
            "90 days from the day you learned of it",
            None,
            "Say on the form why you do not agree.",
            "Basic Pension Act, art. 22",
        ),
        Way(
            "Administrative appeal",
            "Gyeongsangnam-do Administrative Appeals Commission",
            "90 days from the day you learned of it, 180 days from the decision",
            None,
            "",
            "Administrative Appeals Act, art. 27",
        ),
        Way(
            "Lawsuit",
            "Changwon District Court",
            "90 days from the day you learned of it",
            None,
            "",
            "Administrative Litigation Act, art. 20",
        ),
    )


def _clauses(language: str, income_holds: bool) -> Clauses:
    if language == "ko":
        income = (
            "소득인정액 1,234,000원, 선정기준액 2,470,000원"
            if income_holds
            else "소득인정액 3,010,000원, 선정기준액 2,470,000원"
        )
        return Clauses(
            "결정한 이유",
            (
                Clause("65세 이상입니다", "기초연금법 제3조제1항", True, "68세 (1958. 3. 2. 출생)"),
                Clause(
                    "소득인정액이 선정기준액 이하입니다",
                    "기초연금법 제3조제1항·제2항, 시행령 제4조",
                    income_holds,
                    income,
                ),
                Clause("직역연금 수급권자가 아닙니다", "기초연금법 제3조제3항", True),
            ),
        )
    income = "1,234,000 won against a line of 2,470,000 won" if income_holds else "3,010,000 won against 2,470,000 won"
    return Clauses(
        "Why",
        (
            Clause("Aged 65 or over", "Basic Pension Act, art. 3(1)", True, "68 years (born 2 March 1958)"),
            Clause(
                "Recognised income at or below the line",
                "Basic Pension Act, art. 3(1), (2); Decree, art. 4",
                income_holds,
                income,
            ),
            Clause("Not entitled to a public service pension", "Basic Pension Act, art. 3(3)", True),
        ),
    )


def letter(kind: Kind, language: str = "ko", **changes: Any) -> Letter:
    """A complete letter of one kind; changes replace fields."""
    if kind is Kind.certificate_resident_register:
        made = certificate(language)
    else:
        korean = language == "ko"
        base = Letter(
            id="48120-2026-000123",
            kind=Kind.receipt,
            language=language,
            issuer=CITY,
            number="복지정책과-1234",
            issued=DAY,
            addressee=Addressee("홍길동" if korean else "Hong Gildong"),
            code=CODE,
            facts=(
                Row("서비스" if korean else "Service", "기초연금" if korean else "Basic pension"),
                Row(
                    "접수일시" if korean else "Received", "2026. 11. 26. 14:05" if korean else "26 November 2026, 14:05"
                ),
                Row("접수번호" if korean else "Number", "2026-0001234"),
                Row("처리기한" if korean else "Decided by", "2026. 12. 26." if korean else "26 December 2026"),
            ),
            opening=(_opening(kind, korean),),
            handled_by=(
                Row("담당" if korean else "Handled by", "사회복지주사보 김민지" if korean else "Kim Minji"),
                Row(
                    "결재" if korean else "Decided by",
                    "복지정책과장 이상호" if korean else "Lee Sangho, head of division",
                ),
            ),
        )
        made = replace(base, kind=kind, title="", **_parts(kind, language))
    return replace(made, **changes) if changes else made


def _opening(kind: Kind, korean: bool) -> str:
    said = {
        Kind.decision_granted: (
            "신청하신 기초연금을 아래와 같이 드리기로 결정하였으므로 알려 드립니다.",
            "Your application for the basic pension is granted as follows.",
        ),
        Kind.decision_refused: (
            "신청하신 기초연금은 아래의 이유로 드릴 수 없게 되었으므로 알려 드립니다.",
            "Your application for the basic pension is refused for the reasons below.",
        ),
        Kind.decision_changed: (
            "받고 계신 기초연금이 아래와 같이 달라집니다.",
            "Your basic pension changes as follows.",
        ),
        Kind.advance_notice: (
            "아래와 같이 결정하려고 하므로 미리 알려 드립니다. 의견이 있으시면 기한까지 내 주시기 바랍니다.",
            "We intend to decide as follows. If you have anything to say, please do so in time.",
        ),
        Kind.supplement_request: ("신청을 처리하는 데 아래 내용이 더 필요합니다.", "We need the following to go on."),
        Kind.extension: (
            "아래 이유로 처리기간을 연장하게 되었으므로 알려 드립니다.",
            "Processing takes longer, for the reason below.",
        ),
        Kind.objection_decided: (
            "내신 이의신청을 아래와 같이 결정하였습니다.",
            "Your objection is decided as follows.",
        ),
        Kind.receipt: ("신청이 아래와 같이 접수되었습니다.", "Your application has been received."),
    }
    return said.get(kind, ("아래 사실을 증명합니다.", "This certifies the following."))[0 if korean else 1]


def _parts(kind: Kind, language: str) -> dict[str, Any]:
    korean = language == "ko"
    granted = (
        Row("서비스" if korean else "Service", "기초연금" if korean else "Basic pension"),
        Row("지급 시작" if korean else "From", "2026년 11월분부터" if korean else "November 2026"),
        Row("지급일" if korean else "Paid on", "매월 25일" if korean else "the 25th of each month"),
        Row(
            "받는 계좌" if korean else "Account", "○○은행 ****-**-*1234 (홍길동)" if korean else "○○ Bank ****-**-*1234"
        ),
    )
    amount = Amount("기초연금액" if korean else "Basic pension", 342_510, "month")
    sums = Pairs(
        "계산" if korean else "How it is worked out",
        (
            Row("기준연금액" if korean else "Standard amount", "342,510원" if korean else "342,510 won"),
            Row("국민연금 감액" if korean else "Less national pension", "0원" if korean else "0 won"),
        ),
    )
    answer = (
        Way(
            "의견 제출" if korean else "Your opinion",
            "창원시 복지정책과 (서면, 말, 온라인)"
            if korean
            else "Welfare Policy Division (on paper, in person, online)",
            "",
            date(2026, 12, 11),
            "내지 않으시면 의견이 없는 것으로 보고 결정합니다."
            if korean
            else "If you say nothing, we decide without it.",
            "행정절차법 제21조·제27조" if korean else "Administrative Procedures Act, art. 21, 27",
        ),
    )
    note = (
        "기간은 이 통지서를 받으신 날의 다음 날부터 셉니다."
        if korean
        else "Periods run from the day after you get this."
    )
    match kind:
        case Kind.decision_granted:
            return {
                "facts": granted,
                "amount": amount,
                "sections": (_clauses(language, True), sums),
                "ways": ways(language),
                "ways_note": note,
                "register_page": "기초연금 지급대장 12" if korean else "12",
                "attachments": ("소득인정액 산출 내역 1부" if korean else "How the income was recognised (1)",),
            }
        case Kind.decision_refused:
            return {"sections": (_clauses(language, False),), "ways": ways(language), "ways_note": note}
        case Kind.decision_changed | Kind.objection_decided:
            return {
                "facts": granted,
                "amount": replace(amount, won=308_260),
                "ways": ways(language),
                "sections": (
                    Rows(
                        "달라지는 금액" if korean else "What changes",
                        ("월", "지금", "바뀐 뒤", "차이") if korean else ("Month", "Now", "New", "Difference"),
                        (
                            ("2026. 12.", "342,510", "308,260", "-34,250"),
                            ("2027. 1.", "342,510", "308,260", "-34,250"),
                        ),
                        frozenset({1, 2, 3}),
                    ),
                    _clauses(language, True),
                ),
            }
        case Kind.advance_notice:
            where = "경상남도 창원시 의창구 중앙대로 1" if korean else "1 Jungang-daero, Uichang-gu, Changwon-si"
            return {
                "addressee": Addressee("홍길동" if korean else "Hong Gildong", where),
                "sections": (_clauses(language, False),),
                "ways": answer,
            }
        case Kind.supplement_request:
            return {
                "ways": answer,
                "sections": (
                    Paragraphs(
                        "더 필요한 것" if korean else "What is missing",
                        (
                            "전세 계약의 보증금을 확인할 수 있는 자료"
                            if korean
                            else "Something that shows the deposit of your lease",
                        ),
                    ),
                ),
            }
        case Kind.extension:
            return {
                "sections": (
                    Paragraphs(
                        "연장하는 이유" if korean else "Reason",
                        (
                            "관계 기관의 회신을 기다리고 있습니다 (민원처리법 시행령 제21조제1항제1호)."
                            if korean
                            else "We wait for another agency (Civil Petitions Decree, art. 21(1)1).",
                        ),
                    ),
                )
            }
        case _:
            return {}
