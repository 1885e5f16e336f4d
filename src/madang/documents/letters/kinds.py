"""Kinds of letters, and the parts that the law wants on each."""

from __future__ import annotations

from enum import StrEnum

from madang.rules.service import Label


class Kind(StrEnum):
    """What a letter does. The value is stable and stands in QR codes."""

    decision_granted = "granted"
    decision_refused = "refused"
    decision_changed = "changed"
    advance_notice = "notice"
    supplement_request = "supplement"
    extension = "extension"
    objection_decided = "objection"
    receipt = "receipt"
    certificate = "certificate"
    certificate_resident_register = "register"


TITLES = {
    Kind.decision_granted: Label("결정 통지서", "Notice of decision"),
    Kind.decision_refused: Label("거부 처분 통지서", "Notice of refusal"),
    Kind.decision_changed: Label("변경 결정 통지서", "Notice of a changed decision"),
    Kind.advance_notice: Label("처분 사전통지서", "Notice before a decision"),
    Kind.supplement_request: Label("보완 요구서", "Request for more information"),
    Kind.extension: Label("처리기간 연장 통지서", "Notice of a longer processing time"),
    Kind.objection_decided: Label("이의신청 결정 통지서", "Notice of decision on an objection"),
    Kind.receipt: Label("접수증", "Receipt"),
    Kind.certificate: Label("증명서", "Certificate"),
    Kind.certificate_resident_register: Label("주민등록표(등본)", "Certified copy of the resident register"),
}

REASONS = frozenset({Kind.decision_refused, Kind.decision_changed, Kind.advance_notice, Kind.extension})
"""행정절차법 §23①, §21①3; 민원처리법 §27③, 시행령 §21: these say why."""

REMEDIES = frozenset({Kind.decision_granted, Kind.decision_refused, Kind.decision_changed, Kind.objection_decided})
"""행정절차법 §26: each decision says how to object, where and until when."""

ANSWERS = frozenset({Kind.advance_notice, Kind.supplement_request})
"""행정절차법 §21①4–6, 민원처리법 §22: these say where and until when to answer."""

CONTACTS = REMEDIES | ANSWERS | {Kind.extension}
"""행정절차법 §24③: a decision names who handled it and how to reach them."""

CERTIFICATES = frozenset({Kind.certificate, Kind.certificate_resident_register})
"""Set out as certificates: the statement, the date and the agency's head stand below the tables."""
