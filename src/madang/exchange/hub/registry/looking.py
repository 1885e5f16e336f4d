"""The registry as entries, for those with models: the same statements that the gateway reads with."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.db import connection

from madang.exchange.hub.registry import entries as kinds
from madang.exchange.hub.registry.reading import STATEMENTS


def entries_now() -> kinds.Entries:
    """Everything. Eight queries."""
    found: dict[str, tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        for name, (kind, statement) in STATEMENTS.items():
            cursor.execute(statement)
            found[name] = tuple(kind(*row) for row in cursor.fetchall())
    return kinds.Entries(
        **found
        | {
            "services": tuple(replace(one, document=_json(one.document)) for one in found["services"]),
            "event_types": tuple(replace(one, schema=_json(one.schema)) for one in found["event_types"]),
        }
    )


def _json(value: Any) -> Any:
    """Django's own connection gives JSON as text."""
    return json.loads(value) if isinstance(value, str) else value
