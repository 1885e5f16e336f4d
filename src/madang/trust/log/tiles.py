"""Tiles of a tenant's tree, read and written in the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from madang.trust.tree.proofs import Reader
from madang.trust.tree.tiles import Tile


def reader(tenant: str) -> Reader:
    """Reads tiles of this tenant, however many, in one query."""

    def read(wanted: list[Tile]) -> dict[Tile, bytes]:
        if not wanted:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.level, t.index, t.hashes FROM trust_storedtile t"
                " JOIN unnest(%s::int[], %s::bigint[]) AS w(level, index) ON (t.level, t.index) = (w.level, w.index)"
                " WHERE t.tenant = %s",
                [[tile.level for tile in wanted], [tile.number for tile in wanted], tenant],
            )
            return {Tile(level, index): bytes(hashes) for level, index, hashes in cursor.fetchall()}

    return read


def keep(tenant: str, tiles: Mapping[Tile, bytes]) -> None:
    """Writes tiles that are new or longer; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_storedtile (tenant, level, index, hashes)"
            " SELECT %s, * FROM unnest(%s::int[], %s::bigint[], %s::bytea[])"
            " ON CONFLICT (tenant, level, index) DO UPDATE SET hashes = excluded.hashes",
            [tenant, [tile.level for tile in tiles], [tile.number for tile in tiles], list(tiles.values())],
        )
