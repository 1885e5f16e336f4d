"""What every act on a case has in common: find and lock it, in a state where this can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from madang.services.casework.models import Case
from madang.services.casework.refusals import ChangedMeanwhile, NoSuchCase, NotNow
from madang.services.casework.states import State, word_of
from madang.trust.service import Act, Ground, Resource

Done = dict[str, Any]
"""What an act on a case answers: {case, state, version, …}, JSON-ready."""


@dataclass(frozen=True)
class CaseAct(Act[Case, Done]):
    """case: its id. version: the one that was looked at, 0 for whichever; another one since is ChangedMeanwhile."""

    case: int
    version: int = 0

    states: ClassVar[frozenset[State]]
    law: ClassVar[str]

    def find(self) -> Case:
        """The case, locked. NoSuchCase, ChangedMeanwhile, NotNow."""
        found = Case.objects.select_for_update(of=("self",)).filter(pk=self.case).first()
        if found is None:
            raise NoSuchCase("그런 사건이 없거나 볼 수 없습니다.", "There is no such case, or not for you.")
        word = word_of(found.state, found.outcome)
        if self.version and found.version != self.version:
            raise ChangedMeanwhile(
                f"그사이 다른 사람이 이 건을 바꾸었습니다(지금 '{word.ko}'). 다시 열어 확인해 주세요.",
                f"Somebody else has changed this case meanwhile (now '{word.en}'). Open it again.",
            )
        if found.state not in self.states:
            raise NotNow(
                f"'{word.ko}' 상태에서는 할 수 없습니다. 다시 열어 확인해 주세요.",
                f"This cannot be done while the case is '{word.en}'. Open it again.",
            )
        return found

    def resource(self, about: Case) -> Resource:
        """The case as the policy sees it."""
        return resource_of(about)

    def ground(self, about: Case) -> Ground:
        """The duty of whoever decides, or the right of whoever applied."""
        return Ground(self.law, "duty")


def resource_of(case: Case) -> Resource:
    """A case for the policy."""
    return Resource("Case", case.number or "new", {
        "tenant": case.tenant, "unit": case.unit, "subject": case.applicant, "state": case.state,
        "clerk": case.clerk, "service": case.service,
    })  # fmt: skip


def done(case: Case, **more: Any) -> Done:
    """The answer of an act."""
    return {"case": case.pk, "number": case.number, "state": case.state, "version": case.version, **more}
