"""A house that runs, and everybody who works in it during the kills."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

from tests.kills.clerks import Clerk
from tests.kills.hand import Floor, Hand
from tests.kills.ledger import Ledger
from tests.kills.patient import Flights, Patient
from tests.kills.processes import Processes
from tests.kills.publisher import Publisher, World
from tests.kills.residents import Resident
from tests.kills.rig import Rig
from tests.kills.watcher import Watcher

PARTS = ("mother", "old_couple", "single_parent")
CLERKS = 2


def addresses(home: Path) -> dict[str, str]:
    """Where the processes of a house answer, by name."""
    found: dict[str, str] = json.loads((home / "run" / "addresses.json").read_text(encoding="utf-8"))
    return found


def set_up(home: Path) -> None:
    """Django in this process, beside the house of this home."""
    from madang.config import connection

    os.environ |= {"MADANG_HOME": str(home), "MADANG_DEMO": "1"}
    connection.set_up()


def staffed(
    home: Path, supervisor: int, ledger: Ledger, seed: int, births: int, say: Callable[[str], None] = lambda words: None
) -> Rig:
    """The rig with its hands, after :func:`set_up`. Everything that is left to chance follows from the seed."""
    from django.utils import timezone

    from madang.config import hub_keys
    from madang.config.demonstration import cast, circles
    from madang.simulation.service import Control

    where, floor, flights, roles = addresses(home), Floor(), Flights(), cast()

    def chance(of: str) -> random.Random:
        return random.Random(f"{seed} {of}")

    agencies = {name.removeprefix("agency-"): url for name, url in where.items() if name.startswith("agency-")}
    token = (home / "secrets" / "simulation-control").read_text(encoding="ascii").strip()
    world = World(where["hub"], hub_keys.seed(home, "agency-ei"), tuple(circles()), roles.number, roles.like,
                  timezone.localdate())  # fmt: skip
    hands: list[Hand] = [Resident(part, Patient(where["web"], flights), ledger, floor, chance(part)) for part in PARTS]
    hands += [
        Clerk(share, CLERKS, Patient(where["web"], flights), ledger, floor, chance(f"clerk {share}"))
        for share in range(CLERKS)
    ]
    hands.append(Publisher(world, Control(agencies, token), births, ledger, flights, floor, chance("agency")))
    from tests.kills.checks.seen import tenants

    hands.append(Watcher(where["witness"], tenants(), ledger, floor, chance("watcher")))
    return Rig(floor, hands, flights, Processes(supervisor, home, where), chance("kills"), say)
