"""Fetch on a ground: for an application, for alerts, again after an agency was away."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from madang.exchange.hub.service import usual_seconds
from madang.exchange.mydata.feeds.pending import due
from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.recording import record_batch
from madang.exchange.mydata.fetching.wanted import Fetched, Wanted
from madang.exchange.mydata.models import PendingFetch
from madang.exchange.mydata.purposes import label_of, reads_of
from madang.exchange.mydata.whole import WORKER, on_everybody
from madang.facts.service import now
from madang.rules.grounds.service import grounds
from madang.rules.service import Label
from madang.trust import service as trust


def fetch(
    principal: trust.Principal,
    purpose: str,
    applicant: str,
    day: dt.date,
    *,
    persons: Sequence[str] | None = None,
    application: str = "",
    tenant: str = "",
    timeout: float = usual_seconds,
) -> Fetched:
    """What the agencies hold for a purpose, as far as a ground carries it, recorded as facts.

    purpose: a service or another one of grounds.yaml. persons: of whom, None for whoever the grounds reach. tenant:
    whose log it goes to (the principal's own, else the house's). timeout: seconds for one exchange. Raises Denied,
    NoSuchPurpose; whatever an agency, a ground or a consent does not give is an entry of `refused`.
    """
    reads_of(purpose)
    wanted = Wanted(
        applicant, (purpose,), None if persons is None else tuple(persons), application,
        tenant or principal.tenant or trust.HOUSE,
    )  # fmt: skip
    _ask_policy(principal, wanted)
    batch = Batch([wanted], day, timeout=timeout)
    batch.gather()
    return record_batch(batch, principal.actor, f"mydata {uuid.uuid4()}")[0]


def _ask_policy(principal: trust.Principal, wanted: Wanted) -> None:
    purpose = wanted.purposes[0]
    line = next((one for one in grounds().lines if one.purpose == purpose), None)
    ground = trust.Ground(line.law if line else "", line.kind if line else "statute")  # type: ignore[arg-type]
    resource = trust.Resource("MydataFetch", wanted.application or wanted.applicant,
                              {"tenant": wanted.tenant, "applicant": wanted.applicant})  # fmt: skip
    label = label_of(purpose)
    try:
        trust.ask(principal, "mydata.fetch", resource, ground=ground, purpose=label, grade="S")
    except trust.Denied as denied:
        with trust.entered(principal):
            trust.write([trust.log_row(
                tenant=principal.tenant or wanted.tenant, kind="refusal", name="mydata.fetch", actor=principal.actor,
                subject=principal.person, body=_denied(label, denied, wanted.application),
            )])  # fmt: skip
        raise


def _denied(label: Label, denied: trust.Denied, application: str) -> dict[str, object]:
    return {"purpose": {"ko": label.ko, "en": label.en}, "policies": list(denied.policies), "about": application}


def retry_pending(day: dt.date, most: int = 50, *, timeout: float = usual_seconds) -> int | None:
    """Asks again what is due, one transaction each; how many, None when nothing was. What fails waits on, longer."""
    done = 0
    while done < most:
        with on_everybody():
            rows = due(1, now())
            if not rows:
                break
            retry(rows[0], day, timeout)
        done += 1
    return done or None


def retry(row: PendingFetch, day: dt.date, timeout: float) -> Fetched:
    """One agency once more, for what was wanted then; grounds and consents are those of now."""
    wanted = Wanted(
        row.applicant, tuple(row.purpose.split(",")), None if row.persons is None else tuple(row.persons),
        row.application, row.tenant or trust.HOUSE, frozenset({row.agency}), row.since_day,
    )  # fmt: skip
    batch = Batch([wanted], day, timeout=timeout)
    batch.gather()
    fetched = record_batch(batch, WORKER.actor, f"mydata {uuid.uuid4()}")[0]
    if row.agency not in fetched.waiting:  # it answered, or nothing carries the question any more
        PendingFetch.objects.filter(pk=row.pk).delete()
    return fetched
