"""`python -m tests.rule_faults`: the faults of `faults.txt`, and which worked case sees each; 1 when none sees one.

`--seed N [--each N] [--wide]` draws others; `--grow N` prints lines for `faults.txt` until each service has N there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from madang.rules.binding.rulebook import Rulebook
from madang.rules.service import load_rulebook
from tests.rule_faults.fault import Fault, faults_of
from tests.rule_faults.trying import Cases, Tried, cases_by_service, chosen, listed, tried

FEWEST = 40


def main(argv: Sequence[str] | None = None) -> int:
    """0 when a case sees every fault; 1 when one is uncaught or stale, or there are fewer than forty of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.rule_faults")
    parser.add_argument("--service", action="append", help="only this service; may be repeated")
    parser.add_argument("--seed", type=int, help="draw faults instead of those of faults.txt")
    parser.add_argument("--each", type=int, default=7, help="faults drawn for each service")
    parser.add_argument("--wide", action="store_true", help="also kinds that are seldom a slip of the pen")
    parser.add_argument("--grow", type=int, metavar="N", help="print lines until each service has N")
    arguments = parser.parse_args(argv)
    rulebook = load_rulebook()
    cases = cases_by_service(rulebook)
    if arguments.grow is not None:
        for line in grown(rulebook, cases, arguments.grow, arguments.seed or 1):
            _say(line)
        return 0
    found: list[Tried] = []
    for service, fault in _wanted(rulebook, cases, arguments):
        if service in (arguments.service or [service]):
            found.append(tried(rulebook, service, fault, cases))
            _say(_line(found[-1]))
    return _told(found, part=bool(arguments.service))


def grown(rulebook: Rulebook, cases: Cases, each: int, seed: int) -> Iterator[str]:
    """Lines for faults.txt: faults that a case sees, for services that have fewer than `each` there."""
    held = Counter(service for service, _ in listed())
    known = {id for _, id in listed()}
    for service, fault in chosen(rulebook, cases, seed, 4 * each):
        if (
            held[service] < each
            and fault.id not in known
            and tried(rulebook, service, fault, cases).verdict == "caught"
        ):
            held[service] += 1
            yield f"{service} {fault.id}"


def _wanted(rulebook: Rulebook, cases: Cases, arguments: argparse.Namespace) -> list[tuple[str, Fault]]:
    if arguments.seed is not None:
        return chosen(rulebook, cases, arguments.seed, arguments.each, wide=arguments.wide)
    every = {fault.id: fault for fault in faults_of(rulebook.pack)}
    gone = [id for _, id in listed() if id not in every]
    for id in gone:
        _say(f"stale: {id} is no fault of this rulebook any more")
    return [] if gone else [(service, every[id]) for service, id in listed()]


def _told(found: list[Tried], *, part: bool) -> int:
    counts = Counter(one.verdict for one in found)
    _say("\n" + ", ".join(f"{verdict}: {count}" for verdict, count in sorted(counts.items())))
    for one in found:
        if one.verdict == "UNCAUGHT":
            _say(f"uncaught: {one.fault.id} ({one.fault.about})")
    few = not part and counts["caught"] + counts["UNCAUGHT"] < FEWEST
    return 1 if counts["UNCAUGHT"] or few else 0


def _line(one: Tried) -> str:
    seen = f"{one.case}: {one.differs[:80]}" if one.case else ""
    return f"{one.verdict:13} {one.service:16} {one.fault.kind:32} {one.fault.id}  {seen}".rstrip()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
