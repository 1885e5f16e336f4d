"""Hand a draft to a second person, take it back, or give it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rulemaking.acts.change import revision_of
from madang.rulemaking.acts.draft_act import Done, DraftAct, done
from madang.rulemaking.models import Draft, Finding
from madang.rulemaking.refusals import NotSound
from madang.rulemaking.words import EDITABLE, State
from madang.rules.service import Label
from madang.trust.service import Doing


@dataclass(frozen=True)
class Submit(DraftAct):
    """The draft waits for review, and nobody changes it meanwhile."""

    name: ClassVar[str] = "rulemaking.submit"
    purpose: ClassVar[Label] = Label("규칙 초안의 검토 요청", "Asking for the review of a draft")
    states: ClassVar[frozenset[State]] = EDITABLE

    def execute(self, doing: Doing, about: Draft) -> Done:
        """NotSound: it changes nothing, has faults, or was not examined as it is."""
        sound_finding(about)
        about.state, about.submitted_by, about.submitted_at = State.submitted, doing.principal.id, doing.at
        about.answer, about.answered_by, about.answered_at = "", "", None
        about.save()
        return done(about, doing, "submitted")


@dataclass(frozen=True)
class TakeBack(DraftAct):
    """An author goes on writing before anybody has reviewed it."""

    name: ClassVar[str] = "rulemaking.submit"
    purpose: ClassVar[Label] = Label("검토 요청을 되찾음", "Taking a draft back from review")
    states: ClassVar[frozenset[State]] = frozenset({State.submitted})

    def execute(self, doing: Doing, about: Draft) -> Done:
        """As before it was handed over."""
        about.state, about.submitted_by, about.submitted_at = State.open, "", None
        about.save()
        return done(about, doing, "taken_back")


@dataclass(frozen=True)
class Withdraw(DraftAct):
    """The draft is given up; it can still be read."""

    name: ClassVar[str] = "rulemaking.withdraw"
    purpose: ClassVar[Label] = Label("규칙 초안을 거두어들임", "Withdrawing a draft")
    states: ClassVar[frozenset[State]] = EDITABLE | {State.submitted}

    def execute(self, doing: Doing, about: Draft) -> Done:
        """The end of it."""
        about.state = State.withdrawn
        about.save(update_fields=["state"])
        return done(about, doing, "withdrawn")


def sound_finding(draft: Draft) -> Finding:
    """What its latest revision was found to be. NotSound."""
    revision = revision_of(draft, draft.revision)
    if not revision.files:
        raise NotSound("바뀐 파일이 없습니다.", "The draft changes no file.")
    found = Finding.objects.filter(revision=revision).first()
    if found is None:
        raise NotSound("먼저 이 수정본을 검사해 주세요.", "Have this revision examined first.")
    if not found.sound:
        raise NotSound(
            "오류가 있거나 사례의 답이 달라져 있습니다. 먼저 고쳐 주세요.",
            "There are faults, or worked cases with another answer. Mend these first.",
        )
    return found
