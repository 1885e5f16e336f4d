"""`madang catalogue import | show | likely | quarantine`: what the state's portals list, brought in and looked at."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang.cli.days import day, today
from madang.cli.language import language
from madang.cli.rules_commands import REFUSED, USED_WRONGLY
from madang.config import connection, environment
from madang.rules.service import Label, Refused

if TYPE_CHECKING:
    from madang.services.catalogue.listed.service import Shown, Step

SOURCES = ("gov24", "bokjiro_central", "bokjiro_local")
PHASES = {
    "reading": Label("읽는 중", "reading"),
    "settling": Label("견주는 중", "comparing"),
    "closing": Label("마무리", "closing"),
    "done": Label("끝", "done"),
    "given_up": Label("그만둠", "given up"),
}
WHAT = {
    "new": Label("새로", "new"),
    "changed": Label("바뀜", "changed"),
    "returned": Label("돌아옴", "returned"),
    "unchanged": Label("그대로", "unchanged"),
    "withdrawn": Label("사라짐", "withdrawn"),
    "kept": Label("격리되어 앞의 것을 둠", "kept as last read, for its row is in quarantine"),
    "place_unclear": Label("기관의 지역이 분명하지 않음", "whose agency is no one region"),
    "deadline_text": Label("신청기한을 글로만 둠", "whose deadline stays text"),
}

LIKELY = {
    "written": Label("서비스를 썼습니다 (가능성만, 결정이 아님)", "services written (likely only, no decision)"),
    "no_conditions": Label("조건을 읽을 수 없음", "whose conditions could not be read"),
    "unknown_code": Label("모르는 조건 코드가 있음", "with a condition of an unknown code"),
    "place_unclear": Label("기관의 지역이 분명하지 않음", "whose agency is no one region"),
    "place_of_a_gu": Label("일반구의 서비스", "of a district inside a city"),
    "ended": Label("신청기한이 지남", "whose deadline is past"),
    "computed": Label("규칙이 직접 계산하는 서비스", "that the rulebook computes"),
    "same_name": Label("같은 이름으로 적히는 ID", "whose id is written like another's"),
}


def add_arguments(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the three."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")
    shared.add_argument("--format", choices=("table", "json"), default="table")
    shared.add_argument("--source", choices=SOURCES, default="gov24", help="whose list (default: %(default)s)")
    bring = kinds.add_parser("import", parents=[shared], help="bring a portal's list in, as a difference")
    bring.add_argument("address", help="a folder of downloaded pages, or the address before the parts' names")
    bring.add_argument("--date", type=day, default=today(), help="the day whose regions agencies are read for")
    bring.add_argument("--rows", type=int, default=1_000, help="rows of a page over HTTP (default: %(default)s)")
    bring.add_argument("--afresh", action="store_true", help="give up an import that was stopped, and begin anew")
    bring.add_argument("--withdraw-many", action="store_true", help="it is right that so many services are gone")
    show = kinds.add_parser("show", parents=[shared], help="how things stand, or one service")
    show.add_argument("key", nargs="?", help="the portal's id of a service, or the rulebook's name of one")
    show.add_argument("--unclear", action="store_true", help="services whose agency is no one region")
    show.add_argument("--changes", action="store_true", help="what the last import changed")
    show.add_argument("--most", type=int, default=50)
    likely = kinds.add_parser("likely", parents=[shared], help="what is listed as a pack for `madang match`")
    likely.add_argument("folder", type=Path, help="where the pack is written; a former one there is replaced")
    likely.add_argument("--date", type=day, default=today(), help="the day whose regions agencies are read for")
    held = kinds.add_parser("quarantine", parents=[shared], help="rows that were not taken, with the reason")
    held.add_argument("--reason", default="", help="only of this code")
    held.add_argument("--most", type=int, default=50)


def run(arguments: argparse.Namespace) -> int:
    """0 done, 1 refused with the reasons on standard error, 2 used wrongly."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    try:
        return _COMMANDS[arguments.what](arguments)
    except Refused as refused:
        print(refused.text(arguments.language), file=sys.stderr)
        return REFUSED


def _import(arguments: argparse.Namespace) -> int:
    from madang.services.catalogue.listed.service import import_from, source_at

    if not 1 <= arguments.rows <= 10_000:
        print("--rows: 1…10000", file=sys.stderr)
        return USED_WRONGLY
    key = environment.text("MADANG_OPEN_DATA_KEY")
    source = source_at(arguments.source, arguments.address, key=key, rows=arguments.rows)
    told = (lambda _: None) if arguments.format == "json" else lambda step: _progress(step, arguments.language)
    done = import_from(
        source, arguments.date, told=told, afresh=arguments.afresh, many=arguments.withdraw_many
    )  # fmt: skip
    if arguments.format == "json":
        print(json.dumps({
            "import": done.id, "resumed": done.resumed, "rows_in": done.rows_in, "accepted": done.accepted,
            "quarantined": done.quarantined, "counts": done.counts,
        }, ensure_ascii=False, indent=2))  # fmt: skip
        return 0
    second = arguments.language != "ko"
    print(
        f"{done.rows_in:,} rows = {done.accepted:,} accepted + {done.quarantined:,} in quarantine"
        if second
        else f"{done.rows_in:,}행 = 받음 {done.accepted:,} + 격리 {done.quarantined:,}"
    )
    for line in _counts(done.counts, arguments.language):
        print(line)
    return 0


