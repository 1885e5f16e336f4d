"""`madang record | decide | explain | recalc`: facts, decisions and recalculations on the command line."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from madang.cli.days import day, moment, today
from madang.cli.in_force import rulebook_in_force
from madang.cli.language import language
from madang.config import connection
from madang.rules.service import ProblemsFound, read_family

REFUSED = 1


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of one of the commands."""
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of labels and errors")
    if command == "record":
        parser.add_argument("file", type=Path, help="a family as YAML or JSON")
        parser.add_argument("--key", required=True, help="names this batch: the same one again writes nothing")
        parser.add_argument("--source", default="ask", help="who says so, for facts without a source of their own")
        parser.add_argument("--since", type=day, help="from when what holds now holds (default: always)")
    if command == "decide":
        parser.add_argument("service")
        parser.add_argument("subject", help="the person's id in the facts")
        parser.add_argument("--date", type=day, default=today(), help="the day asked about (default: today)")
        parser.add_argument("--key", help="names this decision (default: service, person and day)")
        parser.add_argument("--known-at", type=moment, help="as known at this moment (default: now)")
    if command == "explain":
        parser.add_argument("decision", type=int)
        parser.add_argument("--format", choices=("table", "json"), default="table")
    if command == "recalc":
        parser.add_argument("--service", action="append", help="only decisions on this service; may be repeated")
        parser.add_argument("--show", type=int, metavar="NUMBER", help="show an earlier one instead of making one")
        parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it; 0 done, 1 refused with the reasons on standard error."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    from madang.entitlements.service import EntitlementsRefused
    from madang.facts.service import FactsRefused
    from madang.trust.service import entered, system

    try:
        with entered(system("command")):
            return _COMMANDS[command](arguments)
    except (EntitlementsRefused, FactsRefused, ProblemsFound) as refused:
        print(refused.text(arguments.language), file=sys.stderr)
        return REFUSED


def _record(arguments: argparse.Namespace) -> int:
    from madang.facts.service import facts_of_family, record

    rulebook = rulebook_in_force()
    family = read_family(arguments.file.read_bytes(), rulebook, default_date=today(), filename=str(arguments.file))
    told = facts_of_family(rulebook, family, since=arguments.since, source=arguments.source)
    done = record(rulebook, told, key=arguments.key)
    korean = arguments.language == "ko"
    if done.fresh:
        print(f"사실 {len(done.ids)}개를 기록했습니다." if korean else f"{len(done.ids)} facts recorded.")
    else:
        print("이미 기록된 묶음입니다." if korean else "This batch had been recorded before.")
    return 0


def _decide(arguments: argparse.Namespace) -> int:
    from madang.cli.entitlements_tables import decision_line
    from madang.entitlements.service import decide

    key = arguments.key or f"{arguments.service} {arguments.subject} {arguments.date}"
    rulebook = rulebook_in_force()
    made = decide(rulebook, arguments.service, arguments.subject, arguments.date, key=key, known_at=arguments.known_at)
    print(decision_line(made, rulebook, arguments.language))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from madang.cli.entitlements_tables import explained_table
    from madang.entitlements.service import explain

    explained = explain(rulebook_in_force(), arguments.decision)
    if arguments.format == "json":
        found: dict[str, Any] = {
            "decision": explained.decision.pk,
            "same": explained.same,
            "law_holds": explained.law_holds,
            "overtaken": [fact.id for fact in explained.overtaken],
            "answer": json.loads(explained.text),
        }
        _print_json(found)
    else:
        print(explained_table(explained, arguments.language))
    return 0


def _recalc(arguments: argparse.Namespace) -> int:
    from madang.cli.entitlements_tables import csv_rows, proposal_table
    from madang.entitlements.service import find_proposal, proposal_to_dict, recalculate

    if arguments.show is not None:
        proposal = find_proposal(arguments.show)
    else:
        proposal = recalculate(rulebook_in_force(), services=arguments.service, progress=_progress)
    found = proposal_to_dict(proposal)
    if arguments.format == "json":
        _print_json(found)
    elif arguments.format == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows(csv_rows(found))
    else:
        print(proposal_table(found, arguments.language))
    return 0


def _progress(done: int, of: int) -> None:
    """A line that is written over, for whoever watches a terminal."""
    if sys.stderr.isatty() and (done % 20 == 0 or done == of):
        print(f"\r{done:,}/{of:,}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _print_json(value: object) -> None:
    # Escapes of the terminal's own kind would be no JSON; where it cannot write Korean, JSON's own escapes are used.
    everything = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(value, ensure_ascii=not everything, indent=2))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "record": _record,
    "decide": _decide,
    "explain": _explain,
    "recalc": _recalc,
}
