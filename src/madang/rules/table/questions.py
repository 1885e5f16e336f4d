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
from madang.rules.table.waiting import WORD, Waiting

BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.float64)
"""[value of a byte, bit]"""


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
    open_ = (status == UNKNOWN) & (waiting.facts > 0)
    share = np.divide(1.0, waiting.facts, out=np.zeros(len(open_)), where=open_)
    for key in _ranked(reckoning, waiting.keys, _promise(waiting, share), frozenset(declined)):
        word, bit = divmod(waiting.keys.index(key), WORD)
        waits = open_ & (waiting.services[word] >> np.uint64(bit) & np.uint64(1)).astype(bool)
        return Question(reckoning.rulebook.pack.facts[key[0]], key[1], tuple(services[waits].tolist()))
    return None


def _promise(waiting: Waiting, share: NDArray[np.float64]) -> list[float]:
    """For each open fact the sum of the shares of the services that wait for it.

    Added up by byte: first for each value that eight bits of a service can have, then for each of the eight bits.
    """
    octets = np.ascontiguousarray(waiting.services.T).astype("<u8", copy=False).view(np.uint8)
    return [
        worth
        for octet in range(-(-len(waiting.keys) // 8))
        for worth in (np.bincount(octets[:, octet], share, 256) @ BITS).round(6).tolist()
    ][: len(waiting.keys)]


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
