"""The door of facts: record, correct and withdraw; ask what is or was known; a family as known then."""

from __future__ import annotations

from madang.facts.acts.rebuild_projection import differences, rebuild
from madang.facts.acts.record_facts import Recorded, record
from madang.facts.assembly import FORM, KnownFamily, family_of
from madang.facts.changes import CHANNEL, Changed, changes_waiting, take_changes, take_some
from madang.facts.current import known_under
from madang.facts.errors import AlreadySuperseded, BadFact, BatchConflict, FactsRefused, NoSuchFact
from madang.facts.keeping import MOST_SUBJECTS, KeptFacts
from madang.facts.known import KnownFact, Superseded
from madang.facts.queries import (
    facts_by_id,
    families_as_known,
    family_as_known,
    family_from_facts,
    known,
    now,
    recorded_since,
    touched_since,
)
from madang.facts.statements import NewFact, Retraction, Statement, lives_at, relation
from madang.facts.told import facts_of_family
from madang.facts.vocabulary import BORN, RELATIONS, RESIDENCE

LINKS = (*RELATIONS, RESIDENCE, BORN)
"""Names of the facts that say who is there, who belongs to whom and who lives where."""

__all__ = [
    "CHANNEL",
    "FORM",
    "LINKS",
    "MOST_SUBJECTS",
    "AlreadySuperseded",
    "BadFact",
    "BatchConflict",
    "Changed",
    "FactsRefused",
    "KeptFacts",
    "KnownFact",
    "KnownFamily",
    "NewFact",
    "NoSuchFact",
    "Recorded",
    "Retraction",
    "Statement",
    "Superseded",
    "changes_waiting",
    "differences",
    "facts_by_id",
    "facts_of_family",
    "families_as_known",
    "family_as_known",
    "family_from_facts",
    "family_of",
    "known",
    "known_under",
    "lives_at",
    "now",
    "rebuild",
    "record",
    "recorded_since",
    "relation",
    "take_changes",
    "take_some",
    "touched_since",
]
