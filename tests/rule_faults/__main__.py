"""`python -m tests.rule_faults [--seed N] [--each N] [--service ID]`: which worked case sees each fault; 1 for none."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from madang.rules.service import load_rulebook
from tests.rule_faults.trying import Tried, cases_by_service, chosen, tried


def main(argv: Sequence[str] | None = None) -> int:
    """0 when a case sees every fault; 1 when one is uncaught, or there are fewer than forty of the whole rulebook."""
    parser = argparse.ArgumentParser(prog="python -m tests.rule_faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=7, help="faults for each service")
    parser.add_argument("--service", action="append", help="only this service; may be repeated")
    arguments = parser.parse_args(argv)
    rulebook = load_rulebook()
    cases = cases_by_service(rulebook)
    found: list[Tried] = []
    for service, fault in chosen(rulebook, cases, arguments.seed, arguments.each):
        if service in (arguments.service or [service]):
            found.append(tried(rulebook, service, fault, cases))
            _say(_line(found[-1]))
    counts = Counter(one.verdict for one in found)
    _say("\n" + ", ".join(f"{verdict}: {count}" for verdict, count in sorted(counts.items())))
    for one in found:
        if one.verdict == "UNCAUGHT":
            _say(f"uncaught: {one.fault.id} ({one.fault.about})")
    few = not arguments.service and counts["caught"] + counts["UNCAUGHT"] < 40
    return 1 if counts["UNCAUGHT"] or few else 0


def _line(one: Tried) -> str:
    seen = f"{one.case}: {one.differs[:80]}" if one.case else ""
    return f"{one.verdict:13} {one.service:16} {one.fault.kind:32} {one.fault.id}  {seen}".rstrip()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
