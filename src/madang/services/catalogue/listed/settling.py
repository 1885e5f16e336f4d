"""The second half: staged rows joined by service, read, and compared with what is kept; a batch a transaction."""

from __future__ import annotations

import json
from typing import Any

from madang.rules.service import Regions
from madang.services.catalogue.listed.sources import Portal
from madang.services.catalogue.listed.stages import refuse
from madang.services.catalogue.models import Change, Import, Listed, Staged
from madang.services.catalogue.open_data.service import Listing, Reason, as_json, differing, digest
from madang.services.catalogue.search.entries import write_entries

BATCH = 500
WRITTEN = ["name", "agency", "place", "region", "deadline", "opens", "closes", "said", "digest", "changed", "withdrawn"]


def settle_step(run: Import, portal: Portal, regions: Regions) -> bool:
    """The next services by key; False when there are none. Call it inside a transaction."""
    first = portal.parts[0]
    staged = Staged.objects.filter(of=run)
    rows = list(staged.filter(part=first, code="", key__gt=run.after).order_by("key")[:BATCH])
    if not rows:
        run.phase = "closing"
        run.save(update_fields=["phase"])
        return False
    keys = [row.key for row in rows]
    others: dict[str, dict[str, Any]] = {key: {} for key in keys}
    for part, key, body in staged.filter(key__in=keys, code="").exclude(part=first).values_list("part", "key", "body"):
        others[key][part] = json.loads(body)
    read: dict[str, Listing] = {}
    refused: list[tuple[Staged, Reason]] = []
    for row in rows:
        found = portal.read({first: json.loads(row.body), **others[row.key]}, regions, run.on)
        if isinstance(found, Reason):
            refused.append((row, found))
        else:
            read[row.key] = found
    refuse(refused)
    _compare(run, portal.name, read)
    run.after = keys[-1]
    run.save(update_fields=["after", "counts"])
    return True


def _compare(run: Import, source: str, read: dict[str, Listing]) -> None:
    kept = {row.key: row for row in Listed.objects.filter(source=source, key__in=read)}
    fresh: list[Listed] = []
    other: list[Listed] = []
    changes: list[Change] = []
    for key, listing in read.items():
        said = as_json(listing)
        mark, before = digest(said), kept.get(key)
        _count(run, f"place_{listing.place.state}")
        _count(run, f"deadline_{listing.deadline.kind}")
        if before is None:
            row = _written(Listed(source=source, key=key, first=run), listing, said, mark, run)
            fresh.append(row)
            changes.append(Change(of=run, listed=row, kind="new"))
        elif before.digest == mark and before.withdrawn_id is None:
            _count(run, "unchanged")
            continue
        else:
            kind = "changed" if before.withdrawn_id is None else "returned"
            changes.append(Change(of=run, listed=before, kind=kind, fields=differing(before.said, said)))
            other.append(_written(before, listing, said, mark, run))
        _count(run, changes[-1].kind)
    Listed.objects.bulk_create(fresh)
    Listed.objects.bulk_update(other, WRITTEN)
    Change.objects.bulk_create(changes)
    write_entries([*fresh, *other])


def _written(row: Listed, listing: Listing, said: dict[str, Any], mark: str, run: Import) -> Listed:
    row.name, row.agency, row.said, row.digest = listing.name, listing.agency, said, mark
    row.place, row.region = listing.place.state, listing.place.code
    row.deadline, row.opens, row.closes = listing.deadline.kind, listing.deadline.start, listing.deadline.end
    row.changed, row.withdrawn = run, None
    return row


def _count(run: Import, what: str) -> None:
    run.counts[what] = run.counts.get(what, 0) + 1
