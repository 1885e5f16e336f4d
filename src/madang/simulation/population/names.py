"""Made-up names: a family name, two syllables and the mark 모의 («simulated»).

Family names by their share in 통계청 2015년 인구주택총조사 성씨 (rounded); given syllables from
packs/korea/population/names.yaml, a list of syllables and not of people.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import yaml

from madang.simulation.population.block import Block
from madang.simulation.population.marginals import folder

mark = "(모의)"


@cache
def syllables() -> dict[str, Any]:
    """The pack's lists: family, family_share, first, second_female, second_male, foreign."""
    loaded: dict[str, Any] = yaml.safe_load((folder / "names.yaml").read_text(encoding="utf-8"))
    return loaded


def name(block: Block) -> None:
    """Fills the column `name`: indices packed as family × 10,000 + first × 100 + second."""
    of = syllables()
    share = np.array(of["family_share"], dtype=float)
    family = block.rng.choice(len(share), block.count, p=share / share.sum())
    father = block.homes.father
    family = np.where(father >= 0, family[father], family)
    first = block.rng.integers(0, len(of["first"]), block.count)
    second = block.rng.integers(0, len(of["second_female"]), block.count)
    block.facts["name"] = (family * 10_000 + first * 100 + second).astype(np.int32)


def text(packed: int, sex: int) -> str:
    """The name as written, marked as made up: «김서연(모의)»."""
    of = syllables()
    family, rest = divmod(int(packed), 10_000)
    first, second = divmod(rest, 100)
    ending = of["second_male" if sex else "second_female"][second]
    return f"{of['family'][family]}{of['first'][first]}{ending}{mark}"
