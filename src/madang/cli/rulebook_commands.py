"""`madang rulebook`: drafts and releases of the rules, taken out as files; the worker that works effects out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from madang.cli.language import language
from madang.config import connection
from madang.rules.service import ProblemsFound, Refused

REFUSED = 1


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the subcommands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")
    kinds = parser.add_subparsers(dest="what", required=True, metavar="what")
    drafts = kinds.add_parser("drafts", parents=[shared], help="drafts that are written or reviewed")
    drafts.add_argument("--ended", action="store_true", help="those that were released or withdrawn")
    kinds.add_parser("releases", parents=[shared], help="what was released, and whether it is in force here")
    export = kinds.add_parser("export", parents=[shared], help="a release as a zip of files")
    export.add_argument("number", type=int)
    export.add_argument("--to", type=Path, required=True, help="a new file")
    work = kinds.add_parser("work", parents=[shared], help="work out what drafts would do to everybody")
    work.add_argument("--once", action="store_true", help="what waits now, then stop")
    work.add_argument("--port", type=int, help="answer /health there, for a supervisor")


def run(command: str, arguments: argparse.Namespace) -> int:
    """0 done, 1 refused with the reasons on standard error."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    try:
        return _COMMANDS[arguments.what](arguments)
    except (ProblemsFound, Refused) as refused:
        print(refused.text(arguments.language), file=sys.stderr)
    except FileExistsError as there:
        print(f"이미 있는 파일입니다 / there is such a file already: {there.filename}", file=sys.stderr)
    return REFUSED


def _drafts(arguments: argparse.Namespace) -> int:
    from madang.rulemaking import service as rulemaking
    from madang.trust.service import entered, system

    with entered(system("command")):
        found = rulemaking.drafts(ended=arguments.ended)
    for one in found:
        label = rulemaking.STATE_LABELS[rulemaking.State(one.state)]
        word = label.ko if arguments.language == "ko" else label.en
        print(f"{one.pk}  {one.changed_at.astimezone():%Y-%m-%d %H:%M}  {word}  r{one.revision}  {one.title}")
    return 0


def _releases(arguments: argparse.Namespace) -> int:
    from madang.rulemaking import service as rulemaking

    held = rulemaking.in_force()
    left = {one.number: one.why for one in held.left_out}
    for one in rulemaking.releases():
        print(f"{one.number}  {one.at.astimezone():%Y-%m-%d %H:%M}  {one.title}  {', '.join(one.services)}")
        if why := left.get(one.number):
            ko, en = "시행되지 않음", "not in force"
            print(f"    ✗ {ko}: {why.ko}" if arguments.language == "ko" else f"    ✗ {en}: {why.en}")
    print(held.version)
    return REFUSED if left else 0


def _export(arguments: argparse.Namespace) -> int:
    from madang.rulemaking import service as rulemaking

    one = rulemaking.release_of(arguments.number)
    about = {"title": one.title, "reason": one.reason, "release": one.number, "version": one.version}
    data = rulemaking.archive({path: pair["text"] for path, pair in one.files.items()}, about)
    with arguments.to.open("xb") as written:
        written.write(data)
    return 0


def _work(arguments: argparse.Namespace) -> int:
    from madang.cli.rules_work import work_for_ever, work_once

    if not arguments.once:
        return work_for_ever(arguments.port)
    while work_once():
        pass
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "drafts": _drafts,
    "releases": _releases,
    "export": _export,
    "work": _work,
}
