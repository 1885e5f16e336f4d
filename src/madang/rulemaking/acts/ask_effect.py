"""Ask what a draft would do to everybody on a day; a worker works it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from madang.rulemaking.acts.change import revision_of
from madang.rulemaking.acts.draft_act import Done, DraftAct
from madang.rulemaking.models import Draft, Effect, Finding
from madang.rulemaking.refusals import NotSound, TooMany
from madang.rulemaking.telling import tell_workers
from madang.rulemaking.words import EDITABLE, State
from madang.rules.service import Label
from madang.trust.service import Doing

MOST_WAITING = 5
"""Effects that may wait at once in the house: each takes a processor for a minute."""


@dataclass(frozen=True)
class AskEffect(DraftAct):
    """on: the day. Gives {effect}: its id; one that was refused is tried again, another one stays as it is."""

    on: dt.date = dt.date.min

    name: ClassVar[str] = "rulemaking.ask_effect"
    purpose: ClassVar[Label] = Label("초안의 효과 계산", "Working out the effect of a draft")
    states: ClassVar[frozenset[State]] = EDITABLE | {State.submitted}

    def execute(self, doing: Doing, about: Draft) -> Done:
        """NotSound: with faults there is nothing to work out. TooMany."""
        revision = revision_of(about, about.revision)
        found = Finding.objects.filter(revision=revision).first()
        if found is None or found.found["problems"]:
            raise NotSound("먼저 초안의 오류를 고쳐 주세요.", "Mend the faults of the draft first.")
        known = Effect.objects.filter(revision=revision, on=self.on).first()
        if known is None or known.state == "refused":
            if Effect.objects.filter(state__in=["waiting", "working"]).count() >= MOST_WAITING:
                raise TooMany(
                    "기다리는 계산이 많습니다. 잠시 뒤에 다시 해 주세요.", "Many wait already. Try again later."
                )
            if known is not None:
                known.delete()
            known = Effect.objects.create(revision=revision, on=self.on, asked_by=doing.principal.id, asked_at=doing.at)
            tell_workers()
        doing.note(draft=str(about.pk), revision=about.revision, on=self.on.isoformat())
        return {"draft": str(about.pk), "effect": known.pk}
