"""The first half of an import: pages into staged rows, each page committed with where the reading stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from madang.services.catalogue.listed.refusals import Incomplete
from madang.services.catalogue.listed.sources import Portal, Rows, Source
from madang.services.catalogue.models import Import, Staged
from madang.services.catalogue.open_data.service import Reason, reason

BY_KEY = 50
"""Services of which a part that is asked by key is asked in one step."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be asked next: a page of a part, or these services of a part that is asked by key."""

    part: str
    page: int
    keys: tuple[str, ...] | None


def wanted(run: Import, portal: Portal) -> Wanted:
    """Where the reading goes on. Call it inside a transaction."""
    part = run.part or portal.parts[0]
    by_key = part in portal.by_key
    return Wanted(part, run.page + 1, _list_keys(run, portal.parts[0], run.page + 1) if by_key else None)


def asked(source: Source, what: Wanted) -> Rows:
    """The rows, in no transaction: a source may be slow. What it refuses leaves the run where it stood."""
    if what.keys is None:
        return source.page(what.part, what.page)
    return source.details(what.part, what.keys) if what.keys else Rows((), None)


def keep(run: Import, portal: Portal, what: Wanted, rows: Rows) -> None:
    """Stages the rows and moves on. Call it inside a transaction. Incomplete: the list ended before its own count."""
    run.part = what.part
    if what.keys is not None:
        last = len(what.keys) < BY_KEY
    else:
        before = Staged.objects.filter(of=run, part=run.part).count()
        last = not rows.rows or (rows.total is not None and before + len(rows.rows) >= rows.total)
        if not rows.rows and rows.total is not None and before < rows.total:
            raise _incomplete(run.part, before, rows.total)
    _stage(run, portal, rows)
    parts = portal.parts
    if not last:
        run.page = what.page
    elif run.part == parts[-1]:
        run.phase = "settling"
    else:
        run.part, run.page = parts[parts.index(run.part) + 1], 0
    run.save(update_fields=["part", "page", "phase"])


def _list_keys(run: Import, part: str, number: int) -> tuple[str, ...]:
    keys = Staged.objects.filter(of=run, part=part, code="").order_by("key").values_list("key", flat=True)
    return tuple(keys[(number - 1) * BY_KEY : number * BY_KEY])


def _stage(run: Import, portal: Portal, rows: Rows) -> None:
    staged = Staged.objects.filter(of=run, part=run.part)
    place = staged.count()
    read = [(row, portal.key_of(row)) for row in rows.rows]
    keys = {key for _, key in read if isinstance(key, str)}
    seen = set(staged.filter(key__in=keys).values_list("key", flat=True))
    found: list[Staged] = []
    for row, key in read:
        why = key if isinstance(key, Reason) else None
        if isinstance(key, str):
            if key in seen:
                why = reason("repeated", detail=key)
            elif run.part != portal.parts[0]:
                why = portal.check(run.part, row)
            seen.add(key)
        found.append(_row(run, place + len(found), key if isinstance(key, str) else "", row, why))
    for key, why in rows.missing:
        found.append(_row(run, place + len(found), key, None, why))
    Staged.objects.bulk_create(found, batch_size=1_000)


def _row(run: Import, place: int, key: str, row: Any, why: Reason | None) -> Staged:
    said = {} if why is None else {"code": why.code, "field": why.field, "ko": why.label.ko, "en": why.label.en}
    return Staged(of=run, part=run.part, place=place, key=key, body=json.dumps(row), **said)


def refuse(rows: Iterable[tuple[Staged, Reason]]) -> None:
    """Writes the reasons to staged rows."""
    changed = []
    for row, why in rows:
        row.code, row.field, row.ko, row.en = why.code, why.field, why.label.ko, why.label.en
        changed.append(row)
    Staged.objects.bulk_update(changed, ["code", "field", "ko", "en"], batch_size=500)


def _incomplete(part: str, had: int, said: int) -> Incomplete:
    return Incomplete(
        f"{part}: {said:,}행이라고 하지만 {had:,}행에서 끝났습니다. 잠시 뒤 --afresh로 처음부터 다시 가져오세요.",
        f"{part}: the source says {said:,} rows and ended after {had:,}; import again with --afresh in a while",
    )
