"""The database as the supervisor sees it: embedded and looked after here, or somebody else's and only checked."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

import psycopg

from madang.config import environment
from madang.config.database import fitness, roles
from madang.config.database.cluster import HOST, Cluster, ClusterError
from madang.config.database.url import database_url
from madang.config.secrets import secret
from madang.config.supervision.output import say

NAME = "madang"


class Database(Protocol):
    """What the supervisor asks of either kind."""

    @property
    def pid(self) -> int:
        """The server's process if it is this one's child, else 0."""

    def start(self) -> dict[str, str]:
        """DATABASE_URL and DATABASE_OWNER_URL for the processes; the server is fit when this returns."""

    def look_after(self) -> None:
        """Starts it again if it died."""

    def stop(self) -> None:
        """Leaves nothing running that was started here."""


class EmbeddedDatabase:
    """A :class:`Cluster` with both roles and the database ``madang`` in it."""

    def __init__(self, home: Path, port: int = 0) -> None:
        self.cluster = Cluster(home, port)
        self.home = home
        self._not_before = 0.0

    @property
    def pid(self) -> int:
        """The server's process, 0 while it is down."""
        return self.cluster.process.pid if self.cluster.process else 0

    def start(self) -> dict[str, str]:
        """Starts it and makes what is missing."""
        self.cluster.start()
        passwords = {role: secret(self.home, f"database-{role}") for role in (roles.OWNER, roles.APPLICATION)}
        roles.make_roles(
            self.cluster.admin_url(),
            name=NAME,
            owner_password=passwords[roles.OWNER],
            application_password=passwords[roles.APPLICATION],
        )
        urls = {
            role: database_url(host=HOST, port=self.cluster.port, name=NAME, user=role, password=password)
            for role, password in passwords.items()
        }
        fitness.check_fitness(urls[roles.APPLICATION])
        return {"DATABASE_URL": urls[roles.APPLICATION], "DATABASE_OWNER_URL": urls[roles.OWNER]}

    def look_after(self) -> None:
        """A server that was killed recovers from its log; the port stays, so nobody needs to be told."""
        process = self.cluster.process
        if (process is not None and process.poll() is None) or time.monotonic() < self._not_before:
            return
        say("postgres ended; starting it again")
        self._not_before = time.monotonic() + 2.0
        try:
            self.cluster.start()
        except (ClusterError, psycopg.Error, OSError) as error:
            say(f"postgres: {error}")

    def stop(self) -> None:
        """Fast shutdown."""
        self.cluster.stop()


class ExternalDatabase:
    """DATABASE_URL (the application's role) and DATABASE_OWNER_URL (the migrations' role), run by somebody else."""

    @property
    def pid(self) -> int:
        """Somebody else's child."""
        return 0

    def start(self) -> dict[str, str]:
        """Only checks: both addresses are there, the version is known, the application's role is an ordinary one."""
        url = environment.required("DATABASE_URL")
        owner = environment.required("DATABASE_OWNER_URL")
        fitness.check_fitness(url)
        return {"DATABASE_URL": url, "DATABASE_OWNER_URL": owner}

    def look_after(self) -> None:
        """Not ours to start."""

    def stop(self) -> None:
        """Not ours to stop."""
