"""Row-level security as text for migrations: the second wall, in the database itself."""

from __future__ import annotations

from collections.abc import Sequence


def walls(table: str, *, tenant: str = "", unit: str = "", subject: str | Sequence[str] = "", actor: str = "") -> str:
    """SQL that lets through the rows of a context and no others; each argument names a column that holds it.

    A row is there for those whose tenant it is (and whose unit, where units are limited), for those whose subject it
    is (any of several columns), or for the one actor it belongs to. The lists are read once
    for each statement, not for each row.
    """
    said = []
    if tenant:
        own = _among(tenant, "tenants")
        said.append(f"({own} AND {_among(unit, 'units')})" if unit else own)
    columns = (subject,) if isinstance(subject, str) else subject
    said += [_among(column, "subjects") for column in columns if column]
    if actor:
        said.append(f"{actor} = (SELECT current_setting('madang.actor', true))")
    if not said:
        raise ValueError("a wall stands for somebody")
    seen = " OR ".join(said)
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_wall ON {table} USING ({seen}) WITH CHECK ({seen});\n"
    )


def walls_through(table: str, column: str, other: str) -> str:
    """SQL that lets through the rows that belong to a row of another table which is there for the same context."""
    behind = f"EXISTS (SELECT FROM {other} AS behind WHERE behind.id = {column})"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_wall ON {table} USING ({behind}) WITH CHECK ({behind});\n"
    )


def _among(column: str, name: str) -> str:
    setting = f"(SELECT current_setting('madang.{name}', true))"
    listed = f"((SELECT string_to_array(current_setting('madang.{name}', true), ','))::text[])"
    return f"({setting} = '*' OR {column} = ANY {listed})"
