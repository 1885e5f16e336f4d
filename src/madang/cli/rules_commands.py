"""`madang check`, `madang facts`, `madang rules`: the rules on the command line."""

from __future__ import annotations

import argparse
import errno
import json
import sys
from pathlib import Path

from madang.cli.book_commands import BOOK, read_book
from madang.cli.book_tables import counts_table
from madang.cli.days import day, today
from madang.cli.language import language
from madang.cli.rules_tables import answers_table, cases_table, facts_table, sources_table
from madang.rules.service import (
    Label,
    ProblemsFound,
    Rulebook,
    answer_to_dict,
    check,
    differing_lines,
    fact_to_dict,
    load_cases,
    load_rulebook,
    next_question,
    read_family,
    refused_by_conditions,
    run_case,
    sources,
    vocabulary,
    worked_cases,
)

REFUSED, USED_WRONGLY = 1, 2
MOST_READ = 1_000_001  # one byte above what a family may have: enough to be refused, and no more is read
UNREADABLE = {
    errno.ENOENT: ("파일이 없습니다", "no such file"),
    errno.EISDIR: ("파일이 아니라 폴더입니다", "this is a folder, not a file"),
    errno.EACCES: ("읽을 권한이 없습니다", "no permission to read it"),
}


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of one of the three commands."""
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of labels and errors")
    if command == "check":
        parser.add_argument("file", help="a family as YAML or JSON; - reads standard input")
        parser.add_argument("--date", type=day, help="answer for this day (YYYY-MM-DD)")
    if command in ("check", "facts"):
        parser.add_argument("--service", action="append", help="only this service; may be repeated")
        parser.add_argument("--format", choices=("table", "json"), default="table")
    if command == "rules":
        parser.add_argument("what", choices=("sources", "cases", "engines", "sheet", *BOOK))
        parser.add_argument("file", nargs="?", help="sheet: a decision table (xlsx, ods, csv), or a service (yaml); "
                            "cases: only those of this service")  # fmt: skip
        parser.add_argument("--to", help="sheet: write the definition to this new file (xlsx, ods, csv, yaml); "
                            "document: write the pages into this folder")  # fmt: skip
        parser.add_argument("--date", type=day, help="engines, document: of the law on this day (default: today)")
        parser.add_argument("--years", nargs=2, type=int, metavar=("FIRST", "LAST"), default=(2025, 2026),
                            help="changes, document: from the end of one year to that of another")  # fmt: skip
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
        return _no_such_service(unknown, rulebook, arguments.language)
    try:
        data = _read(arguments.file)
    except OSError as error:
        ko, en = unreadable(error)
        print(f"{arguments.file}: {ko if arguments.language == 'ko' else en}", file=sys.stderr)
        return USED_WRONGLY
    family = read_family(data, rulebook, default_date=today(), filename=arguments.file, date=arguments.date)
    answers = check(rulebook, family, arguments.service)
    question = next_question(rulebook, family, arguments.service)
    if arguments.format == "json":
        _print_json([answer_to_dict(answer, question) for answer in answers])
    else:
        print(answers_table(answers, question, rulebook, arguments.language))
    return 0


def unreadable(error: OSError) -> tuple[str, str]:
    """Why a file could not be read, in both languages."""
    return UNREADABLE.get(error.errno or 0, (f"읽을 수 없습니다 ({error.strerror})", str(error.strerror)))


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_READ)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_READ)


def _facts(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    unknown = [id for id in arguments.service or () if id not in rulebook.pack.services]
    if unknown:
        return _no_such_service(unknown, rulebook, arguments.language)
    facts = vocabulary(rulebook, arguments.service)
    if arguments.format == "json":
        _print_json([fact_to_dict(fact) for fact in facts])
    else:
        print(facts_table(facts, arguments.language))
    return 0


def _rules(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    if arguments.file is not None and arguments.what not in ("sheet", "cases"):
        said = Label(f"{arguments.what}에는 이 말을 적지 않습니다.", f"{arguments.what} takes no such word")
        print(f"{arguments.file}: {_said(said, arguments)}", file=sys.stderr)
        return USED_WRONGLY
    if arguments.what == "sources":
        rows = sources(rulebook)
        if arguments.format == "json":
            _print_json(rows)
        else:
            print(sources_table(rows, arguments.language))
            print("\n" + counts_table(rulebook, arguments.language))
        return 0
    if arguments.what in BOOK:
        return read_book(rulebook, arguments)
    if arguments.what == "sheet":
        from madang.cli.sheet_commands import sheet

        return sheet(rulebook, arguments)
    if arguments.what == "engines":
        return _engines(rulebook, arguments)
    return _cases(rulebook, arguments)


def _cases(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    """The worked cases of what comes with the product and of every pack of the home that is in use, or those of one
    service, with what differs."""
    if arguments.file is not None and arguments.file not in rulebook.pack.services:
        return _no_such_service([arguments.file], rulebook, arguments.language)
    results = [(case, run_case(rulebook, case)[1]) for case in load_cases() if arguments.file in (None, case.service)]
    unread: list[str] = []
    for pack in (one for one in rulebook.regional if one.of_home):
        try:
            own = [case for case in worked_cases(pack) if arguments.file in (None, case.service)]
        except ProblemsFound as found:
            unread.append(found.text(arguments.language))
        else:
            results += [(case, differing_lines(rulebook, case)) for case in own]
    print(cases_table(results, provenance=arguments.provenance))
    if unread:
        print("\n".join(unread), file=sys.stderr)
    return REFUSED if unread or any(differing for _, differing in results) else 0


def _engines(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    """Which engine can run which service, and why not."""
    from madang.rules.columns.service import refusals

    date = arguments.date or today()
    conditions = refused_by_conditions(rulebook, date)
    rows: list[tuple[str, str, list[str]]] = []
    for id, found in refusals(rulebook, date).items():
        rows += [(id, "interpreter", []), (id, "columns", [f"{what}: {_said(why, arguments)}" for what, why in found])]
        for engine, refused in zip(("table", "bitmaps"), conditions.get(id, (None, None)), strict=True):
            rows.append((id, engine, [] if refused is None else [_said(refused, arguments)]))
    if arguments.format == "json":
        _print_json([{"service": id, "engine": engine, "runs": not why, "reasons": why} for id, engine, why in rows])
        return 0
    for id, engine, why in rows:
        print(f"{'✗' if why else '✓'} {id:20} {engine}  {'; '.join(why)}".rstrip())
    return 0


def _said(label: Label, arguments: argparse.Namespace) -> str:
    return label.ko if arguments.language == "ko" else label.en


def _no_such_service(unknown: list[str], rulebook: Rulebook, language: str) -> int:
    known = ", ".join(rulebook.pack.services)
    said = f"없는 서비스입니다. 있는 것: {known}" if language == "ko" else f"no such service; there are {known}"
    print(f"{', '.join(unknown)}: {said}", file=sys.stderr)
    return USED_WRONGLY


def _print_json(value: object) -> None:
    # Escapes of the terminal's own kind would be no JSON; where it cannot write Korean, JSON's own escapes are used.
    print(json.dumps(value, ensure_ascii=not _writes_everything(), indent=2))


def _writes_everything() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


_COMMANDS = {"check": _check, "facts": _facts, "rules": _rules}
