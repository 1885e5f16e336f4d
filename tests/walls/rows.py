"""Whose rows a context sees, takes away or slips in, table by table: asked of the database itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from madang.trust.context import settings_of
from madang.trust.service import Principal
from tests.application_role import ROLE

NOBODY: Mapping[str, str] = {"tenants": "", "units": "", "subjects": "", "actor": ""}
POLICIES = """
SELECT c.relname, p.polname, p.polcmd::text, NOT p.polpermissive, coalesce(pg_get_expr(p.polqual, c.oid), ''),
       coalesce(pg_get_expr(p.polwithcheck, c.oid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ORDER BY 1, 2
"""
HELD = (psycopg.errors.InsufficientPrivilege,)


@dataclass(frozen=True)
class Policy:
    """One of pg_policy. command: *, r (SELECT), a (INSERT), w, d. using, check: expressions, or empty."""

    table: str
    name: str
    command: str
    restrictive: bool
    using: str
    check: str


class Rows:
    """The tables' owner, in one transaction; `as_seen_by` puts on the application's role and somebody's context."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self.owner = owner

    def policies(self) -> list[Policy]:
        """All there are."""
        return [Policy(*row) for row in self.owner.execute(POLICIES).fetchall()]

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is done inside never was."""
        self.owner.execute("SAVEPOINT undone")
        try:
            yield
        finally:
            self.owner.execute("ROLLBACK TO SAVEPOINT undone")

    @contextmanager
    def as_seen_by(self, who: Principal | None) -> Iterator[None]:
        """Their context, or none at all."""
        said = NOBODY if who is None else settings_of(who)
        with self.undone():
            for name, value in said.items():
                self.owner.execute("SELECT set_config(%s, %s, true)", [f"madang.{name}", value])
            self.owner.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(ROLE)))
            yield

    def seen(self, table: str, who: Principal | None) -> frozenset[str]:
        """Places (ctid) of the rows that are there for somebody."""
        with self.as_seen_by(who):
            return self._places(table)

    def all_of(self, table: str) -> frozenset[str]:
        """Places of every row, which only the owner may know."""
        return self._places(table)

    def _places(self, table: str) -> frozenset[str]:
        found = self.owner.execute(sql.SQL("SELECT ctid::text FROM {}").format(sql.Identifier(table))).fetchall()
        return frozenset(place for (place,) in found)

    def may_insert(self, table: str, place: str, who: Principal | None) -> bool:
        """Whether the walls would let this row in once more; triggers that ask other things are silent meanwhile."""
        name = sql.Identifier(table)
        query = sql.SQL("SELECT to_jsonb(one) FROM {} AS one WHERE ctid = %s::tid").format(name)
        (row,) = self.owner.execute(query, [place]).fetchone() or (None,)
        assert row is not None, f"{table} has no row at {place}"
        put = sql.SQL("INSERT INTO {0} SELECT (jsonb_populate_record(NULL::{0}, %s)).*").format(name)
        with self.undone():
            self.owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
            with self.as_seen_by(who):
                try:
                    self.owner.execute(put, [Jsonb(row)])
                except HELD:
                    return False
                except psycopg.errors.IntegrityError:
                    return True  # PostgreSQL asks the walls first, then its constraints
                return True

    def may_delete(self, table: str, place: str, who: Principal | None) -> bool:
        """Whether this row would be gone."""
        name = sql.Identifier(table)
        with self.undone():
            self.owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
            with self.as_seen_by(who):
                try:
                    gone = self.owner.execute(sql.SQL("DELETE FROM {} WHERE ctid = %s::tid").format(name), [place])
                except HELD:
                    return False
                except psycopg.errors.IntegrityError:
                    return True
                return gone.rowcount > 0
