"""What an operator has to look at: told once in the log, counted, and listed until it is mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import structlog
from django.db.models import F
from prometheus_client import Counter

from madang.entitlements.models import Alert
from madang.facts.service import now
from madang.rules.service import Label
from madang.trust.service import entered, system

DEFINITION, FACTS = "definition", "facts"
FAULTS = Counter(
    "madang_entitlement_faults_total", "Outcomes that could not be worked out to the end.", ["service", "code"]
)
CONTRADICTION = Label(
    "기록된 사실이 서로 맞지 않는 주민이 있습니다", "the recorded facts of a resident contradict each other"
)
log = structlog.get_logger(__name__)


class Fault(NamedTuple):
    """Residents met something wrong. code: definition (of the service) or facts (that cannot be true).

    resident: the first of them.
    """

    service: str
    code: str
    message: Label
    resident: str
    residents: int = 1


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
        residents = sum(fault.residents for fault in same)
        FAULTS.labels(service or "-", code).inc(residents)
        log.error("entitlement_fault", service=service, code=code, residents=residents, why=same[0].message.en)
        _keep(same[0]._replace(residents=residents))


def _keep(one: Fault) -> None:
    moment = now()
    found = Alert.objects.filter(service=one.service, code=one.code, message_en=one.message.en)
    if found.update(count=F("count") + one.residents, last_seen=moment, example=one.resident):
        return
    Alert.objects.bulk_create(
        [
            Alert(
                service=one.service, code=one.code, message_ko=one.message.ko, message_en=one.message.en,
                example=one.resident, count=one.residents, first_seen=moment, last_seen=moment,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def fault_figures() -> list[tuple[str, str, int, dt.datetime]]:
    """(service, code, residents met, when last) of every alert, the latest first; names nobody. One query."""
    with entered(system("figures")):
        return [(one.service, one.code, one.count, one.last_seen) for one in alerts()]


def alerts() -> list[Alert]:
    """All of them, the latest first. One query."""
    return list(Alert.objects.order_by("-last_seen", "service"))
