"""Who acts, and on what legal ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["resident", "official", "agency", "system"]
GroundKind = Literal["statute", "joint_use", "request", "transfer", "consent", "own", "duty"]
ALL = "*"
HOUSE = "madang"
"""The log of what belongs to no authority yet: a draft, a sign-in, a key."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who acts or looks. id is stable and never a register number.

    kind: resident, official, agency (a subsystem of the exchange) or system (a worker).
    person: the resident's own person id. tenant: the 보장기관 an official works for; units: those of it that they are
    limited to, none meaning all. acts_for: persons a resident acts for just now. assurance: how they signed in.
    tenants, subjects: what a system may touch; ("*",) is everything.
    """

    kind: Kind
    id: str
    person: str = ""
    tenant: str = ""
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    acts_for: tuple[str, ...] = ()
    assurance: str = ""
    tenants: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """`kind:id`, as the log and the database's context name it."""
        return f"{self.kind}:{self.id}"


def system(name: str, *, tenants: tuple[str, ...] = (ALL,), subjects: tuple[str, ...] = (ALL,)) -> Principal:
    """A worker of the house. It may touch what its job is about; say it as narrowly as can be."""
    return Principal("system", name, tenants=tenants, subjects=subjects)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may: law is the article ("전자정부법 §36①"); consent the id of a consent, where it rests on one.

    kind: statute; joint_use (전자정부법 §36·§42 행정정보 공동이용); request (전자정부법 §43의2 제공요구); transfer
    (개인정보보호법 §35의2 전송요구); consent (of each person concerned); own (one's own data); duty (an official's).
    """

    law: str
    kind: GroundKind
    consent: str = ""
