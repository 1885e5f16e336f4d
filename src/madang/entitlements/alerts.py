"""What an operator has to look at: told once in the log, counted, and listed until it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import structlog
from django.db.models import F
from prometheus_client import Counter

from madang.entitlements.models import Alert
from madang.facts.service import now
from madang.rules.service import Label

DEFINITION, FACTS = "definition", "facts"
FAULTS = Counter(
    "madang_entitlement_faults_total", "Outcomes that could not be worked out to the end.", ["service", "code"]
)
CONTRADICTION = Label(
    "기록된 사실이 서로 맞지 않는 주민이 있습니다", "the recorded facts of a resident contradict each other"
)
log = structlog.get_logger(__name__)


class Fault(NamedTuple):
    """A resident met something wrong. code: definition (of the service) or facts (that cannot be true)."""

    service: str
    code: str
    message: Label
    resident: str


def raise_alerts(faults: Iterable[Fault]) -> None:
    """One row for each thing that is wrong; one line in the log and as many counts as residents met it.

    The log names the service and says what is wrong with it; never a person.
    """
    met: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        # What is wrong with facts names people: the row says only that some cannot be true.
        said = fault.message if fault.code == DEFINITION else CONTRADICTION
        met.setdefault((fault.service, fault.code, said.en), []).append(fault._replace(message=said))
    for (service, code, _), same in sorted(met.items()):
        FAULTS.labels(service or "-", code).inc(len(same))
        log.error("entitlement_fault", service=service, code=code, residents=len(same), why=same[0].message.en)
        _keep(same)


def _keep(same: list[Fault]) -> None:
    moment, first = now(), same[0]
    found = Alert.objects.filter(service=first.service, code=first.code, message_en=first.message.en)
    if found.update(count=F("count") + len(same), last_seen=moment, example=first.resident):
        return
    Alert.objects.bulk_create(
        [
            Alert(
                service=first.service, code=first.code, message_ko=first.message.ko, message_en=first.message.en,
                example=first.resident, count=len(same), first_seen=moment, last_seen=moment,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def alerts() -> list[Alert]:
    """All of them, the latest first. One query."""
    return list(Alert.objects.order_by("-last_seen", "service"))
