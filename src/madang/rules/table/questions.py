"""The next question over a whole table.

A service that waits for n facts gives each of them one nth; the fact with the largest sum is asked, among equals what
is easier to answer. Only facts of services whose result is open count: those that refuse or grant by what is known
already wait for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from madang.rules.asking.questions import EFFORT, Question
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning
from madang.rules.table.atoms import UNKNOWN, Truths
from madang.rules.table.waiting import WORD, Bits, Waiting


def next_question(
    reckoning: Reckoning,
    services: NDArray[np.object_],
    status: Truths,
    waiting: Waiting,
    declined: Iterable[FactKey] = (),
) -> Question | None:
    """The question with the largest promise, or None when no open service waits for anything that can be asked.

    services: ids, one for each status.
    """
    open_ = np.flatnonzero((status == UNKNOWN) & waiting.services.any(axis=0))
    if not len(open_):
        return None
    waits = _unpacked(waiting.services[:, open_])[:, : len(waiting.keys)]
    counted = waits.astype(np.float64)
    promise = ((1 / counted.sum(axis=1)) @ counted).round(6).tolist()
    for key in _ranked(reckoning, waiting.keys, promise, frozenset(declined)):
        chosen = services[open_[waits[:, waiting.keys.index(key)] > 0]].tolist()
        definition = reckoning.rulebook.pack.facts[key[0]]
        return Question(definition, key[1], tuple(chosen))
    return None


def _unpacked(bits: Bits) -> Truths:
    """uint64[words, services] as int8[services, facts]."""
    columns = np.ascontiguousarray(bits.T).astype("<u8")
    return np.unpackbits(columns.view(np.uint8), axis=1, bitorder="little").view(np.int8)[:, : len(bits) * WORD]


def _ranked(
    reckoning: Reckoning, keys: Sequence[FactKey], promise: Sequence[float], declined: frozenset[FactKey]
) -> list[FactKey]:
    """The facts that can be asked, the most promising first."""
    facts = reckoning.rulebook.pack.facts
    worth = {key: worth for key, worth in zip(keys, promise, strict=True) if worth > 0 and key not in declined}
    asked = [key for key in worth if key[0] in facts and _can_be_asked(reckoning, key)]
    return sorted(asked, key=lambda key: (-worth[key], EFFORT.get(facts[key[0]].type, 2), key))


def _can_be_asked(reckoning: Reckoning, key: FactKey) -> bool:
    family = reckoning.facts.family
    if all(source.agency != "ask" for source in reckoning.rulebook.pack.facts[key[0]].sources):
        return False
    return key[1] in family.persons or any(home.id == key[1] for home in family.residences)
