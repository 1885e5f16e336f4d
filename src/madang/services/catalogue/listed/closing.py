"""The end of an import, in one transaction: what is withdrawn, what is in quarantine, and that the counts balance."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from madang.services.catalogue.listed.refusals import TooManyWithdrawn
from madang.services.catalogue.listed.sources import Portal
from madang.services.catalogue.models import Change, Import, Listed, Quarantined, Staged
from madang.services.catalogue.open_data.service import reason
from madang.services.catalogue.search.entries import write_missing

FEW, SHARE = 50, 0.2
"""Withdrawn without a word: so many, or this share of the services that are listed."""

ORPHANS = """
UPDATE catalogue_staged AS one SET code = 'no_list_record', field = '',
    ko = replace(%(ko)s, '{detail}', one.key), en = replace(%(en)s, '{detail}', one.key)
WHERE one.of_id = %(run)s AND one.code = '' AND one.part <> %(first)s AND NOT EXISTS (
    SELECT FROM catalogue_staged listed
    WHERE listed.of_id = one.of_id AND listed.part = %(first)s AND listed.key = one.key AND listed.code = ''
)
"""
QUARANTINE = """
INSERT INTO catalogue_quarantined (source, part, key, code, field, ko, en, body, digest, times, first_id)
SELECT %(source)s, part, key, code, min(field), min(ko), min(en), min(body),
       encode(sha256(convert_to(body, 'UTF8')), 'hex') AS mark, count(*), %(run)s
FROM catalogue_staged WHERE of_id = %(run)s AND code <> ''
GROUP BY part, key, code, mark
ON CONFLICT (source, part, key, code, digest) DO UPDATE SET times = excluded.times, gone_id = NULL
WHERE catalogue_quarantined.times <> excluded.times OR catalogue_quarantined.gone_id IS NOT NULL
"""
LET_GO = """
UPDATE catalogue_quarantined AS held SET gone_id = %(run)s
WHERE held.source = %(source)s AND held.gone_id IS NULL AND NOT EXISTS (
    SELECT FROM catalogue_staged one
    WHERE one.of_id = %(run)s AND one.part = held.part AND one.key = held.key AND one.code = held.code
    AND encode(sha256(convert_to(one.body, 'UTF8')), 'hex') = held.digest
)
"""


def close(run: Import, portal: Portal, *, many: bool = False) -> None:
    """Ends the import. TooManyWithdrawn unless `many` says that so many are right; the run then waits as it is."""
    _withdraw(run, portal, many=many)
    sentence = reason("no_list_record", detail="{detail}").label
    about: dict[str, str | int] = {
        "run": run.pk,
        "source": run.source,
        "first": portal.parts[0],
        "ko": sentence.ko,
        "en": sentence.en,
    }
    with connection.cursor() as cursor:
        for statement in (ORPHANS, QUARANTINE, LET_GO):
            cursor.execute(statement, about)
    write_missing()
    _add_up(run, portal)
    Staged.objects.filter(of=run).delete()
    run.phase, run.ended_at = "done", timezone.now()
    run.save()


def _withdraw(run: Import, portal: Portal, *, many: bool) -> None:
    """Services whose key the list no longer has; one whose row is in quarantine stays as it was last read."""
    here = Staged.objects.filter(of=run, part=portal.parts[0]).exclude(key="")
    listed = Listed.objects.filter(source=run.source, withdrawn=None)
    gone = list(listed.exclude(key__in=here.values("key")))
    count, of = len(gone), listed.count()
    if count > max(FEW, SHARE * of) and not many:
        raise TooManyWithdrawn(
            f"서비스 {of:,}개 가운데 {count:,}개가 목록에서 사라졌습니다. 제공기관을 확인하고, 맞으면 "
            "--withdraw-many를 붙여 같은 명령을 다시 내리고, 아니면 --afresh로 처음부터 다시 가져오세요.",
            f"{count:,} of {of:,} services are gone from the list: look at the source; if that is right, give the same "
            "command with --withdraw-many, if not, import again with --afresh",
        )
    for row in gone:
        row.withdrawn = run
    Listed.objects.bulk_update(gone, ["withdrawn"], batch_size=500)
    Change.objects.bulk_create([Change(of=run, listed=row, kind="withdrawn") for row in gone])
    run.counts["withdrawn"] = count
    run.counts["kept"] = listed.filter(key__in=here.exclude(code="").exclude(code="repeated").values("key")).count()


def _add_up(run: Import, portal: Portal) -> None:
    staged = Staged.objects.filter(of=run)
    parts: dict[str, Any] = {}
    for part in portal.parts:
        found = staged.filter(part=part).aggregate(rows=Count("id"), accepted=Count("id", filter=Q(code="")))
        parts[part] = {**found, "quarantined": found["rows"] - found["accepted"]}
    held = staged.exclude(code="").values_list("code").annotate(count=Count("id")).order_by("code")
    run.counts |= {"parts": parts, "reasons": dict(held)}
    run.rows_in = sum(one["rows"] for one in parts.values())
    run.rows_accepted = staged.filter(code="").count()
    run.rows_quarantined = sum(count for _, count in held)


def given_up(run: Import) -> None:
    """Ends an import that is not gone on with; what it has settled stays."""
    Staged.objects.filter(of=run).delete()
    run.phase, run.ended_at = "given_up", timezone.now()
    run.save()


def in_quarantine(source: str) -> int:
    """Rows that are held now."""
    return Quarantined.objects.filter(source=source, gone=None).count()
