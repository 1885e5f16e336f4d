"""An import from beginning to end, or from where the last one was stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from madang.rules.service import load_regions
from madang.services.catalogue.listed.closing import close, given_up
from madang.services.catalogue.listed.refusals import AlreadyImporting, AnotherAddress, SourceMissing
from madang.services.catalogue.listed.settling import settle_step
from madang.services.catalogue.listed.sources import Rows, Source
from madang.services.catalogue.listed.stages import Wanted, asked, keep, wanted
from madang.services.catalogue.models import Import, Staged
from madang.trust import service as trust

WORKER = trust.system("catalogue.import", subjects=())
DAYS = 3
"""A reading that was stopped is gone on with for so long; the source is another one by then."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where an import stands: its phase, the part and page it reads, rows read so far, the last key settled."""

    phase: str
    part: str
    page: int
    rows: int
    after: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did. resumed: it went on with one that had been stopped.

    rows_in = accepted + quarantined. counts: services new, changed, returned, withdrawn, unchanged and kept (their row
    is in quarantine, the last reading stays); `parts`: rows of each; `reasons`: rows in quarantine by code;
    `place_…`, `deadline_…`: services by what became of their agency and deadline.
    """

    id: int
    resumed: bool
    rows_in: int
    accepted: int
    quarantined: int
    counts: dict[str, Any]


def import_from(
    source: Source,
    on: dt.date,
    *,
    told: Callable[[Step], None] = lambda step: None,
    afresh: bool = False,
    many: bool = False,
) -> Done:
    """Reads, settles and closes; every step is committed by itself, and a stopped import is gone on with.

    on: the day whose regions agencies are read for. afresh: gives up an import that was stopped. many: that many
    services are withdrawn is right. AlreadyImporting, AnotherAddress, Incomplete, TooManyWithdrawn, SourceMissing, and
    what the source refuses (SourceRefused, BadPage). Where nothing was read there is nothing to go on with: another
    address may begin.
    """
    regions = load_regions()
    with _alone(source.portal.name):
        with trust.entered(WORKER):
            run, resumed = _begun(source, on, afresh=afresh)
        told(_step(run))
        going = True
        while going:
            rows = None
            if run.phase == "reading":
                with trust.entered(WORKER):
                    what = wanted(run, source.portal)
                rows = _asked(source, run, what)
            with trust.entered(WORKER):
                if rows is not None:
                    keep(run, source.portal, what, rows)
                elif run.phase == "settling":
                    settle_step(run, source.portal, regions)
                else:
                    close(run, source.portal, many=many)
                    going = False
                step = _step(run)
            told(step)
    return Done(run.pk, resumed, run.rows_in, run.rows_accepted, run.rows_quarantined, run.counts)


def _asked(source: Source, run: Import, what: Wanted) -> Rows:
    """The rows. Of a source that is not there nothing is gone on with: where nothing was read before, the run ends."""
    try:
        return asked(source, what)
    except SourceMissing:
        if _unread(run):
            with trust.entered(WORKER):
                given_up(run)
        raise


def _unread(run: Import) -> bool:
    """Whether no page of it was read yet."""
    return run.phase == "reading" and not run.part


def _begun(source: Source, on: dt.date, *, afresh: bool) -> tuple[Import, bool]:
    held = Import.objects.filter(source=source.portal.name, ended_at=None).first()
    if held is not None and not afresh and held.begun_at > timezone.now() - dt.timedelta(days=DAYS):
        if held.address == source.address:
            return held, True
        if not _unread(held):
            raise AnotherAddress(
                f"'{held.address}'에서 가져오던 일이 끝나지 않았습니다. 그 주소로 잇거나, --afresh로 새로 시작하세요.",
                f"an import from '{held.address}' has not ended: go on from there, or begin anew with --afresh",
            )
    if held is not None:
        given_up(held)
    return Import.objects.create(
        source=source.portal.name, address=source.address, on=on, begun_at=timezone.now()
    ), False  # fmt: skip


def _step(run: Import) -> Step:
    return Step(run.phase, run.part, run.page, Staged.objects.filter(of=run).count(), run.after)


@contextmanager
def _alone(source: str) -> Iterator[None]:
    """One process at a time for each source; a process that is killed lets go of it with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('catalogue.import:' || %s, 0))", [source])
        if cursor.fetchone() != (True,):
            raise AlreadyImporting(
                f"'{source}'을(를) 다른 곳에서 가져오고 있습니다. 끝난 뒤에 다시 하세요.",
                f"'{source}' is being imported elsewhere: try again when that has ended",
            )
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('catalogue.import:' || %s, 0))", [source])
