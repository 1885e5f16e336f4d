"""The context of row-level security: set for one transaction, put back when it ends, absent by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from madang.trust.principals import ALL, Principal

NAMES = ("tenants", "units", "subjects", "actor")
Settings = Mapping[str, str]
_set_now: WeakKeyDictionary[BaseDatabaseWrapper, Settings] = WeakKeyDictionary()
"""What is set for the transaction that is open on a connection."""


def settings_of(principal: Principal) -> Settings:
    """What the database is told: ids with commas between, `*` for all. Raises ValueError for an id with a comma."""
    tenants: tuple[str, ...] = principal.tenants
    subjects: tuple[str, ...] = principal.subjects
    if principal.kind == "resident":
        subjects = (principal.person, *principal.acts_for)
    elif principal.kind == "official":
        tenants = (principal.tenant,)
    return {
        "tenants": _listed(tenants),
        "units": _listed(principal.units) or ALL,
        "subjects": _listed(subjects),
        "actor": principal.actor,
    }


@contextmanager
def entered(principal: Principal) -> Iterator[None]:
    """One transaction in which the principal's rows, and no others, are there.

    Inside another one it is a savepoint of it, and what was set before is set again afterwards. Two queries more than a
    savepoint's, none where the same principal is there already.
    """
    with _set(settings_of(principal)):
        yield


@contextmanager
def entered_with(principal: Principal, subjects: tuple[str, ...]) -> Iterator[None]:
    """The same with the rows of these persons too: what a disclosure opens."""
    wanted = settings_of(principal)
    if wanted["subjects"] != ALL:
        wanted = {**wanted, "subjects": ",".join(filter(None, (wanted["subjects"], _listed(subjects))))}
    with _set(wanted):
        yield


@contextmanager
def _set(wanted: Settings) -> Iterator[None]:
    here = connections[DEFAULT_DB_ALIAS]
    within = here.in_atomic_block
    known = _set_now.get(here) if within else None
    with transaction.atomic():
        if known == wanted:  # by whoever is around
            yield
            return
        before = _tell(wanted)
        _set_now[here] = wanted
        try:
            yield
        finally:
            if known is None:
                _set_now.pop(here, None)
            else:
                _set_now[here] = known
            # The setting ends with its transaction; within another one it is put back, unless that one has failed:
            # what was set after a savepoint goes with it.
            if within and _usable():
                _tell(before)


def _usable() -> bool:
    """Whether the server still takes statements in this transaction (psycopg: neither failed nor closed)."""
    from psycopg.pq import TransactionStatus

    raw = connection.connection
    return raw is not None and not raw.closed and raw.info.transaction_status == TransactionStatus.INTRANS


def _tell(wanted: Settings) -> Settings:
    """Sets them for the transaction; returns what was set before. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('madang.tenants', true), ''),"
            " coalesce(current_setting('madang.units', true), ''),"
            " coalesce(current_setting('madang.subjects', true), ''),"
            " coalesce(current_setting('madang.actor', true), ''),"
            " set_config('madang.tenants', %s, true), set_config('madang.units', %s, true),"
            " set_config('madang.subjects', %s, true), set_config('madang.actor', %s, true)",
            [wanted[name] for name in NAMES],
        )
        row = cursor.fetchone()
    return dict(zip(NAMES, row, strict=False))


def _listed(ids: tuple[str, ...]) -> str:
    found = tuple(filter(None, ids))
    if any("," in id for id in found):
        raise ValueError("an id holds a comma")
    return ",".join(found)
