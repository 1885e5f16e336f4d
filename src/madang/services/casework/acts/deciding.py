"""What approving and refusing share: the decision is the one the clerk saw, and it is kept with all it rests on."""

from __future__ import annotations

from madang.entitlements.service import Decision, decide
from madang.services.casework.models import Case
from madang.services.casework.recommendation import Recommendation, recommend
from madang.services.casework.refusals import ChangedMeanwhile
from madang.services.catalogue.service import rulebook


def recommended(case: Case, seen: str) -> Recommendation:
    """The recommendation, which must be the one that was on the screen. ChangedMeanwhile."""
    found = recommend(rulebook(), case)
    if seen and found.seen != seen:
        raise ChangedMeanwhile(
            "그사이 사실이나 기준이 바뀌어 권고가 달라졌습니다. 다시 열어 확인해 주세요.",
            "Facts or figures have changed meanwhile, and with them the recommendation. Open the case again.",
        )
    return found


def decided(case: Case) -> Decision:
    """The decision, kept in entitlements under the case's own key, so that twice is once. Raises NotSettled."""
    return decide(rulebook(), case.service, case.applicant, case.day, key=f"case:{case.pk}:{case.version}")
