"""A whole house that runs, as tests from outside see it: its addresses, its commands, a birth in its register."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madang.simulation.service import Control

KOREA = dt.timezone(dt.timedelta(hours=9))
# What a registry office would do one day: say that this account is that person. Here a test does, of made-up people.
LINKED = """
import json, sys
from madang.config import connection
connection.set_up()
from madang.config.demonstration import cast, parts
from madang.identity.anyid.service import Account
roles = cast()
person = next(one.person for one in parts() if one.part == roles.mother)
Account.objects.filter(person=person).update(person=None)
assert Account.objects.filter(email=sys.argv[1]).update(person=person, synthetic=True) == 1
print(json.dumps({"number": roles.number, "baby": roles.baby, "like": roles.like}))
"""
KEYS = """
import base64, json, sys
from madang.config import connection
connection.set_up()
from madang.services.casework.service import seal_authority
from madang.trust.service import log_keys, witness_keys
certificate = base64.b64encode(seal_authority().certificate).decode()
print(json.dumps({"authority": certificate, "keys": [*log_keys(sys.argv[1]), *witness_keys()]}))
"""


@dataclass
class House:
    """A whole house that runs. home: of its data."""

    home: Path

    @property
    def addresses(self) -> dict[str, str]:
        """Of each of its processes."""
        found: dict[str, str] = json.loads((self.home / "run" / "addresses.json").read_text(encoding="utf-8"))
        return found

    def beside(self, script: str, *said: str) -> dict[str, str]:
        """What a script beside the house, of the same home, answers."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-c", script, *said],
            env={**clean, "MADANG_HOME": str(self.home)}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout)
        return found

    def birth(self, cast: dict[str, str]) -> None:
        """The court registers a child of the mother."""
        token = (self.home / "secrets" / "simulation-control").read_text(encoding="ascii").strip()
        agencies = {name[7:]: url for name, url in self.addresses.items() if name.startswith("agency-")}
        day = dt.datetime.now(KOREA).date()
        Control(agencies, token).birth(cast["number"], cast["baby"], cast["like"], day)

    def told(self) -> tuple[int, list[dict[str, Any]], str]:
        """What `madang story` says: its status, its lines, its complaint."""
        return told(self.home)


def told(home: Path) -> tuple[int, list[dict[str, Any]], str]:
    """The same, of a home in which perhaps nothing runs."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
    command = [sys.executable, "-m", "madang.cli", "story", "--headless", "--json", "--language", "ko"]
    done = subprocess.run(command, env={**clean, "MADANG_HOME": str(home)}, capture_output=True, text=True, timeout=90)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr
