"""`madang check`, `madang facts`, `madang rules`: the rules on the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter
from pathlib import Path

from madang.cli.rules_tables import answers_table, cases_table, facts_table, sources_table
from madang.rules.service import (
    ProblemsFound,
    Rulebook,
    answer_to_dict,
    check,
    fact_to_dict,
    load_cases,
    load_rulebook,
    next_question,
    read_family,
    run_case,
    sources,
    vocabulary,
)

REFUSED, USED_WRONGLY = 1, 2


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of one of the three commands."""
    parser.add_argument("--language", choices=("ko", "en"), default=_language(), help="language of labels and errors")
    if command == "check":
        parser.add_argument("file", help="a family as YAML or JSON; - reads standard input")
        parser.add_argument("--date", type=dt.date.fromisoformat, help="answer for this day (YYYY-MM-DD)")
    if command in ("check", "facts"):
        parser.add_argument("--service", action="append", help="only this service; may be repeated")
        parser.add_argument("--format", choices=("table", "json"), default="table")
    if command == "rules":
        parser.add_argument("what", choices=("sources", "cases"))
        parser.add_argument("--provenance", action="store_true", help="print where each case's figures come from")
        parser.add_argument("--format", choices=("table", "json"), default="table")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it; 0 done, 1 refused with the reasons on standard error, 2 used wrongly."""
    try:
        rulebook = load_rulebook()
        return _COMMANDS[command](rulebook, arguments)
    except ProblemsFound as found:
        print(found.text(arguments.language), file=sys.stderr)
        return REFUSED


def _check(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    unknown = [id for id in arguments.service or () if id not in rulebook.pack.services]
    if unknown:
        return _no_such_service(unknown, rulebook)
    try:
        data = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}", file=sys.stderr)
        return USED_WRONGLY
    family = read_family(data, rulebook, default_date=_today(), filename=arguments.file, date=arguments.date)
    answers = check(rulebook, family, arguments.service)
    question = next_question(rulebook, family, arguments.service)
    if arguments.format == "json":
        _print_json([answer_to_dict(answer, question) for answer in answers])
    else:
        print(answers_table(answers, question, rulebook, arguments.language))
    return 0


def _facts(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    unknown = [id for id in arguments.service or () if id not in rulebook.pack.services]
    if unknown:
        return _no_such_service(unknown, rulebook)
    facts = vocabulary(rulebook, arguments.service)
    if arguments.format == "json":
        _print_json([fact_to_dict(fact) for fact in facts])
    else:
        print(facts_table(facts, arguments.language))
    return 0


def _rules(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    if arguments.what == "sources":
        rows = sources(rulebook)
        if arguments.format == "json":
            _print_json(rows)
        else:
            print(sources_table(rows, arguments.language))
            counts = Counter(row["certainty"] for row in rows)
            print("\n" + ", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))
        return 0
    results = [(case, run_case(rulebook, case)[1]) for case in load_cases()]
    print(cases_table(results, provenance=arguments.provenance))
    return REFUSED if any(differences for _, differences in results) else 0


def _no_such_service(unknown: list[str], rulebook: Rulebook) -> int:
    known = ", ".join(rulebook.pack.services)
    print(f"{', '.join(unknown)}: 없는 서비스입니다 (no such service). {known}", file=sys.stderr)
    return USED_WRONGLY


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _today() -> dt.date:
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=9))).date()


def _language() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "ko"


_COMMANDS = {"check": _check, "facts": _facts, "rules": _rules}
