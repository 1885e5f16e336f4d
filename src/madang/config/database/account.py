"""Which user of the operating system the embedded PostgreSQL runs as. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madang.config import environment

# `madang` if the operator made such a user, else the one every system has.
CANDIDATES = ("madang", "nobody")


class NoSuchAccount(RuntimeError):
    """The user that should run PostgreSQL does not exist."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user to drop to: name, numeric user and group."""

    name: str
    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """What ``subprocess`` needs to run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether this user may pass through ``folder`` and all above it; asked of the kernel, which knows ACLs."""
        asked = subprocess.run(["test", "-x", str(folder)], cwd="/", check=False, **self.popen_arguments())
        return asked.returncode == 0


def account_for_postgres() -> Account | None:
    """None when this process is an ordinary user and PostgreSQL runs as the same one.

    As root: the user of MADANG_POSTGRES_USER, or the first of CANDIDATES that exists.
    """
    if os.geteuid() != 0:
        return None
    wanted = environment.text("MADANG_POSTGRES_USER")
    for name in (wanted,) if wanted else CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise NoSuchAccount(
        "PostgreSQL does not run as root. Start Madang as an ordinary user, or name one in MADANG_POSTGRES_USER."
    )
