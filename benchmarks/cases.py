"""A clerk's queue over a million cases: 230 authorities, the largest with 100,000, a clerk of two units.

    python -m benchmarks.cases [--cases 1000000] [--rounds 40]

Prints for each read its queries and p50, p95 in milliseconds, cold (a new connection after the server was started anew)
and warm. The application's role reads, behind row-level security. Bar: at most 12 queries and p95 150 ms.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from benchmarks.database import database

if TYPE_CHECKING:
    from madang.trust.service import Principal

TENANTS, LARGEST, UNITS, OPEN = 230, 100_000, 20, 0.3
FILL = """
INSERT INTO casework_case (number, tenant, unit, service, applicant, name, filed_by, filed_as, filed_at, day, state,
    outcome, clerk, due_at, decided_at, subjects, answers, waits_for, version)
SELECT '2026-' || tenant || '-' || lpad(n::text, 7, '0'), tenant, tenant || lpad((n %% %(units)s)::text, 2, '0'),
    (ARRAY['parent_benefit', 'basic_pension', 'resident_register_copy'])[1 + (n %% 3)::int],
    'p' || lpad(n::text, 8, '0'), (ARRAY['김','이','박','최','정','강','조','윤'])[1 + (n %% 8)::int] ||
        chr((44032 + (n * 7919) %% 11172)::int) || chr((44032 + (n * 104729) %% 11172)::int),
    'resident:' || n, 'own', at, at::date,
    CASE WHEN n %% 10 < 3 THEN (ARRAY['received','working','supplement','notice'])
        [1 + ((n / 10) %% 4)::int] ELSE 'decided' END,
    CASE WHEN n %% 10 < 3 THEN '' ELSE 'granted' END, 'clerk' || n %% 40, at + interval '30 days',
    CASE WHEN n %% 10 < 3 THEN NULL ELSE at + interval '12 days' END, ARRAY['p' || lpad(n::text, 8, '0')],
    '{}', '[]', 3
FROM (SELECT n, 'T' || lpad(t::text, 3, '0') AS tenant,
        now() - (n %% 900) * interval '1 day' - n * interval '1 second' AS at
      FROM (SELECT n, CASE WHEN n <= %(largest)s THEN 0
                           ELSE 1 + floor(%(others)s * power((n * 7919 %% 1000003) / 1000003.0, 3))::int END AS t
            FROM generate_series(1, %(cases)s::bigint) AS n) AS drawn) AS rows
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    with database() as server:
        begun = time.perf_counter()
        filled(server.owner_url, arguments.cases)
        print(f"{arguments.cases:,} cases in {time.perf_counter() - begun:.0f} s")
        for kind in ("cold", "warm"):
            if kind == "cold":
                server.restarted()
            for name, (who, read) in reads().items():
                show(kind, name, who, read, 1 if kind == "cold" else arguments.rounds)


def filled(owner_url: str, cases: int) -> None:
    """The cases, and statistics of them."""
    import psycopg

    numbers = {"cases": cases, "largest": min(LARGEST, cases // 10), "others": TENANTS - 2, "units": UNITS}
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(FILL, numbers)
        connection.execute("VACUUM ANALYZE casework_case")


def reads() -> dict[str, tuple[Principal, Callable[[], object]]]:
    """What clerks do all day."""
    from madang.services.casework.service import queue
    from madang.trust.service import Principal

    roles = ("caseworker",)
    clerk = Principal("official", "clerk7", tenant="T000", units=("T00003", "T00004"), roles=roles, assurance="passkey")
    chief = Principal("official", "clerk8", tenant="T000", roles=roles, assurance="passkey")
    small = Principal("official", "clerk9", tenant="T100", roles=roles, assurance="passkey")
    return {
        "two units: by due day": (clerk, lambda: queue(clerk)),
        "two units: page 200": (clerk, lambda: queue(clerk, page=200)),
        "two units: a state": (clerk, lambda: queue(clerk, state="working")),
        "two units: latest first": (clerk, lambda: queue(clerk, order="filed")),
        "two units: by number": (clerk, lambda: queue(clerk, search="2026-T000-0000043")),
        "two units: by name": (clerk, lambda: queue(clerk, search="김가나")),
        "two units: mine": (clerk, lambda: queue(clerk, mine=True)),
        "largest: by due day": (chief, lambda: queue(chief)),
        "largest: page 200": (chief, lambda: queue(chief, page=200)),
        "largest: one service": (chief, lambda: queue(chief, service="basic_pension")),
        "largest: decided": (chief, lambda: queue(chief, state="decided")),
        "largest: decided, page 200": (chief, lambda: queue(chief, state="decided", page=200)),
        "small: by due day": (small, lambda: queue(small)),
    }


def show(kind: str, name: str, who: Principal, read: Callable[[], object], rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from madang.trust.service import entered

    took, queries = [], 0
    for _ in range(rounds):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured, entered(who):
            read()
        took.append(1_000 * (time.perf_counter() - begun))
        queries = len(captured)
    print(
        f"{kind}  {name:28s} {queries:3d} queries  p50 {statistics.median(took):7.1f}  p95 {p95(took):7.1f} ms",
        flush=True,
    )


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


if __name__ == "__main__":
    main()
