"""The fixed words of letters, Korean and English, and how days are written."""

from __future__ import annotations

from datetime import date

from madang.rules.service import Label

WORDS = {
    "to": Label("수신", "To"),
    "applicant": Label("신청인", "Applicant"),
    "address": Label("주소", "Address"),
    "title": Label("제목", "Subject"),
    "facts": Label("주요 내용", "In short"),
    "holds": Label("충족", "met"),
    "fails": Label("미충족", "not met"),
    "unknown": Label("확인 필요", "not known"),
    "condition": Label("요건", "Condition"),
    "result": Label("판단", "Result"),
    "law": Label("근거", "Law"),
    "object": Label("이 결정에 동의하지 않으시면", "If you do not agree"),
    "answer": Label("답하시는 방법", "How to answer"),
    "until": Label("기한", "Until"),
    "where": Label("내는 곳", "Where"),
    "how": Label("방법", "How"),
    "attached": Label("붙임", "Enclosed"),
    "end": Label("끝.", ""),
    "number": Label("시행", "Ref."),
    "register": Label("대장", "Register"),
    "phone": Label("전화", "Phone"),
    "fax": Label("팩스", "Fax"),
    "code": Label("문서확인번호", "Verification code"),
    "code_how": Label(
        "이 문서가 진짜인지는 기관의 확인 화면에 문서확인번호를 적거나, QR 코드를 읽어 기관의 공개키로(인터넷 없이도) "
        "확인할 수 있습니다. QR 코드는 문서번호, 수신, 제목과 주요 내용을 증명합니다.",
        "To check this letter, type the verification code on the agency's page, or read the QR code, which proves the "
        "reference, addressee, subject and the facts in short against the agency's public key, even without a network.",
    ),
    "qr": Label("문서 확인용 QR 코드", "QR code that proves this letter"),
    "synthetic": Label(
        "모의 문서: 가상의 사람에 대한 것이며 효력이 없습니다", "SYNTHETIC: about made-up people, without legal effect"
    ),
    "watermark": Label("모의 문서", "SYNTHETIC"),
    "blank": Label("이하 빈칸", "nothing below"),
}


def word(name: str, language: str) -> str:
    """One of WORDS in "ko" or "en"."""
    label = WORDS[name]
    return label.ko if language == "ko" else label.en


def written_day(day: date, language: str) -> str:
    """`2026. 11. 5.` (행정업무의 운영 및 혁신에 관한 규정 §7⑤) or `5 November 2026`."""
    if language == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {_months[day.month - 1]} {day.year}"


_months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
