"""`madang enrol | follow | standing | alerts`: where residents stand, kept up with facts, days and law."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from typing import Any

from madang.cli.days import day, today
from madang.cli.heartbeat import heartbeat
from madang.cli.in_force import rulebook_in_force
from madang.cli.language import language
from madang.cli.rules_tables import MARKS, STATUS
from madang.config import connection, environment
from madang.rules.service import ProblemsFound, Rulebook, installed_rulebook

REFUSED = 1
PAUSE = 5.0
"""Seconds after which it looks whether the day has changed, should nothing ring."""
AT_ONCE = 5
"""Residents read beforehand between two looks whether something has rung: some 100 ms where nobody is known yet."""
APART = 0.08
"""Seconds in which what is recorded is taken together: each transaction has its own cost, however few it reaches."""
NEVER = 1_000_000_000
AWAY = 0.5
"""Seconds before a database that is away is tried again."""


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of one of the commands."""
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of labels and errors")
    if command in ("enrol", "follow"):
        parser.add_argument("--date", type=day, help="the day to stand on (default: today)")
    if command == "enrol":
        parser.add_argument("person", nargs="+", help="ids of persons in the facts")
    if command == "follow":
        parser.add_argument("--once", action="store_true", help="what waits now, then stop")
        parser.add_argument("--port", type=int, help="answer /health there, for a supervisor")
        many = environment.text("MADANG_FOLLOW_FAMILIES", "4096")
        help = "residents whose families are remembered, some 45 kB each (MADANG_FOLLOW_FAMILIES; default: %(default)s)"
        parser.add_argument("--families", type=int, default=many, help=help)
    if command == "standing":
        parser.add_argument("person", help="the person's id in the facts")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it; 0 done, 1 refused with the reasons on standard error."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    from madang.trust.service import entered, system

    if command in ("enrol", "follow"):  # these commit bit by bit
        return _COMMANDS[command](arguments)
    with entered(system("command")):
        return _COMMANDS[command](arguments)


def _enrol(arguments: argparse.Namespace) -> int:
    from madang.entitlements.service import enrol

    moved = enrol(rulebook_in_force(), arguments.person, arguments.date or today())
    korean = arguments.language == "ko"
    print(
        f"주민 {moved.residents}명의 자리를 지킵니다."
        if korean
        else f"The standing of {moved.residents} people is kept."
    )
    return 0


def _follow(arguments: argparse.Namespace) -> int:
    """Looks again when a day has come, then follows changes as they come. Ctrl-C and SIGTERM lose nothing."""
    from madang.entitlements.service import Remembered

    rulebook = rulebook_in_force()
    following = _Following(rulebook, Remembered.of_families(rulebook, arguments.families), arguments)
    if arguments.once:
        following.catch_up()
        return 0
    return following.for_ever()


class _Following:
    """Keeps standings up with days and changes."""

    def __init__(self, rulebook: Rulebook, remembered: Any, arguments: argparse.Namespace) -> None:
        self.rulebook, self.remembered, self.arguments = rulebook, remembered, arguments
        self.last: object = None
        from madang.entitlements.service import Remembering

        self.remembering = Remembering(rulebook, remembered, arguments.families)

    def take_up(self, rulebook: Rulebook) -> None:
        """Other rules were released: whatever rests on what is another now is looked at again, and nothing else."""
        from madang.entitlements.service import Remembered, Remembering

        self.rulebook, self.last = rulebook, None
        self.remembered = Remembered.of_families(rulebook, self.arguments.families)
        self.remembering = Remembering(rulebook, self.remembered, self.arguments.families)
        korean = self.arguments.language == "ko"
        print("새로 시행된 규칙을 따릅니다." if korean else "The rules that were released are followed.", flush=True)

    def for_ever(self) -> int:
        """Woken by whoever records. A database that is away is tried again."""
        from django.db import Error, connection
        from psycopg import OperationalError

        from madang.facts.service import CHANNEL
        from madang.rulemaking.service import watch
        from madang.trust.service import bell

        # What is remembered is no rubbish, and to look through gigabytes of it for some stops everything for seconds.
        gc.set_threshold(*gc.get_threshold()[:2], NEVER)
        watch()
        with heartbeat(self.arguments.port) as beat:
            beat()  # it lives; what it has to catch up with keeps nobody waiting
            while True:
                try:
                    for _ in bell(CHANNEL, self.patience, apart=self.apart):
                        self.catch_up()
                        self.remember()
                        beat()
                except (Error, OperationalError):
                    connection.close()
                    time.sleep(AWAY)

    def patience(self) -> float:
        """Seconds: while there are families to be read beforehand it only looks whether something rings."""
        return PAUSE if self.remembering.done else 0.001

    def apart(self) -> float:
        """Seconds between two looks at what is recorded in a stream."""
        return APART if self.remembering.done else 0.0

    def remember(self) -> None:
        """A few families, while nothing has happened to them."""
        if not self.remembering.done and not self.remembering.some(self.arguments.date or today(), AT_ONCE):
            count = self.remembering.count
            korean = self.arguments.language == "ko"
            print(f"주민 {count}명을 기억합니다." if korean else f"{count} residents are remembered.", flush=True)

    def catch_up(self) -> None:
        """All that waits now."""
        from madang.entitlements.service import follow_changes, look_again_on

        on = self.arguments.date or today()
        if installed_rulebook() is not self.rulebook:
            self.take_up(installed_rulebook())
        if on != self.last:
            gc.collect()  # all is forgotten with the day
            _say(look_again_on(self.rulebook, on, remembered=self.remembered), self.arguments.language)
            self.last = on
        while (moved := follow_changes(self.rulebook, on, remembered=self.remembered)) is not None:
            _say(moved, self.arguments.language)
            if not moved.more:  # whoever has recorded meanwhile has rung
                break


