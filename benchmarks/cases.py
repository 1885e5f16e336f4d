"""A clerk's queue over a million cases: 230 authorities, the largest with 100,000, a clerk of two 읍면동.

    python -m benchmarks.cases [--cases 1000000] [--rounds 40]

Prints for each read at the room's door, and for each whole page of the desk (session, account, appointment, queue,
disclosure of every name shown, template), its statements and p50, p95 in milliseconds: cold (a new connection after the
server was started anew) and warm. The application's role reads, behind row-level security. Ends with 1 where a line
needs more than 12 statements or its p95 is above 150 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.clerks import appointed, authorities, pages
from benchmarks.database import database

if TYPE_CHECKING:
    from madang.trust.service import Principal

LARGEST, OPEN = 100_000, 0.3
STATEMENTS, P95 = 12, 150.0
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
FILL = """
INSERT INTO casework_case (number, tenant, unit, service, applicant, name, filed_by, filed_as, filed_at, day, state,
    outcome, clerk, due_at, decided_at, subjects, answers, waits_for, version)
SELECT '2026-' || tenant || '-' || lpad(n::text, 7, '0'), tenant,
    CASE WHEN tenant = (%(tenants)s::text[])[1] THEN (%(units)s::text[])[1 + (n %% %(many)s)::int]
         ELSE tenant || lpad((n %% %(many)s)::text, 5, '0') END,
    (ARRAY['parent_benefit', 'basic_pension', 'resident_register_copy'])[1 + (n %% 3)::int],
    'p' || lpad(n::text, 8, '0'), (ARRAY['김','이','박','최','정','강','조','윤'])[1 + (n %% 8)::int] ||
        chr((44032 + (n * 7919) %% 11172)::int) || chr((44032 + (n * 104729) %% 11172)::int),
    'resident:' || n, 'own', at, at::date,
    CASE WHEN n %% 10 < 3 THEN (ARRAY['received','working','supplement','notice'])
        [1 + ((n / 10) %% 4)::int] ELSE 'decided' END,
    CASE WHEN n %% 10 < 3 THEN '' ELSE 'granted' END, 'clerk' || n %% 40, at + interval '30 days',
    CASE WHEN n %% 10 < 3 THEN NULL ELSE at + interval '12 days' END, ARRAY['p' || lpad(n::text, 8, '0')],
    '{}', '[]', 3
FROM (SELECT n, (%(tenants)s::text[])[t] AS tenant,
        now() - (n %% 900) * interval '1 day' - n * interval '1 second' AS at
      FROM (SELECT n, CASE WHEN n <= %(largest)s THEN 1
                           ELSE 2 + floor(%(others)s * power((n * 7919 %% 1000003) / 1000003.0, 3))::int END AS t
            FROM generate_series(1, %(cases)s::bigint) AS n) AS drawn) AS rows
"""


@dataclass
class Bar:
    """met: whether every line shown so far kept to it."""

    met: bool = True

    def show(self, kind: str, name: str, took: Sequence[float], statements: int) -> None:
        """A line of the table; took: milliseconds."""
        high = p95(took)
        self.met = self.met and statements <= STATEMENTS and high <= P95
        print(
            f"{kind}  {name:34s} {statements:3d} statements  p50 {statistics.median(took):7.1f}  p95 {high:7.1f} ms",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    bar = Bar()
    os.environ["MADANG_LOG_LEVEL"] = "ERROR"
    with database() as server:
        begun = time.perf_counter()
        tenants, units = authorities()
        filled(server.owner_url, arguments.cases, tenants, units)
        print(f"{arguments.cases:,} cases of {len(tenants)} authorities in {time.perf_counter() - begun:.0f} s")
        clerk, chief = appointed(tenants[0], units[3:5])
        for kind, rounds in (("cold", 1), ("warm", arguments.rounds)):
            for name, (who, read) in reads(tenants, units).items():
                if kind == "cold":
                    server.restarted()
                bar.show(kind, name, *timed(read, rounds, who))
            for name, visit in pages(clerk, chief):
                visit()  # what a process reads once is not the database's being cold
                if kind == "cold":
                    server.restarted()
                bar.show(kind, f"page: {name}", *timed(visit, rounds))
    return 0 if bar.met else 1


def filled(owner_url: str, cases: int, tenants: list[str], units: list[str]) -> None:
    """The cases, and statistics of them."""
    import psycopg

    numbers = {
        "cases": cases, "largest": min(LARGEST, cases // 10), "others": len(tenants) - 1, "units": units,
        "many": len(units), "tenants": tenants,
    }  # fmt: skip
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(FILL, numbers)
        connection.execute("VACUUM ANALYZE casework_case")


def reads(tenants: list[str], units: list[str]) -> dict[str, tuple[Principal, Callable[[], object]]]:
    """What clerks do all day."""
    from madang.services.casework.service import queue
    from madang.trust.service import Principal

    roles, first = ("caseworker",), tenants[0]
    clerk = Principal("official", "clerk7", tenant=first, units=tuple(units[3:5]), roles=roles, assurance="passkey")
    chief = Principal("official", "clerk8", tenant=first, roles=roles, assurance="passkey")
    small = Principal("official", "clerk9", tenant=tenants[100], roles=roles, assurance="passkey")
    number = f"2026-{first}-0000043"
    return {
        "two units: by due day": (clerk, lambda: queue(clerk)),
        "two units: page 200": (clerk, lambda: queue(clerk, page=200)),
        "two units: a state": (clerk, lambda: queue(clerk, state="working")),
        "two units: latest first": (clerk, lambda: queue(clerk, order="filed")),
        "two units: by number": (clerk, lambda: queue(clerk, search=number)),
        "two units: by name": (clerk, lambda: queue(clerk, search="김가나")),
        "two units: mine": (clerk, lambda: queue(clerk, mine=True)),
        "largest: by due day": (chief, lambda: queue(chief)),
        "largest: page 200": (chief, lambda: queue(chief, page=200)),
        "largest: one service": (chief, lambda: queue(chief, service="basic_pension")),
        "largest: decided": (chief, lambda: queue(chief, state="decided")),
        "largest: decided, page 200": (chief, lambda: queue(chief, state="decided", page=200)),
        "small: by due day": (small, lambda: queue(small)),
    }


def timed(read: Callable[[], object], rounds: int, who: Principal | None = None) -> tuple[list[float], int]:
    """Milliseconds of each round, and the most statements one needed, beginnings and ends of transactions apart."""
    from contextlib import nullcontext

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from madang.trust.service import entered

    took, most = [], 0
    for _ in range(rounds):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured, entered(who) if who is not None else nullcontext():
            read()
        took.append(1_000 * (time.perf_counter() - begun))
        most = max(most, sum(not one["sql"].startswith(FRAME) for one in captured.captured_queries))
    return took, most


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


if __name__ == "__main__":
    sys.exit(main())
