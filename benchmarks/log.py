"""The tamper-evident log on PostgreSQL with fsync on: entries a second, proofs a second, the audit of an export.

    python -m benchmarks.log [--entries 100000] [--proofs 500]

Wall time is told where the disk is waited for, CPU time of this process beside it; on a shared machine only the latter
means much.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.database import database

TENANT, BAR, SOON = "48170", 5_000, 0.1
"""Entries a second, batched; seconds from the commit of an entry to its place, the median in a quiet house."""


@contextmanager
def told(what: str, count: int) -> Iterator[None]:
    """Prints how many a second."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"{what}: {count:,} in {wall:.2f} s ({count / wall:,.0f}/s), CPU {cpu:.2f} s ({count / max(cpu, 1e-9):,.0f}/s)"
    )


def batched(entries: int, batch: int = 10_000) -> float:
    """Entries a second, from making the rows to a signed head over them; each batch is two transactions."""
    from madang.trust.context import entered
    from madang.trust.log.sequencer import sequence_batch
    from madang.trust.log_row import log_row
    from madang.trust.principals import system
    from madang.trust.writing import write

    begun = time.perf_counter()
    with told("batched, with places, tiles and a signed head", entries):
        for first in range(0, entries, batch):
            with entered(system("bench")):
                write([
                    log_row(
                        tenant=TENANT, kind="exchange", name="bench", actor="system:bench",
                        body={"n": number, "ground": {"law": "전자정부법 §36", "kind": "joint_use"}, "what": ["a"]},
                        subject=f"p{number % 5000:07d}",
                    )
                    for number in range(first, first + batch)
                ])  # fmt: skip
            assert sequence_batch(TENANT, batch) is not None
    return entries / (time.perf_counter() - begun)


@contextmanager
def sequenced() -> Iterator[None]:
    """A sequencer beside what is done within."""
    from django.db import connection

    from madang.trust.log.running import Running

    running = Running()

    def sequencer() -> None:
        running.run()
        connection.close()

    sequencing = threading.Thread(target=sequencer)
    sequencing.start()
    try:
        yield
    finally:
        running.stop.set()
        sequencing.join()


def at_once(threads: int, work: Callable[[int], None], what: str, count: int) -> None:
    """Calls work(number) for each of `count` numbers from several threads, and tells how many a second. Raises what one
    of them raised."""
    from django.db import connection

    failed: list[Exception] = []

    def some(first: int) -> None:
        try:
            for number in range(first, count, threads):
                work(number)
        except Exception as error:  # raised below: a thread has nobody to raise it to
            failed.append(error)
        finally:
            connection.close()

    with sequenced(), told(f"{what}, {threads} at once", count):
        workers = [threading.Thread(target=some, args=(first,)) for first in range(threads)]
        for each in workers:
            each.start()
        for each in workers:
            each.join()
    if failed:
        raise failed[0]


def singly(entries: int, threads: int = 8) -> None:
    """One entry a transaction from several threads, a sequencer beside them."""
    from madang.trust.context import entered
    from madang.trust.log_row import log_row
    from madang.trust.principals import system
    from madang.trust.writing import write

    def work(number: int) -> None:
        with entered(system("bench")):
            write([log_row(tenant=TENANT, kind="act", name="bench", actor="system:bench", body={"n": number})])

    at_once(threads, work, "one a transaction, sequenced meanwhile", entries)


def soon(entries: int = 50) -> float:
    """Seconds from the commit of an entry of a quiet house to its place, the median; looked for every 2 ms."""
    from madang.trust.context import entered
    from madang.trust.log.models import Leaf
    from madang.trust.log_row import log_row
    from madang.trust.principals import system
    from madang.trust.writing import write

    times = []
    with sequenced():
        for number in range(entries):
            time.sleep(0.05 + number % 7 * 0.05)  # asleep, or just about to be
            before = Leaf.objects.count()
            with entered(system("bench")):
                write([log_row(tenant=TENANT, kind="act", name="bench", actor="system:bench", body={"n": number})])
            begun = time.perf_counter()
            while Leaf.objects.count() == before:
                time.sleep(0.002)
            times.append(time.perf_counter() - begun)
    times.sort()
    median = times[len(times) // 2]
    print(f"from commit to its place, one at a time: median {median * 1000:.0f} ms, slowest of {entries} "
          f"{times[-1] * 1000:.0f} ms")  # fmt: skip
    return median


def acts(count: int, threads: int) -> None:
    """Whole acts of the house: applications begun by residents, each found, locked, asked of the policy, kept and on
    record in one durable transaction, its once-only key too; a sequencer beside them."""
    from madang.services.applications.service import Begin
    from madang.trust.service import Principal, perform

    def work(number: int) -> None:
        person = f"p{threads}-{number:07d}"
        resident = Principal("resident", person, person=person, assurance="passkey")
        perform(Begin("parent_benefit", person, resident.actor), resident, key=f"begin-{person}")

    work(count)  # policies and procedures are read once in a process
    at_once(threads, work, "whole acts, sequenced meanwhile", count)


def proofs(count: int, entries: int) -> int:
    """Proofs made from the database and checked by the verifier that shares nothing with it; how many failed."""
    from madang.trust.audit.bundle import NotProven, verify_bundle
    from madang.trust.context import entered
    from madang.trust.log.models import Leaf
    from madang.trust.log.proving import proof_bundle
    from madang.trust.log.signing import log_keys
    from madang.trust.principals import system

    ids = list(Leaf.objects.filter(tenant=TENANT).order_by("index").values_list("pk", flat=True)[:: entries // count])
    with told("proofs made", len(ids)), entered(system("bench")):
        bundles = [proof_bundle(id) for id in ids]
    keys, failed = tuple(log_keys(TENANT)), 0
    with told("proofs checked by the independent verifier", len(ids)):
        for bundle in bundles:
            try:
                verify_bundle(bundle, keys)
            except NotProven:
                failed += 1
    print(f"  {len(bundles[0]):,} bytes each; {failed} failed")
    return failed


def audited(folder: Path, entries: int) -> int:
    """An export and its audit, in a process of its own for its memory; how many findings."""
    from madang.trust.audit.export import export
    from madang.trust.audit.live import Live

    with told("exported", entries):
        export(Live(TENANT), folder)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        from madang.trust.audit.source import Folder
        from madang.trust.audit.verify import audit

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with told("audited from the export", entries):
            report = audit(Folder(folder))
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"  {report.by.total()} findings, {more:.0f} MB more at the peak", flush=True)
        os._exit(0 if report.holds else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> int:
    """0 when the bar is met and everything holds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--proofs", type=int, default=500)
    given = parser.parse_args()
    with database(), tempfile.TemporaryDirectory() as folder:
        from django.db import connection

        connection.close()
        connection.settings_dict["OPTIONS"].pop("pool", None)  # each thread has a connection of its own
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
            print("fsync, synchronous_commit:", cursor.fetchone())
        rate = batched(given.entries)
        singly(min(given.entries, 4_000))
        median = soon()
        for threads in (1, 8):
            acts(min(given.entries, 2_000), threads)
        failed = proofs(given.proofs, given.entries)
        failed += audited(Path(folder) / "export", given.entries)
    print(f"bar of {BAR:,} entries/s batched: {'met' if rate >= BAR else 'missed'} ({rate:,.0f})")
    print(f"bar of {SOON} s to its place: {'met' if median <= SOON else 'missed'} ({median:.3f})")
    return 0 if rate >= BAR and median <= SOON and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
