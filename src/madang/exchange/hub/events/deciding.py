"""An operator decides about a message in quarantine: accepted after all, or never; with the reason, on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from madang.exchange.hub.events.quarantine import keep, waiting
from madang.exchange.hub.models import Quarantined
from madang.rules.service import Label, Refused
from madang.trust import service as trust

MOST = 500


class NoReason(Refused):
    """Whoever decides says why."""

    code = "no_reason"


@dataclass(frozen=True)
class _Decision(trust.Act[Quarantined, dict[str, Any]]):
    """id: of the message (:func:`quarantined`). why: what was found and done, for the record."""

    id: int
    why: str

    state: ClassVar[str]

    def find(self) -> Quarantined:
        """The message, locked. NoReason, NotWaiting."""
        if not self.why.strip():
            raise NoReason("까닭을 적어 주세요.", "Please write why.")
        return waiting(self.id)

    def resource(self, about: Quarantined) -> trust.Resource:
        """The message; what it says and of whom is not told."""
        return trust.Resource("HubEvent", str(about.pk), {"tenant": "hub"})

    def ground(self, about: Quarantined) -> trust.Ground:
        """전자정부법 §38③: shared records have to be kept right and up to date."""
        return trust.Ground("전자정부법 §38③", "duty")

    def execute(self, doing: trust.Doing, about: Quarantined) -> dict[str, Any]:
        """Decided once. StillNotAcceptable where it is released and the registry of today refuses it too."""
        if self.state == "released":
            keep(about)
        about.state, about.decided_by, about.decided_at = self.state, doing.principal.actor, doing.at
        about.save(update_fields=["state", "decided_by", "decided_at"])
        doing.note(quarantined=about.pk, reason=about.reason, publisher=about.publisher, digest=about.digest,
                   why=self.why.strip()[:MOST])  # fmt: skip
        return {"quarantined": about.pk, "state": self.state}


@dataclass(frozen=True)
class ReleaseEvent(_Decision):
    """Gives {quarantined, state}. It is held against the registry of today, and then taken like any other."""

    name: ClassVar[str] = "hub.release_event"
    purpose: ClassVar[Label] = Label("멈춘 사건을 받아들이기", "Accepting an event after all")
    state: ClassVar[str] = "released"


@dataclass(frozen=True)
class DiscardEvent(_Decision):
    """Gives {quarantined, state}. It will not be accepted; the message stays on record."""

    name: ClassVar[str] = "hub.discard_event"
    purpose: ClassVar[Label] = Label("멈춘 사건을 받지 않기", "Not accepting an event")
    state: ClassVar[str] = "discarded"
