"""Which processes of a house can be killed, and when each is back."""

from __future__ import annotations

import http.client
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from madang.config.connection import running_url

KINDS = ("web", "hub", "worker", "witness", "database")
WORDS = {
    "web": "serve", "hub": "hub serve", "absorb": "absorb", "follow": "follow", "log": "log sequence",
    "witness": "witness serve",
}  # fmt: skip
"""The words after `madang` by which a process of the table is told from the others."""
WORKERS = ("absorb", "follow", "log")
READY = {"web": "/health/ready"}


@dataclass(frozen=True, slots=True)
class Victim:
    """kind: of KINDS; name: what exactly; pid; back: whether it works again."""

    kind: str
    name: str
    pid: int
    back: Callable[[], bool]

    def kill(self) -> None:
        """SIGKILL. ProcessLookupError when it is gone already."""
        os.kill(self.pid, signal.SIGKILL)


class Processes:
    """Of one house: its supervisor's process, its home, its addresses."""

    def __init__(self, supervisor: int, home: Path, addresses: dict[str, str]) -> None:
        self.supervisor, self.home, self.addresses = supervisor, home, addresses

    def victim(self, kind: str, chance: random.Random) -> Victim | None:
        """One to be killed; None while there is none of the kind."""
        if kind == "database":
            return self._database(chance)
        name = chance.choice(WORKERS) if kind == "worker" else kind
        main = self._main(name)
        if main is None:
            return None
        inner = children(main) if kind in ("web", "hub") else []
        if inner and chance.random() < 0.5:
            many, pid = len(inner), chance.choice(inner)
            return Victim(kind, f"{name}: a worker of the server", pid, lambda: self._full(name, pid, many))
        return Victim(kind, name, main, lambda: self._main(name) not in (main, None) and self._answers(name))

    def _main(self, name: str) -> int | None:
        for pid in children(self.supervisor):
            _, _, said = " ".join(words_of(pid)).partition(" madang.cli ")
            if f"{said} ".startswith(f"{WORDS[name]} "):
                return pid
        return None

    def _full(self, name: str, killed: int, many: int) -> bool:
        main = self._main(name)
        found = [] if main is None else children(main)
        return killed not in found and len(found) >= many and self._answers(name)

    def _answers(self, name: str) -> bool:
        where = urlsplit(self.addresses[name])
        connection = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=5)
        try:
            connection.request("GET", READY.get(name, "/health"))
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _database(self, chance: random.Random) -> Victim | None:
        main = next((pid for pid in children(self.supervisor) if words_of(pid)[:1] and _is_postgres(pid)), None)
        if main is None:
            return None
        backends = [pid for pid in children(main) if "madang_app" in " ".join(words_of(pid))]
        if backends and chance.random() < 0.5:
            return Victim("database", "a backend of postgres", chance.choice(backends), self._database_answers)
        return Victim("database", "postgres", main, self._database_answers)

    def _database_answers(self) -> bool:
        url = running_url(self.home)
        try:
            psycopg.connect(url or "", connect_timeout=2).close()
        except psycopg.Error:
            return False
        return url is not None


def _is_postgres(pid: int) -> bool:
    return words_of(pid)[0].endswith("/bin/postgres")


def children(pid: int) -> list[int]:
    """Of a process, by the kernel."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def words_of(pid: int) -> list[str]:
    """Its command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
    except OSError:
        return []