def _progress(step: Step, language: str) -> None:
    """A line for every committed step, so that whoever reads the output sees where it stands."""
    phase = PHASES[step.phase].ko if language == "ko" else PHASES[step.phase].en
    where = {"reading": f" {step.part} {step.page}", "settling": f" {step.after}"}.get(step.phase, "")
    rows = f" ({step.rows:,}{'행' if language == 'ko' else ' rows'})" if step.rows else ""
    print(f"{phase}{where}{rows}", flush=True)


def _counts(counts: dict[str, Any], language: str) -> list[str]:
    lines = [
        f"  {label.ko if language == 'ko' else label.en}: {counts[name]:,}"
        for name, label in WHAT.items()
        if counts.get(name)
    ]
    return lines + [f"  ! {code}: {count:,}" for code, count in counts.get("reasons", {}).items()]


def _show(arguments: argparse.Namespace) -> int:
    from madang.services.catalogue.listed import service as listed

    ko = arguments.language == "ko"
    if arguments.key:
        found = listed.shown(arguments.key)
        if not found:
            print(
                f"'{arguments.key}' 서비스가 목록에 없습니다." if ko else f"no service '{arguments.key}' is listed",
                file=sys.stderr,
            )
            return REFUSED
        for one in found:
            print(json.dumps(_whole(one), ensure_ascii=False, indent=2))
        return 0
    if arguments.unclear:
        for one in listed.unclear(arguments.source, arguments.most):
            why = one.said["place"]["why"]["ko" if ko else "en"]
            print(f"{one.key}  {one.said['name']}  {why}")
        return 0
    if arguments.changes:
        for kind, key, name, fields in listed.changed(arguments.source, arguments.most):
            said = WHAT[kind].ko if ko else WHAT[kind].en
            print(f"{said}  {key}  {name}" + (f"  ({', '.join(fields)})" if fields else ""))
        return 0
    return _overview(arguments)


def _overview(arguments: argparse.Namespace) -> int:
    from madang.services.catalogue.listed import service as listed

    ko, counts = arguments.language == "ko", listed.listed_counts()
    last = listed.last_import(arguments.source)
    if arguments.format == "json":
        print(json.dumps({"listed": counts, "last_import": last}, ensure_ascii=False, indent=2, default=str))
        return 0
    for source, found in sorted(counts.items()):
        print(
            f"{source}: {found['listed']:,}개, 사라짐 {found['withdrawn']:,}개, 지역 불분명 {found['unclear']:,}개"
            if ko
            else f"{source}: {found['listed']:,} listed, {found['withdrawn']:,} withdrawn, {found['unclear']:,} unclear"
        )
    if last is None:
        print(
            "가져온 적이 없습니다. madang catalogue import 폴더(또는 주소)로 가져오세요."
            if ko
            else "Nothing was imported yet: madang catalogue import FOLDER, or an address."
        )
        return 0
    phase = PHASES[last["phase"]]
    print(f"{last['begun_at']:%Y-%m-%d %H:%M} {last['address']}: {phase.ko if ko else phase.en}")
    for line in _counts(last["counts"], arguments.language):
        print(line)
    return 0


def _whole(one: Shown) -> dict[str, Any]:
    changes = [{"import": of, "kind": kind, "fields": list(fields)} for of, kind, fields in one.changes]
    return {"source": one.source, "service": one.service, "withdrawn": one.withdrawn, **one.said, "changes": changes}


def _likely(arguments: argparse.Namespace) -> int:
    from madang.services.catalogue.listed.service import write_likely

    try:
        counts = write_likely(arguments.source, arguments.folder, arguments.date)
    except ValueError as refused:
        print(refused, file=sys.stderr)
        return USED_WRONGLY
    if arguments.format == "json":
        print(json.dumps(counts, indent=2))
        return 0
    for name, count in counts.items():
        said = LIKELY[name].ko if arguments.language == "ko" else LIKELY[name].en
        print(f"{count:>8,}  {said}")
    return 0


def _quarantine(arguments: argparse.Namespace) -> int:
    from madang.services.catalogue.listed.service import quarantine

    found = quarantine(arguments.source, code=arguments.reason, most=arguments.most)
    if arguments.format == "json":
        print(json.dumps([
            {"source": one.source, "part": one.part, "key": one.key, "code": one.code, "ko": one.ko, "en": one.en,
             "times": one.times, "body": one.body} for one in found
        ], ensure_ascii=False, indent=2))  # fmt: skip
        return 0
    for one in found:
        times = f" ×{one.times}" if one.times > 1 else ""
        print(f"{one.part}  {one.key or '-'}  {one.code}{times}: {one.ko if arguments.language == 'ko' else one.en}")
    if not found:
        print("격리된 행이 없습니다." if arguments.language == "ko" else "Nothing is in quarantine.")
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "import": _import,
    "show": _show,
    "likely": _likely,
    "quarantine": _quarantine,
}
