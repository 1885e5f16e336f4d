"""All that is written in some tables, as one text to look through."""

from __future__ import annotations

from django.db.models import Model


def everything_written(*models: type[Model]) -> str:
    """Every value of every row as text; bytes as they would be read in Latin-1."""
    found = []
    for model in models:
        for row in model._default_manager.values_list():
            found += [bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one) for one in row]
    return "\n".join(found)
