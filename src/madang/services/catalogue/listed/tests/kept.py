"""What the tables hold, as values that can be compared."""

from __future__ import annotations

from typing import Any

from django.db import connection

from madang.services.catalogue.listed.importing import WORKER
from madang.services.catalogue.models import Change, Import, Listed, Quarantined, Staged
from madang.trust import service as trust


def end_state() -> dict[str, Any]:
    """Everything but numbers and times: the services, what the imports changed, what is held, the last counts."""
    with trust.entered(WORKER):
        assert not Staged.objects.exists()
        last = Import.objects.order_by("-id")[0]
        return {
            "listed": sorted(
                Listed.objects.values_list("source", "key", "digest", "place", "region", "withdrawn__phase")
            ),
            "changes": sorted(Change.objects.values_list("listed__key", "kind", "fields")),
            "held": sorted(Quarantined.objects.values_list("part", "key", "code", "digest", "times", "gone__phase")),
            "counts": last.counts | {"rows": (last.rows_in, last.rows_accepted, last.rows_quarantined)},
        }


def versions() -> list[tuple[str, str, str]]:
    """Which version of which row is there: the same twice only if nothing was written in between."""
    with trust.entered(WORKER), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'listed', ctid::text, xmin::text FROM catalogue_listed UNION ALL"
            " SELECT 'change', ctid::text, xmin::text FROM catalogue_change UNION ALL"
            " SELECT 'held', ctid::text, xmin::text FROM catalogue_quarantined ORDER BY 1, 2"
        )
        return list(cursor.fetchall())
