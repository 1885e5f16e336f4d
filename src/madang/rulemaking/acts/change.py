"""Save files of a draft as its next revision, or go back to an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from madang.rulemaking.acts.draft_act import Done, DraftAct, done
from madang.rulemaking.changing import Files, changed_by
from madang.rulemaking.in_force import in_force
from madang.rulemaking.models import Draft, Revision
from madang.rulemaking.refusals import NoSuchDraft, TooMany
from madang.rulemaking.words import EDITABLE, State, note
from madang.rules.service import Label
from madang.trust.service import Doing

MOST_REVISIONS = 500


@dataclass(frozen=True)
class Change(DraftAct):
    """files: path → text as it is now; None takes a file out of the draft. note: what is changed, in a line.

    Gives {revision}: the same as before where nothing differs.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    note: str = ""

    name: ClassVar[str] = "rulemaking.change"
    purpose: ClassVar[Label] = Label("규칙 초안의 수정", "Changing a draft of the rules")
    states: ClassVar[frozenset[State]] = EDITABLE

    def execute(self, doing: Doing, about: Draft) -> Done:
        """BadFile, BadWords; nothing is saved then."""
        before = revision_of(about, about.revision).files
        after = changed_by(before, self.files, in_force().files)
        if after == before:
            return {"draft": str(about.pk), "revision": about.revision, "state": str(about.state)}
        changed = sorted({*before, *after} - {path for path in after if before.get(path) == after[path]})
        return saved(about, doing, after, note(self.note), changed)


@dataclass(frozen=True)
class GoBack(DraftAct):
    """to: number of the revision whose files are taken again. It becomes the next one; nothing is lost."""

    to: int = 0

    name: ClassVar[str] = "rulemaking.change"
    purpose: ClassVar[Label] = Label("규칙 초안을 되돌림", "Going back to an earlier revision of a draft")
    states: ClassVar[frozenset[State]] = EDITABLE

    def execute(self, doing: Doing, about: Draft) -> Done:
        """NoSuchDraft for a revision that is not there."""
        then = revision_of(about, self.to)
        return saved(about, doing, then.files, "", sorted(then.files), came_from=self.to)


def revision_of(draft: Draft, number: int) -> Revision:
    """One revision. NoSuchDraft."""
    found = Revision.objects.filter(draft=draft, number=number).first()
    if found is None:
        raise NoSuchDraft("그런 수정본이 없습니다.", "There is no such revision.")
    return found


def saved(draft: Draft, doing: Doing, files: Files, note: str, changed: list[str], *, came_from: int = 0) -> Done:
    """Writes the next revision of a locked draft. TooMany."""
    if draft.revision >= MOST_REVISIONS:
        raise TooMany(
            f"수정본은 {MOST_REVISIONS}개까지입니다. 새 초안을 시작하세요.",
            f"A draft has at most {MOST_REVISIONS} revisions. Begin another one.",
        )
    draft.revision += 1
    draft.changed_at = doing.at
    draft.save(update_fields=["revision", "changed_at"])
    who = doing.principal
    Revision.objects.create(
        draft=draft, number=draft.revision, author=who.id, person=who.person, at=doing.at, note=note, files=files,
        came_from=came_from,
    )  # fmt: skip
    return done(draft, doing, "changed", files=changed, came_from=came_from)
