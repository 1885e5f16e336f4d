"""What a regional pack's expressions cost at worst, each by itself and all together; see binding/costs.py."""

from __future__ import annotations

from madang.rules.binding.bounds import check_each
from madang.rules.binding.costs import Costs
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import Pack
from madang.rules.model import Place
from madang.rules.problems import Problems
from madang.rules.regional.limits import MOST_STEPS


def check_costs(rulebook: Rulebook, pack: Pack, problems: Problems) -> None:
    """Reports every expression of the pack that may cost too much, and a pack that does as a whole."""
    total = check_each(Costs(rulebook), pack, problems)
    if total > MOST_STEPS:
        problems.add(
            "too_costly",
            Place(f"{pack.id}/pack.yaml", 1),
            f"모든 식의 계산 단계가 {MOST_STEPS:,}을(를) 넘을 수 있습니다",
            f"the steps of all expressions may go beyond {MOST_STEPS:,}",
        )
