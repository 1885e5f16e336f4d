"""What acts on a draft have in common: find and lock it, as it was looked at, in a state where this can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from madang.rulemaking.models import Draft, Revision
from madang.rulemaking.refusals import ChangedMeanwhile, NoSuchDraft, NotNow
from madang.rulemaking.words import STATE_LABELS, State
from madang.trust.service import Act, Doing, Ground, Resource

Done = dict[str, Any]
"""What an act answers: {draft, revision, state, …}, JSON-ready."""
LAW = "행정기본법 §8"
"""행정작용은 법률에 위반되어서는 아니 된다: whoever keeps the rules keeps them as the law has them."""


@dataclass(frozen=True)
class DraftAct(Act[Draft, Done]):
    """draft: its id. revision: the number that was looked at; a later one is ChangedMeanwhile."""

    draft: UUID
    revision: int

    states: ClassVar[frozenset[State]]

    def find(self) -> Draft:
        """The draft, locked. NoSuchDraft, ChangedMeanwhile, NotNow."""
        found = Draft.objects.select_for_update().filter(pk=self.draft).first()
        if found is None:
            raise NoSuchDraft("그런 초안이 없거나 볼 수 없습니다.", "There is no such draft, or not for you.")
        if found.revision != self.revision:
            raise ChangedMeanwhile(
                f"그사이 다른 사람이 수정 {found.revision}을(를) 저장했습니다. 다시 열어 확인해 주세요.",
                f"Somebody has saved revision {found.revision} meanwhile. Open the draft again.",
            )
        if found.state not in self.states:
            word = STATE_LABELS[State(found.state)]
            raise NotNow(
                f"'{word.ko}' 상태에서는 할 수 없습니다.", f"This cannot be done while the draft is '{word.en}'."
            )
        return found

    def resource(self, about: Draft) -> Resource:
        """The draft as the policy sees it: with everybody who wrote any of it."""
        return resource_of(about)

    def ground(self, about: Draft) -> Ground:
        """The duty of whoever keeps the rules."""
        return Ground(LAW, "duty")


def resource_of(draft: Draft) -> Resource:
    """A draft for the policy. One query."""
    written = Revision.objects.filter(draft=draft).values_list("author", "person")
    accounts, persons = {draft.author}, set[str]()
    for author, person in written:
        accounts.add(author)
        persons |= {person} - {""}
    return new_resource(draft.tenant, str(draft.pk), accounts, persons)


def new_resource(tenant: str, id: str, accounts: set[str], persons: set[str]) -> Resource:
    """What the policy is asked about."""
    writers = [{"__entity": {"type": "Official", "id": one}} for one in sorted(accounts)]
    return Resource("RuleDraft", id, {"tenant": tenant, "writers": writers, "persons": sorted(persons)})


def done(draft: Draft, doing: Doing, kind: str, **more: Any) -> Done:
    """The answer of an act; notes it in the log and tells other rooms."""
    said = {"draft": str(draft.pk), "revision": draft.revision, "state": str(draft.state)}
    doing.note(**said, title=draft.title, **more)
    doing.tell(f"kr.madang.rules.{kind}", data={**said, **more})
    return {**said, **more}
