"""What a purpose reads: the facts of a service, or all that agencies hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.refusals import NoSuchPurpose
from madang.rules.grounds.service import grounds
from madang.rules.service import FactDefinition, Label, Rulebook, installed_rulebook, names_read, while_installed

ALERTS = "benefit_alerts"
STRUCTURE = {
    "moi": ("household_number", "household_members", "region"),
    "court": ("spouse", "parents", "children", "death_date"),
}
"""Fields of the two registers that say who lives and belongs together."""


def rulebook() -> Rulebook:
    """The one in force."""
    return installed_rulebook()


@dataclass(frozen=True, slots=True)
class Reads:
    """facts: those an agency holds, in the order of the vocabulary. by_agency: agency → its fields that are read.

    sources: agency → (fact, place among its sources, field); names: (agency, field) → the fact's name.
    """

    facts: tuple[FactDefinition, ...]
    by_agency: dict[str, frozenset[str]]
    sources: dict[str, tuple[tuple[FactDefinition, int, str], ...]]
    names: dict[tuple[str, str], str]


@while_installed
def reads_of(purpose: str) -> Reads:
    """What is read for a purpose. Raises NoSuchPurpose."""
    if purpose not in grounds().purposes:
        raise NoSuchPurpose(f"'{purpose}'에는 근거가 없습니다.", f"There are no grounds for '{purpose}'.")
    book = rulebook()
    every = book.pack.facts
    names = names_read(book, purpose) if purpose in book.pack.services else every.keys()
    facts = tuple(fact for name, fact in every.items() if (name in names or name == "residence.region") and _held(fact))
    return _reads(facts)


@while_installed
def reads_for(purposes: tuple[str, ...]) -> Reads:
    """What several purposes read together. Raises NoSuchPurpose."""
    wanted = {fact.name for purpose in purposes for fact in reads_of(purpose).facts}
    return _reads(tuple(fact for name, fact in rulebook().pack.facts.items() if name in wanted))


def label_of(purpose: str) -> Label:
    """The service's name, or what the purpose is called. Raises NoSuchPurpose."""
    service = rulebook().pack.services.get(purpose)
    if service is not None:
        return service.label
    known = grounds().purposes.get(purpose)
    if known is None or known.label is None:
        raise NoSuchPurpose(f"'{purpose}'은(는) 없는 목적입니다.", f"There is no purpose '{purpose}'.")
    return known.label


def agency_label(agency: str) -> Label:
    """An agency's name for people."""
    said = mapping().labels[agency]
    return Label(said["ko"], said["en"])


def _held(fact: FactDefinition) -> bool:
    return not fact.root and any(source.field for source in fact.sources)


def _reads(facts: tuple[FactDefinition, ...]) -> Reads:
    sources: dict[str, list[tuple[FactDefinition, int, str]]] = {}
    names = {}
    for fact in facts:
        for rank, source in enumerate(fact.sources):
            if source.field:
                sources.setdefault(source.agency, []).append((fact, rank, source.field))
                names[source.agency, source.field] = fact.name
    return Reads(facts, _by_agency(facts), {agency: tuple(of) for agency, of in sources.items()}, names)


def _by_agency(facts: Iterable[FactDefinition]) -> dict[str, frozenset[str]]:
    found = {agency: set(fields) for agency, fields in STRUCTURE.items()}
    for fact in facts:
        for source in fact.sources:
            if source.field:
                found.setdefault(source.agency, set()).add(source.field)
    return {agency: frozenset(fields) for agency, fields in found.items()}
