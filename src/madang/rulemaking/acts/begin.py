"""Begin a draft: empty, or with files that were imported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from madang.rulemaking.acts.draft_act import LAW, Done, done, new_resource
from madang.rulemaking.changing import changed_by
from madang.rulemaking.in_force import in_force
from madang.rulemaking.models import Draft, Revision
from madang.rulemaking.words import reason, title
from madang.rules.service import Label
from madang.trust.service import Act, Doing, Ground, Resource


@dataclass(frozen=True)
class Begin(Act[None, Done]):
    """Gives {draft}. tenant: the authority that keeps the rules here. files: path → text, where it begins with some."""

    title: str
    reason: str
    tenant: str
    files: dict[str, str] = field(default_factory=dict)

    name: ClassVar[str] = "rulemaking.begin"
    purpose: ClassVar[Label] = Label("규칙 초안의 작성", "Drafting a change of the rules")

    def find(self) -> None:
        """BadWords."""
        title(self.title), reason(self.reason)

    def resource(self, about: None) -> Resource:
        """A draft that will be."""
        return new_resource(self.tenant, "new", set(), set())

    def ground(self, about: None) -> Ground:
        """The duty of whoever keeps the rules."""
        return Ground(LAW, "duty")

    def execute(self, doing: Doing, about: None) -> Done:
        """BadFile; nothing is begun then."""
        held, who = in_force(), doing.principal
        files = changed_by({}, self.files, held.files)
        draft = Draft.objects.create(
            tenant=self.tenant, title=title(self.title), reason=reason(self.reason), base=held.version, author=who.id,
            begun_at=doing.at, changed_at=doing.at,
        )  # fmt: skip
        Revision.objects.create(draft=draft, number=1, author=who.id, person=who.person, at=doing.at, files=files)
        return done(draft, doing, "begun", files=sorted(files))
