"""주민등록표 등본 of a household that does not exist."""

from __future__ import annotations

from datetime import date

from madang.documents.letters.tests.city import CITY, CODE, DAY
from madang.documents.service import Letter, Member, RegisterCopy, resident_register


def certificate(language: str = "ko", members: int = 4, numbers_shown: bool = False) -> Letter:
    """주민등록표 등본 of a household."""
    korean = language == "ko"
    told = (
        Member(
            "본인" if korean else "head",
            "홍길동",
            "580302-1000000",
            date(2020, 3, 1),
            "전입" if korean else "moved in",
            "洪吉童",
        ),
        Member(
            "배우자" if korean else "spouse",
            "김영희",
            "600101-2000000",
            date(2020, 3, 1),
            "전입" if korean else "moved in",
            "金英姬",
        ),
        Member(
            "자" if korean else "child",
            "홍민수",
            "900505-1000000",
            date(2020, 3, 1),
            "전입" if korean else "moved in",
            "洪民秀",
        ),
        Member(
            "자의 배우자" if korean else "child's spouse",
            "응우옌 티 프엉",
            "S0000001",
            date(2022, 8, 15),
            "혼인" if korean else "marriage",
            "NGUYEN THI PHUONG",
        ),
        *(
            Member(
                "손" if korean else "grandchild",
                f"홍뷁쀍{number}",
                f"20{number:02}0101-4000000",
                date(2023, 1, number),
                "출생" if korean else "birth",
            )
            for number in range(1, 29)
        ),
    )
    copy = RegisterCopy(
        address="경상남도 창원시 의창구 중앙대로 151, 101동 1203호 (신월동, 은아아파트)",
        formed_by="전입" if korean else "moved in",
        formed=date(2020, 3, 1),
        members=told[:members],
        numbers_shown=numbers_shown,
        purpose="금융기관 제출" if korean else "for a bank",
    )
    return resident_register(
        copy,
        id="48120-2026-R00045",
        language=language,
        issuer=CITY,
        number="민원여권과-5678",
        issued=DAY,
        issued_at="14:05",
        applicant="홍길동",
        code=CODE,
    )
