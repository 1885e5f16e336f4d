"""`madang catalogue` and `madang match`: many services at once."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from madang.cli import catalogue_listed
from madang.cli.days import day, today
from madang.cli.language import language
from madang.cli.rules_commands import MOST_READ, REFUSED, UNREADABLE, USED_WRONGLY
from madang.rules.service import (
    KOREA,
    Fault,
    Match,
    ProblemsFound,
    Question,
    Rulebook,
    Standing,
    load_rulebook,
    read_family,
    services_for,
    table_on,
)

SHOWN = 20
"""Services of each status that the table lists."""
WORDS = {
    "eligible": ("받을 수 있음", "eligible"),
    "unknown": ("더 확인 필요", "unknown"),
    "ineligible": ("해당 없음", "not eligible"),
}

LIKELY = ("(가능성, 결정 아님) ", "(likely, no decision) ")
"""Before the name of a service of which only a part is known."""


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of one of the two commands."""
    if command == "catalogue":
        kinds = parser.add_subparsers(dest="what", required=True, metavar="what")
        make = kinds.add_parser("make", help="a pack of made-up services, to be laid over the Korean one")
        publish = kinds.add_parser("publish", help="the made-up catalogue as 정부24's pages, dirt and all")
        for one in (make, publish):
            _shared(one)
            one.add_argument("folder", type=Path, help="where it is written; a former one there is replaced")
            one.add_argument("--services", type=int, default=10_924, help="how many (default: %(default)s)")
            one.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
        catalogue_listed.add_arguments(kinds)
    else:
        _shared(parser)
        parser.add_argument("file", help="a family as YAML or JSON; - reads standard input")
        parser.add_argument("--catalogue", type=Path, required=True, help="folder of a pack, laid over the Korean one")
        parser.add_argument("--date", type=day, help="answer for this day (YYYY-MM-DD)")
        parser.add_argument("--show", type=int, default=SHOWN, help="services listed of each status")


def _shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=("ko", "en"), default=language())
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(command: str, arguments: argparse.Namespace) -> int:
    """0 done, 1 refused with the reasons on standard error, 2 used wrongly."""
    try:
        if command == "match":
            return _match(arguments)
        return {"make": _catalogue, "publish": _publish}.get(arguments.what, catalogue_listed.run)(arguments)
    except ProblemsFound as found:
        print(found.text(arguments.language), file=sys.stderr)
        return REFUSED


def _catalogue(arguments: argparse.Namespace) -> int:
    from madang.simulation.service import make_catalogue

    try:
        mix = make_catalogue(arguments.services, arguments.seed, arguments.folder)
    except ValueError as refused:
        print(refused, file=sys.stderr)
        return USED_WRONGLY
    if arguments.format == "json":
        print(json.dumps(mix, indent=2))
        return 0
    ko = arguments.language == "ko"
    print(
        f"{arguments.folder}: "
        + (f"모의 서비스 {mix['services']:,}개" if ko else f"{mix['services']:,} made-up services")
    )
    print(
        f"조건 {mix['conditions_a_service']}개, 검사 {mix['tests_a_service']}개 (서비스마다)"
        if ko
        else f"{mix['conditions_a_service']} conditions and {mix['tests_a_service']} tests a service"
    )
    for name, count in (mix["levels"] | mix["kinds"]).items():
        print(f"  {name:<14}{count:>8,}{count / mix['services']:>8.1%}")
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    from madang.simulation.service import publish_catalogue

    try:
        found = publish_catalogue(arguments.services, arguments.seed, arguments.folder)
    except (OSError, ValueError) as refused:
        print(refused, file=sys.stderr)
        return USED_WRONGLY
    rows = {part: len(rows) for part, rows in found.rows.items()}
    if arguments.format == "json":
        print(json.dumps({"rows": rows, "refused": dict(found.refused)}, indent=2))
        return 0
    for name, count in (rows | dict(sorted(found.refused.items()))).items():
        print(f"  {name:<18}{count:>8,}")
    return 0


def _match(arguments: argparse.Namespace) -> int:
    rulebook = load_rulebook([KOREA, arguments.catalogue])
    try:
        data = _read(arguments.file)
    except OSError as error:
        ko, en = UNREADABLE.get(error.errno or 0, (str(error.strerror), str(error.strerror)))
        print(f"{arguments.file}: {ko if arguments.language == 'ko' else en}", file=sys.stderr)
        return USED_WRONGLY
    family = read_family(data, rulebook, default_date=today(), filename=arguments.file, date=arguments.date)
    table = table_on(rulebook, family.date, [service.id for service in services_for(rulebook, family)])
    begun = time.process_time()
    match = table.match(family)
    question = match.next_question()
    spent = (time.process_time() - begun) * 1000
    outcomes = Standing(rulebook, family).outcomes(table.refused)
    others = {id: outcome.status for id, outcome in outcomes.items()}
    faults = [*match.faults, *(Fault(id, "", one.fault) for id, one in outcomes.items() if one.fault is not None)]
    likely = {id for id in match.statuses | others if str(family.date.year) in rulebook.pack.services[id].partial}
    if arguments.format == "json":
        print(json.dumps(_as_json(match, others, faults, question, likely), ensure_ascii=False, indent=2))
    else:
        print(_as_table(rulebook, match, others, faults, question, likely, arguments))
        print(f"({len(match.services):,}, {spent:.1f} ms)")
    return 0


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_READ)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_READ)


def _as_json(
    match: Match, others: dict[str, str], faults: Sequence[Fault], question: Question | None, likely: set[str]
) -> dict[str, Any]:
    return {
        "statuses": match.statuses | others,
        "likely": sorted(likely),
        "missing": {
            service.id: [{"fact": fact, "entity": entity} for fact, entity in match.missing(service.id)]
            for service in match.services
            if match.missing(service.id)
        },
        "next_question": None if question is None else {"fact": question.key[0], "entity": question.key[1]},
        "faults": [
            {"service": fault.service, "clause": fault.clause, "ko": fault.reason.ko, "en": fault.reason.en}
            for fault in faults
        ],
    }


def _as_table(
    rulebook: Rulebook,
    match: Match,
    others: dict[str, str],
    faults: Sequence[Fault],
    question: Question | None,
    likely: set[str],
    arguments: argparse.Namespace,
) -> str:
    second = arguments.language != "ko"
    statuses = match.statuses | others
    lines = []
    for status, words in WORDS.items():
        ids = [id for id, found in statuses.items() if found == status]
        lines.append(f"{words[second]}: {len(ids):,}")
        ids.sort(key=lambda id: id in likely)
        for id in ids[: arguments.show if status != "ineligible" else 0]:
            service = rulebook.pack.services[id]
            mark = LIKELY[second] if id in likely else ""
            lines.append(f"  {mark}{service.label.en if second else service.label.ko} [{id}] {service.agency}")
    lines += [
        f"! {fault.service}{'.' * bool(fault.clause)}{fault.clause}: {fault.reason.en if second else fault.reason.ko}"
        for fault in faults[: arguments.show]
    ]
    if len(faults) > arguments.show:
        more = len(faults) - arguments.show
        lines.append(f"! … {more:,} more" if second else f"! … 외 {more:,}건")
    if question is not None:
        asked = question.fact.question or question.fact.label
        intro = "Next question" if second else "다음 질문"
        waiting = (
            f"{len(question.services):,} services wait for it" if second else f"서비스 {len(question.services):,}개"
        )
        lines.append(
            f"{intro}: {asked.en if second else asked.ko}  [{question.fact.name} — {question.entity}] ({waiting})"
        )
    return "\n".join(lines)
