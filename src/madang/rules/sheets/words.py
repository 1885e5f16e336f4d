"""The words a table is written with: the first of each line is what an export writes, the others are understood."""

from __future__ import annotations

from collections.abc import Mapping

from madang.rules.sheets.columns import folded

HEAD = {
    "service": ("서비스", "서비스 id", "service"),
    "kind": ("종류", "kind"),
    "label": ("이름", "label", "name"),
    "summary": ("요약", "summary"),
    "agency": ("담당기관", "기관", "agency"),
    "law": ("근거법", "법령", "법", "law"),
    "unit": ("단위", "가구 단위", "unit"),
    "per": ("지급주기", "주기", "per"),
    "paid_on": ("지급일", "paid_on"),
    "from": ("시작일", "시행일", "from"),
    "to": ("끝일", "종료일", "to"),
    "apply": ("신청방법", "신청", "apply"),
    "life_events": ("생애사건", "life_events"),
}
"""What stands above the table, one line each: the key, then the value; for texts the Korean, then the English one."""

TABLE = {
    "id": ("줄", "id", "아이디", "줄 id"),
    "ko": ("이름", "한글 이름", "이름(한글)", "label", "label_ko"),
    "en": ("영문 이름", "이름(영문)", "english", "label_en"),
    "law": ("근거 조문", "조문", "근거", "law", "article"),
    "kind": ("구분", "결과", "kind", "outcome"),
    "amount": ("금액", "amount"),
}
"""The headings of the table's own columns; every other heading names a subject."""

ROW_KINDS = {
    "case": ("경우", "case", "예", "yes"),
    "required": ("필요", "required"),
    "excluded": ("제외", "excluded", "아니오", "아니요", "no"),
}
"""What a row does: one of the cases that are entitled, a condition everybody must meet, or a case that is not."""

SERVICE_KINDS = {
    "benefit": ("급여", "benefit"),
    "in_kind": ("현물", "in_kind"),
    "payment": ("납부", "payment"),
    "certificate": ("증명", "certificate"),
    "report": ("신고", "report"),
    "permit": ("허가", "permit"),
}

PERIODS = {
    "month": ("매달", "월", "month"),
    "once": ("한 번", "일회", "once"),
    "year": ("매년", "연", "year"),
    "quarter": ("분기", "quarter"),
    "none": ("없음", "none"),
}


def meanings(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every way to write a key, folded, to the key."""
    return {folded(word): key for key, some in words.items() for word in (*some, key)}
