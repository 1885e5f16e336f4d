"""How records become facts, as the pack says: the vocabulary's sources and packs/korea/agencies/mapping.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from madang.rules.service import FactDefinition, installed_rulebook, vocabulary, while_installed

path = Path(__file__).parents[2] / "packs" / "korea" / "agencies" / "mapping.yaml"


@dataclass(frozen=True, slots=True)
class RecordMapping:
    """operations: agency → look-up; register and kin: which agency and fields carry homes and kin."""

    operations: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    register: Mapping[str, str]
    kin: Mapping[str, str]
    relation_to_head: Mapping[str, str]


@cache
def mapping() -> RecordMapping:
    """The pack's mapping."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    of = loaded["agencies"]
    return RecordMapping(
        {agency: entry["operation"] for agency, entry in of.items()},
        {agency: entry["label"] for agency, entry in of.items()},
        loaded["structure"]["register"],
        loaded["structure"]["kin"],
        loaded["relation_to_head"],
    )


@while_installed
def known_facts() -> tuple[FactDefinition, ...]:
    """The pack's facts that some agency holds, in the order of the vocabulary."""
    return held(vocabulary(installed_rulebook()))


def held(facts: Iterable[FactDefinition]) -> tuple[FactDefinition, ...]:
    """Those of the facts that some agency holds."""
    return tuple(fact for fact in facts if not fact.root and any(source.field for source in fact.sources))
