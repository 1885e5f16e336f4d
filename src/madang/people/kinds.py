"""The words this room knows, with what they mean to people, and how long a delegation of each kind may last."""

from __future__ import annotations

from dataclasses import dataclass

from madang.rules.service import Label

ORGANISATION_LABELS = {
    "ministry": Label("중앙행정기관", "ministry"),
    "province": Label("시·도", "province"),
    "local_government": Label("시·군·자치구", "local government"),
    "agency": Label("공공기관", "public agency"),
    "court": Label("법원", "court"),
    "firm": Label("기업·법인", "firm"),
}
UNIT_LABELS = {
    "general_district": Label("일반구", "general district"),
    "administrative_city": Label("행정시", "administrative city"),
    "town": Label("읍·면·동", "town or neighbourhood"),
    "department": Label("부서", "department"),
}
ROLE_LABELS = {
    "caseworker": Label("담당자", "caseworker"),
    "approver": Label("결재자", "approver"),
    "supervisor": Label("부서장", "supervisor"),
    "privacy_officer": Label("개인정보 보호책임자", "privacy officer"),
    "rule_author": Label("규칙 작성자", "rule author"),
    "rule_releaser": Label("규칙 시행 책임자", "rule releaser"),
    "operator": Label("운영자", "operator"),
    "auditor": Label("감사자", "auditor"),
}
STATE_LABELS = {
    "offered": Label("답을 기다림", "waiting for an answer"),
    "active": Label("효력 있음", "in force"),
    "withdrawn": Label("철회됨", "withdrawn"),
    "expired": Label("끝남", "ended"),
    "refused": Label("거절됨", "refused"),
}
DEED_LABELS = {
    "view": Label("내용 보기", "see what concerns you"),
    "apply": Label("신청하기", "apply in your name"),
    "receive_letters": Label("통지 받기", "receive your letters"),
}
END_LABELS = {
    "time": Label("정한 기간이 지났습니다.", "The time agreed on is over."),
    "unanswered": Label("30일 안에 답이 없었습니다.", "Nobody answered within 30 days."),
    "majority": Label("성년이 되었습니다 (민법 §4).", "Majority was reached (Civil Act §4)."),
    "death": Label("한쪽이 사망했습니다 (민법 §127).", "One of the two has died (Civil Act §127)."),
    "register": Label("등록부의 기록이 바뀌었습니다.", "The register says otherwise now."),
    "giver": Label("맡긴 사람이 철회했습니다.", "The person who gave it withdrew it."),
    "holder": Label("맡은 사람이 그만두었습니다.", "The person who held it gave it up."),
    "refused": Label("상대방이 거절했습니다.", "The other side refused."),
}
ORGANISATION_KINDS, UNIT_KINDS, ROLES = tuple(ORGANISATION_LABELS), tuple(UNIT_LABELS), tuple(ROLE_LABELS)
STATES, DEEDS = tuple(STATE_LABELS), tuple(DEED_LABELS)
EVERY_SERVICE = "*"
EVERY_SERVICE_LABEL = Label("모든 서비스", "all services")
MOST_SERVICES = 100
DAYS_TO_ANSWER = 30


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of delegation. grounds: basis → the article; the first is meant when none is named.

    statutory: it follows from a register, nobody gives or withdraws it. most_days: how long it may be agreed on.
    """

    label: Label
    giver_sees: Label
    holder_sees: Label
    grounds: dict[str, str]
    statutory: bool = False
    most_days: int = 0


DELEGATIONS = {
    "guardian": Kind(
        Label("후견인", "guardian"),
        Label("{other}님이 후견인으로서 대리합니다.", "{other} represents you as your guardian."),
        Label("{other}님의 후견인입니다.", "You are {other}'s guardian."),
        {"adult": "민법 §929, §938①, §949①", "minor": "민법 §928, §938①, §949①"},
        statutory=True,
    ),
    "parent": Kind(
        Label("친권자인 부모", "parent with parental authority"),
        Label("{other}님이 부모로서 대리합니다.", "{other} represents you as your parent."),
        Label("미성년 자녀 {other}님의 법정대리인입니다.", "You represent {other}, your child under age."),
        {"authority": "민법 §909①, §911, §920"},
        statutory=True,
    ),
    "carer": Kind(
        Label("돌보는 사람", "carer"),
        Label("{other}님이 돌보는 사람으로서 대신합니다.", "{other} acts for you as the person who cares for you."),
        Label("{other}님을 돌보며 대신합니다.", "You act for {other}, whom you care for."),
        {"care": "사회보장급여법 §5①"},
        most_days=365,
    ),
    "proxy": Kind(
        Label("대리인", "proxy"),
        Label("{other}님이 대리인입니다.", "{other} is your proxy."),
        Label("{other}님의 대리인입니다.", "You are {other}'s proxy."),
        {
            "family": "행정절차법 §12①1호",
            "lawyer": "행정절차법 §12①3호",
            "permitted": "행정절차법 §12①4호",
            "statute": "행정절차법 §12①5호",
        },
        most_days=365,
    ),
    "firm": Kind(
        Label("법인의 임직원", "officer or employee of a firm"),
        Label("{other}님이 회사를 대리합니다.", "{other} represents the firm."),
        Label("{other}의 임직원으로서 대리합니다.", "You represent {other}."),
        {"staff": "행정절차법 §12①2호"},
        most_days=730,
    ),
}
KINDS = tuple(DELEGATIONS)
