"""A delegation as one of its two sides sees it, in words of both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from madang.people.delegation.standing import Stands, stands
from madang.people.kinds import (
    DEED_LABELS,
    DELEGATIONS,
    END_LABELS,
    EVERY_SERVICE,
    EVERY_SERVICE_LABEL,
    STATE_LABELS,
)
from madang.people.models import Delegation
from madang.rules.service import Label

Side = Literal["giver", "holder"]
SOMEBODY = Label("상대방", "the other person")
NOT_YET = Label("아직 시작되지 않음", "begins later")
KEPT_AWAY = Label("제한됨", "restricted")
KEPT_AWAY_WHY = Label(
    "열람 제한 조치가 있어 대신할 수 없습니다 (주민등록법 §29⑦, 가족관계등록법 §14⑨).",
    "A protection measure is in force: nobody may act under this (Resident Registration Act §29⑦).",
)
STATUTORY = Label(
    "법률에 따른 대리라서 철회할 수 없습니다. 등록부의 기록이 바뀌면 끝납니다.",
    "This follows from the law and cannot be withdrawn; it ends when the register says otherwise.",
)


@dataclass(frozen=True, slots=True)
class ShownDelegation:
    """side: which one is looking. other: the other's id, other_name: as they told it themselves, "" before that.

    state: at the moment asked about. services: () is all of them. can: names of the acts open to this side now.
    sees: the sentence this side reads, other_sees: the one the other side reads. why: how it ended, or why it rests.
    """

    id: str
    side: Side
    giver: str
    holder: str
    other_name: str
    kind: str
    kind_label: Label
    state: Stands
    state_label: Label
    services: tuple[str, ...]
    deeds: tuple[str, ...]
    scope: Label
    valid_from: dt.datetime
    valid_to: dt.datetime | None
    ground: str
    evidence: str
    restricted: bool
    can: tuple[str, ...]
    sees: Label
    other_sees: Label
    why: Label | None

    @property
    def other(self) -> str:
        """The other side's id."""
        return self.holder if self.side == "giver" else self.giver


def shown(row: Delegation, person: str, at: dt.datetime, *, restricted: bool) -> ShownDelegation:
    """As `person`, one of its two sides, sees it at a moment."""
    side: Side = "holder" if row.holder_id == person else "giver"
    kind, state = DELEGATIONS[row.kind], stands(row, at)
    sees, other_sees = kind.giver_sees, kind.holder_sees
    names = row.holder_name, row.giver_name
    if side == "holder":
        sees, other_sees, names = other_sees, sees, (row.giver_name, row.holder_name)
    return ShownDelegation(
        row.pk, side, row.for_whom, row.holder_id, names[0], row.kind, kind.label, state,
        KEPT_AWAY if restricted else NOT_YET if state == "not_yet" else STATE_LABELS[state],
        () if EVERY_SERVICE in row.services else tuple(row.services), tuple(row.deeds), _scope(row), row.valid_from,
        row.valid_to, row.ground, row.evidence, restricted, _open(row, side, state), _naming(sees, names[0]),
        _naming(other_sees, names[1]), _why(row, state, restricted=restricted),
    )  # fmt: skip


def _scope(row: Delegation) -> Label:
    """모든 서비스: 내용 보기, 신청하기 / basic_pension: see …"""
    deeds = [DEED_LABELS[one] for one in row.deeds]
    whole = EVERY_SERVICE in row.services
    services = EVERY_SERVICE_LABEL if whole else Label(", ".join(row.services), ", ".join(row.services))
    return Label(
        f"{services.ko}: {', '.join(one.ko for one in deeds)}", f"{services.en}: {', '.join(one.en for one in deeds)}"
    )


def _open(row: Delegation, side: Side, state: Stands) -> tuple[str, ...]:
    if (
        DELEGATIONS[row.kind].statutory
        or row.proposed_by == "register"
        or state not in ("active", "not_yet", "offered")
    ):
        return ()
    if row.answered_at is not None or row.proposed_by == side:
        return ("people.withdraw",)
    return ("people.accept" if side == "holder" else "people.consent", "people.refuse")


def _naming(sentence: Label, name: str) -> Label:
    en = sentence.en.format(other=name or SOMEBODY.en)
    return Label(sentence.ko.format(other=name or SOMEBODY.ko).replace("상대방님", "상대방"), en[:1].upper() + en[1:])


def _why(row: Delegation, state: Stands, *, restricted: bool) -> Label | None:
    if restricted and state == "active":
        return KEPT_AWAY_WHY
    if state in ("withdrawn", "expired", "refused"):
        if row.end_reason:
            return END_LABELS[row.end_reason]
        return END_LABELS["time" if row.answered_at is not None else "unanswered"]
    return STATUTORY if row.proposed_by == "register" and state == "active" else None
