"""What whoever works residents out again and again remembers of them."""

from __future__ import annotations

from dataclasses import dataclass

from madang.entitlements.standing.evaluator import Evaluator, Interpreter
from madang.entitlements.standing.incremental import MOST_FAMILIES, Incremental
from madang.entitlements.standing.rows import KeptRows
from madang.facts.service import MOST_SUBJECTS, KeptFacts
from madang.rules.service import Rulebook


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was worked out, read of people, and written. Not for sharing between threads.

    Each is measured against the database whenever it is used: what others did meanwhile is noticed, and what came of a
    transaction that failed is read again.
    """

    evaluator: Evaluator
    facts: KeptFacts
    rows: KeptRows

    @classmethod
    def for_once(cls, rulebook: Rulebook, evaluator: Evaluator | None = None) -> Remembered:
        """For one act: persons are of many families, and each is read once."""
        return cls(evaluator or Interpreter(rulebook), KeptFacts(rulebook), KeptRows())

    @classmethod
    def of_families(cls, rulebook: Rulebook, families: int = MOST_FAMILIES) -> Remembered:
        """Of so many residents and their families, some 45 kB each."""
        subjects = max(MOST_SUBJECTS, 4 * families)
        return cls(Incremental(rulebook, families), KeptFacts(rulebook, subjects), KeptRows(families))
