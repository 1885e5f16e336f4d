"""One unit of every worker's work, as `madang` runs them, and what each must leave as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event

from django.db import connection

from madang.entitlements.service import follow_changes, look_again_on
from madang.exchange.mydata.service import absorb, retry_pending
from madang.people.service import end_overdue
from madang.portal.rulebook import rulebook, today
from madang.services.casework.service import issue_waiting
from madang.trust.service import entered, sequence, system
from tests.walls.people import ANNE, BORA

JOBS: dict[str, Callable[[], object]] = {
    "certificates": issue_waiting,
    "absorb": lambda: absorb(today()),
    "retry_pending": lambda: retry_pending(today(), 5),
    "follow_changes": lambda: follow_changes(rulebook(), today()),
    "look_again_on": lambda: look_again_on(rulebook(), today()),
    "end_overdue": end_overdue,
    "sequence": sequence,
}
CONTEXT = """SELECT concat(current_setting('madang.tenants', true), current_setting('madang.units', true),
current_setting('madang.subjects', true), current_setting('madang.actor', true))"""


def context_left() -> str:
    """What this thread's connection would still show of somebody; nothing, when all is well. One query."""
    with connection.cursor() as cursor:
        cursor.execute(CONTEXT)
        (said,) = cursor.fetchone() or ("",)
    return str(said or "")


def worked(visitors: Sequence[object], faults: list[str], begun: Event) -> None:
    """Every job at least once, and on as long as there are visitors; what goes wrong is added to the faults.

    begun: set after the first job: visitors who are officials take the cases away that it waits for.
    """
    try:
        while True:
            for name, job in JOBS.items():
                job()
                begun.set()
                if left := context_left():
                    faults.append(f"{name} leaves the context {left}")
            if not visitors:
                return
    except Exception as error:
        faults.append(f"a job: {error!r}")
    finally:
        begun.set()
        connection.close()


BOUND = """SELECT e.name, e.subject, e.tenant FROM trust_entry e
WHERE e.actor = 'system:certificates' AND e.subject = %s AND e.tenant <> %s"""
MIXED = "SELECT name, actor FROM trust_entry WHERE body LIKE %s AND body LIKE %s"


def out_of_bounds() -> list[tuple[str, ...]]:
    """Entries of a worker in the log of an authority that does not decide for whom it worked, and entries that tell of
    both sides at once."""
    found: list[tuple[str, ...]] = []
    with entered(system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trust_entry WHERE actor = 'system:certificates'")
        assert cursor.fetchone() != (0,), "the worker for certificates did nothing"
        for one in (ANNE, BORA):
            cursor.execute(BOUND, [one.person, one.tenant])
            found += cursor.fetchall()
        cursor.execute(MIXED, [f"%{ANNE.mark}%", f"%{BORA.mark}%"])
        found += cursor.fetchall()
    return found
