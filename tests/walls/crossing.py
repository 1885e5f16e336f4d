"""What would be a leak: one side's rows in the other's hands, asked of every walled table and every principal."""

from __future__ import annotations

from collections.abc import Iterator

from madang.trust.service import Principal
from tests.walls.people import ANNE, BORA, UNIT
from tests.walls.rows import Rows

SHARED = {
    "people_organisation": "authorities and firms: reference data that everybody reads",
    "people_unit": "units of authorities: reference data that everybody reads",
    "catalogue_listed": "services that the state's portals publish; about nobody",
    "catalogue_change": "when such a service came, changed and went",
    "catalogue_searchentry": "the words by which such services are found",
    "rulemaking_release": "rules that are in force: the law as it is answered by, for everybody to read",
    "mydata_feed": "whoever acts may know that an agency's data is held back; it names nobody",
}
"""Walled tables whose rows everybody who acts may read; none but the house writes them."""
PUBLIC = (
    "people_organisation",
    "people_unit",
    "catalogue_listed",
    "catalogue_change",
    "catalogue_searchentry",
    "rulemaking_release",
)
"""Of these, what whoever has not even signed in may read."""
TOLD = {"trust_outboxevent": "whoever acts may tell an event; only the house reads them"}
"""Walled tables into which everybody who acts may put a row about whomever the act is about."""
LATER = {"trust_entry": "shown_from > now()"}
"""What even the person it is about does not see for now."""

Crossing = tuple[str, str]
"""(what happened, to whom): a sentence for a message, the same each time it happens."""


def official(units: tuple[str, ...] = ()) -> Principal:
    """Of the first side's authority, who has done nothing there."""
    return ANNE.official("caseworker", id="reader", units=units)


PAIRS: tuple[tuple[Principal, Principal], ...] = (
    (ANNE.resident, BORA.resident),
    (BORA.resident, ANNE.resident),
    (official(), BORA.official()),
    (BORA.official(), ANNE.official()),
)
"""Of each, the first must find nothing that is the second's."""


def owners(rows: Rows, table: str) -> dict[str, frozenset[str]]:
    """With the walls as they are: places of what each of the pairs' second is shown, by their actor."""
    return {other.actor: rows.seen(table, other) for _, other in PAIRS}


def both_have_some(own: dict[str, frozenset[str]]) -> bool:
    """Whether the table holds something of either side, as residents or as authorities; or of neither: the house's."""
    found = [bool(own[other.actor]) for _, other in PAIRS]
    return all(found[:2]) or all(found[2:]) or not any(found)


def crossings(rows: Rows, table: str, own: dict[str, frozenset[str]]) -> set[Crossing]:
    """All leaks of a table. own: what :func:`owners` said while the walls stood."""
    return set(_crossings(rows, table, own))


def _crossings(rows: Rows, table: str, own: dict[str, frozenset[str]]) -> Iterator[Crossing]:
    every = rows.all_of(table)
    known = frozenset[str]().union(*own.values())
    a_row = min(every)
    if table not in PUBLIC and rows.seen(table, None):
        yield "read", "nobody"
    for who, other in PAIRS:
        seen = rows.seen(table, who)
        if table not in SHARED and seen & (own[other.actor] - _given(own, who)):
            yield "read", f"{who.actor} of {other.actor}"
        if table not in SHARED and seen & (every - known):
            yield "read", f"{who.actor} of the house"
        theirs = sorted(own[other.actor] - _given(own, who)) or sorted(every - known) or [a_row]
        place = a_row if table in SHARED else theirs[0]
        if table not in TOLD and rows.may_insert(table, place, who):
            yield "put in", f"{who.actor} as {other.actor}"
        if rows.may_delete(table, place, who):
            yield "taken away", f"{who.actor} from {other.actor}"
    if rows.may_insert(table, a_row, None):
        yield "put in", "nobody"
    if rows.may_delete(table, a_row, None):
        yield "taken away", "nobody"
    yield from _units(rows, table)
    yield from _later(rows, table)


def _given(own: dict[str, frozenset[str]], who: Principal) -> frozenset[str]:
    """What is theirs with the walls as they are."""
    return own.get(who.actor, frozenset())


def _units(rows: Rows, table: str) -> Iterator[Crossing]:
    """A clerk who is limited to another unit finds nothing of the first side's case."""
    if table.startswith("casework_"):
        elsewhere = official(units=(f"not {UNIT}",))
        if rows.seen(table, elsewhere):
            yield "read", "a clerk of another unit"
        own = rows.seen(table, official(units=(UNIT,)))
        if not own:
            yield "missed", "a clerk of the unit"
        elif rows.may_insert(table, min(own), elsewhere):
            yield "put in", "a clerk of another unit"


def _later(rows: Rows, table: str) -> Iterator[Crossing]:
    if (hidden := LATER.get(table)) is not None:
        for one in (ANNE, BORA):
            with rows.as_seen_by(one.resident):
                found = rows.owner.execute(f"SELECT count(*) FROM {table} WHERE {hidden}").fetchone()
            if found != (0,):
                yield "read too early", one.person
