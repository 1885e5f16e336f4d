"""`madang story`: one birth through the house, over HTTP, each step printed with its time."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.days import today
from madang.cli.language import language
from madang.config import connection, environment

if TYPE_CHECKING:
    from madang.cli.story.telling import Telling

FAILED = 1
BIRTH = "kr.madang.birth"


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--headless", action="store_true", help="without a browser (the only way on the command line)")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of steps and pages")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Walks the road beside a running Madang; 0 to its end, 1 with where it ended on standard error."""
    try:
        connection.set_up()
        addresses = _addresses()
    except (connection.NotRunning, OSError, ValueError) as error:
        known = isinstance(error, connection.NotRunning)
        print(error if known else "마당이 켜져 있지 않습니다 / Madang is not running", file=sys.stderr)
        return FAILED
    from madang.cli.story.telling import Telling
    from madang.cli.story.visitor import Unexpected

    telling = Telling(arguments.language, arguments.json)
    try:
        _walk(addresses, telling)
    except (Unexpected, LookupError) as ended:
        telling.ended(str(ended))
        return FAILED
    return 0


def _walk(addresses: dict[str, str], telling: Telling) -> None:
    from madang.cli.story.offline import letter_holds, proof_holds
    from madang.cli.story.road import Road, Setting
    from madang.config.demonstration import cast
    from madang.exchange.hub.service import when_accepted
    from madang.services.casework.service import seal_authority
    from madang.simulation.service import Control
    from madang.trust.service import entered, log_keys, system, witness_keys

    agencies = {name.removeprefix("agency-"): url for name, url in addresses.items() if name.startswith("agency-")}
    token = (environment.home() / "secrets" / "simulation-control").read_text(encoding="ascii").strip()
    roles = cast()

    def accepted() -> dt.datetime | None:
        with entered(system("command.story", tenants=("hub",), subjects=())):
            return when_accepted(BIRTH, roles.baby)

    setting = Setting(
        addresses["web"], roles.mother, roles.clerk, roles.number, roles.baby, roles.like, today(), accepted
    )
    road = Road(setting, Control(agencies, token), telling)
    road.walk()
    letter_holds(road.letter, seal_authority().certificate, telling)
    tenant = json.loads(road.proof)["header"]["tenant"]
    proof_holds(road.proof, (*log_keys(tenant), *witness_keys()), 1, telling)


def _addresses() -> dict[str, str]:
    """Where the processes of this home are, as the supervisor wrote it down."""
    path: Path = environment.home() / "run" / "addresses.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    os.environ.update({f"MADANG_URL_{name.upper().replace('-', '_')}": url for name, url in found.items()})
    return found
