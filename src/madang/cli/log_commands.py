"""`madang log sequence`: entries get their place in the trees, heads are signed and handed to witnesses."""

from __future__ import annotations

import argparse
import sys

from madang.cli.heartbeat import heartbeat
from madang.cli.language import language
from madang.config import connection, environment

REFUSED = 1
OWN_WITNESS = "MADANG_URL_WITNESS"


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("verb", choices=("sequence",))
    parser.add_argument("--port", type=int, help="answer /health there, on this machine")
    parser.add_argument("--once", action="store_true", help="what waits now, then stop")
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Runs until it is stopped; it may be killed at any moment. 1 when there is no database."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    from madang.trust.service import Sequencing, sequence

    if arguments.once:
        done = sequence()
        entries, tenants = sum(each.entries for each in done), len({each.tenant for each in done})
        print(
            f"기관 {tenants}곳의 기록 {entries}건이 나무에 올랐습니다."
            if arguments.language == "ko"
            else f"{entries} entries of {tenants} tenants are in their trees."
        )
        return 0
    own = environment.text(OWN_WITNESS)
    with heartbeat(arguments.port) as beat:
        Sequencing([*([own] if own else []), *environment.items("MADANG_WITNESSES")], beat).run()
    return 0
