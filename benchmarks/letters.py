"""Letters made and sealed: CPU time a letter of each kind, with typst's and the fonts' start apart.

    .venv/bin/python benchmarks/letters.py [--letters 100] [--threads 2]

Every letter is another one (number, name, amount), so nothing of a former one is reused but what a server reuses.
Prints a line a kind, then the same work on several threads, then verification and the memory at the end.
"""

from __future__ import annotations

import argparse
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from madang.documents.letters.tests.samples import SIGNER, certificate, letter
from madang.documents.service import (
    Addressee,
    KeySealer,
    Kind,
    Letter,
    make_seal,
    make_seal_authority,
    pdf,
    seal,
    verify,
)

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    authority = make_seal_authority("마당", begins=BEGAN)
    sealer = KeySealer(make_seal(authority, "48120", "경상남도 창원시", "창원시장", begins=BEGAN))
    first = time.process_time()
    file = seal(pdf(letter(Kind.receipt), SIGNER), sealer)
    print(f"first letter of a process, fonts loaded and templates read: {time.process_time() - first:.3f} s CPU")
    kinds: dict[str, Callable[[], Letter]] = {
        "receipt, 1 page": lambda: letter(Kind.receipt),
        "decision with reasons, 2 pages": lambda: letter(Kind.decision_granted),
        "certificate, 4 members": lambda: certificate("ko", 4),
        "certificate, 12 members": lambda: certificate("ko", 12),
    }
    for name, make in kinds.items():
        rendered, sealed = _timed([_another(make(), number) for number in range(arguments.letters)], sealer)
        print(f"{name}: {rendered:.1f} ms CPU to make, {sealed:.1f} ms to seal, {rendered + sealed:.1f} ms together")
    _together(arguments.letters, arguments.threads, sealer)
    started = time.process_time()
    for _ in range(50):
        assert verify(file, [authority.certificate]).valid
    print(f"verification: {(time.process_time() - started) / 50 * 1000:.1f} ms CPU")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _another(made: Letter, number: int) -> Letter:
    return replace(made, number=f"복지정책과-{number}", addressee=Addressee(f"홍길동 {number}", "경상남도 창원시"))


def _timed(letters: list[Letter], sealer: KeySealer) -> tuple[float, float]:
    """Milliseconds of CPU a letter: to make it, to seal it."""
    started = time.process_time()
    files = [pdf(one, SIGNER) for one in letters]
    made = time.process_time()
    for file in files:
        seal(file, sealer)
    return (made - started) / len(letters) * 1000, (time.process_time() - made) / len(letters) * 1000


def _together(count: int, threads: int, sealer: KeySealer) -> None:
    letters = [_another(letter(Kind.receipt), 10_000 + number) for number in range(count)]

    def work(start: int) -> None:
        for one in letters[start::threads]:
            seal(pdf(one, SIGNER), sealer)

    started, cpu = time.perf_counter(), time.process_time()
    running = [threading.Thread(target=work, args=(start,)) for start in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    spent, burnt = time.perf_counter() - started, time.process_time() - cpu
    print(f"{threads} threads: {count / spent:.0f} letters a second ({spent:.2f} s, {burnt:.2f} s CPU)")


if __name__ == "__main__":
    main()
