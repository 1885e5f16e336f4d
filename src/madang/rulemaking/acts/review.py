"""The second person's acts: release a draft, or send it back with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import connection

from madang.rulemaking.acts.change import revision_of
from madang.rulemaking.acts.draft_act import Done, DraftAct, done
from madang.rulemaking.acts.submit import sound_finding
from madang.rulemaking.in_force import in_force, laid
from madang.rulemaking.models import Draft, Release, Revision
from madang.rulemaking.refusals import RulebookMoved
from madang.rulemaking.telling import tell_all
from madang.rulemaking.words import State, reason
from madang.rules.drafting.service import version_of
from madang.rules.service import Label
from madang.trust.service import Doing

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('rulemaking.release', 0))"


@dataclass(frozen=True)
class ReleaseDraft(DraftAct):
    """Gives {release}: its number. In force everywhere from the commit on."""

    name: ClassVar[str] = "rulemaking.release"
    purpose: ClassVar[Label] = Label("규칙의 시행", "Releasing a change of the rules")
    states: ClassVar[frozenset[State]] = frozenset({State.submitted})

    def execute(self, doing: Doing, about: Draft) -> Done:
        """NotSound; RulebookMoved: another release came between the examination and now."""
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        found, held = sound_finding(about), in_force()
        if found.against != held.version:
            raise RulebookMoved(
                "검사한 뒤에 다른 규칙이 시행되었습니다. 다시 검사하고 결과를 확인해 주세요.",
                "Other rules were released since this was examined. Have it examined again and look at the result.",
            )
        made = self._made(doing, about, found.found["services"])
        about.state, about.answered_by, about.answered_at = State.released, doing.principal.id, doing.at
        about.save()
        tell_all(made.number)
        return done(about, doing, "released", release=made.number, version=made.version, services=made.services)

    def _made(self, doing: Doing, about: Draft, services: list[str]) -> Release:
        held, files = in_force(), revision_of(about, about.revision).files
        written = Revision.objects.filter(draft=about).order_by("number").values_list("author", flat=True)
        return Release.objects.create(
            number=held.number + 1, draft=about, revision=about.revision, tenant=about.tenant, title=about.title,
            reason=about.reason, writers=list(dict.fromkeys(written)), releaser=doing.principal.id, at=doing.at,
            version=version_of(laid(held.files, files)), services=services, files=files,
        )  # fmt: skip


@dataclass(frozen=True)
class SendBack(DraftAct):
    """why: what the author is to change."""

    why: str = ""

    name: ClassVar[str] = "rulemaking.return"
    purpose: ClassVar[Label] = Label("규칙 초안을 돌려보냄", "Sending a draft back")
    states: ClassVar[frozenset[State]] = frozenset({State.submitted})

    def execute(self, doing: Doing, about: Draft) -> Done:
        """BadWords without a reason."""
        about.answer, about.answered_by, about.answered_at = reason(self.why), doing.principal.id, doing.at
        about.state = State.returned
        about.save()
        return done(about, doing, "returned")