def _say(moved: object, language: str) -> None:
    from madang.entitlements.service import Moved

    assert isinstance(moved, Moved)
    if moved.evaluated:
        people, worked, differ, told = moved.residents, moved.evaluated, moved.differences, len(moved.told)
        print(
            f"주민 {people}명, 결과 {worked}개를 다시 계산: 달라진 것 {differ}, 알릴 것 {told}"
            if language == "ko"
            else f"{people} residents, {worked} outcomes worked out: {differ} differ, {told} to be told",
            flush=True,
        )


def _standing(arguments: argparse.Namespace) -> int:
    from madang.entitlements.service import changes_of, reasons_of_change, standing_of

    rulebook, lang = rulebook_in_force(), arguments.language
    for row in standing_of(arguments.person):
        label = rulebook.pack.services[row.service].label if row.service in rulebook.pack.services else None
        name = row.service if label is None else label.ko if lang == "ko" else label.en
        money = "" if row.low is None else f" {_range(row.low, row.high)}"
        missing = f"  ? {_some(row.missing)}" if row.missing else ""
        print(f"{name} [{row.service}]: {STATUS[row.status][lang != 'ko']}{money}{missing}")
    for change in changes_of(arguments.person):
        print(f"{change.on}  {change.service}: {KIND[change.kind][lang != 'ko']} {change.question}".rstrip())
        if change.service not in rulebook.pack.services:
            continue
        try:
            clauses = reasons_of_change(rulebook, change)["clauses"]
        except ProblemsFound as found:
            print(f"    {found.text(lang)}")
            continue
        for clause in clauses:
            turned = f"{MARKS[clause['before']]} → {MARKS[clause['after']]}"
            print(f"    {clause['label'][lang]} ({clause['law']}): {turned}")
    return 0


def _alerts(arguments: argparse.Namespace) -> int:
    from madang.entitlements.service import alerts

    found = alerts()
    for one in found:
        said = one.message_ko if arguments.language == "ko" else one.message_en
        print(
            f"{one.last_seen.astimezone():%Y-%m-%d %H:%M}  {one.service or '-'}  ×{one.count}  {said}  ({one.example})"
        )
    if not found:
        print("알릴 것이 없습니다." if arguments.language == "ko" else "Nothing to look at.")
    return 0


def _some(names: list[str]) -> str:
    """The first three, and how many more."""
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" … +{more}" if more > 0 else "")


def _range(low: int, high: int | None) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{'' if high is None else f'{high:,}'}"


KIND = {
    "eligible": ("받을 수 있게 됨", "now eligible"),
    "lost": ("더는 받을 수 없음", "no longer eligible"),
    "amount": ("금액이 달라짐", "another amount"),
    "question": ("한 가지만 확인하면 정해짐", "one question would settle it:"),
}
_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "enrol": _enrol,
    "follow": _follow,
    "standing": _standing,
    "alerts": _alerts,
}
