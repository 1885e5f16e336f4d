"""The embedded PostgreSQL: made once, started as a child, stopped with its parent.

Only TCP on 127.0.0.1 with scram passwords, UTF-8 with the built-in C.UTF-8 locale, checksums on.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psycopg

from madang.config.database import leftovers
from madang.config.database.account import Account, account_for_postgres
from madang.config.database.binaries import binaries_for, version
from madang.config.database.place import make_home, place_for, shared_folder
from madang.config.database.tuning import memory, tuning
from madang.config.database.url import database_url
from madang.config.secrets import secret
from madang.config.tether import tether

HOST = "127.0.0.1"
ADMIN = "madang_admin"
START_SECONDS = 60.0
STOP_SECONDS = 4.0
LOG_BYTES = 10_000_000


class ClusterError(RuntimeError):
    """The embedded server cannot be made or started; the message carries the server's own words."""


@dataclass(slots=True)
class Cluster:
    """One embedded server. ``durable=False`` trades safety for speed and is for tests alone."""

    home: Path
    port: int = 0
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    account: Account | None = field(default=None, init=False)
    place: Path = field(default=Path(), init=False)
    binaries: Path = field(default=Path(), init=False)

    def __post_init__(self) -> None:
        self.account = account_for_postgres()
        make_home(self.home, self.account)
        self.place = place_for(self.home, self.account)
        self.binaries = binaries_for(self.account, shared_folder() if self.account else self.place)

    @property
    def data(self) -> Path:
        """The data folder; PostgreSQL's own, mode 0700."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """Where the server writes its words."""
        return self.home / "postgres" / "server.log"

    def admin_url(self, name: str = "postgres") -> str:
        """Address as the server's superuser: for making roles, never for the application."""
        password = secret(self.home, "database-admin")
        return database_url(host=HOST, port=self.port, name=name, user=ADMIN, password=password)

    def start(self) -> None:
        """Returns when the server answers. Raises :class:`ClusterError`."""
        if not self.data.exists():
            self._initialise()
        self._check_version()
        leftovers.clear(self.data)
        self.port = self.port or free_port()
        with self._open_log() as log:
            self.process = self._spawn(["postgres", "-D", str(self.data), *self._options()], log)
        self._wait_until_ready()

    def stop(self) -> None:
        """Fast shutdown (open transactions roll back), harder if it takes longer than STOP_SECONDS."""
        if self.process is None:
            return
        for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is None:
                self.process.send_signal(sent)
                try:
                    self.process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    continue
        self.process = None

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": HOST,
            "port": str(self.port),
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
            # A failed statement would write its values, people's among them, into the log.
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": "0",
        }
        if self.durable:
            settings |= tuning(memory())
        else:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _initialise(self) -> None:
        """Into a folder of another name first: a start that is killed half-way leaves nothing to trip over."""
        partial = self.place / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        password = self.place / "admin-password"
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        password.write_text(secret(self.home, "database-admin"), encoding="ascii")
        for path in (partial, password):
            if self.account:
                os.chown(path, self.account.uid, self.account.gid)
        words = ["initdb", "-D", str(partial), "-U", ADMIN, f"--pwfile={password}", "--encoding=UTF8"]
        words += ["--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums"]
        words += ["--auth-host=scram-sha-256", "--auth-local=reject"]
        try:
            with self._open_log() as log:
                status = self._spawn(words, log).wait()
        finally:
            password.unlink()
        if status != 0:
            raise ClusterError(f"The database could not be made. Its own words:\n{self._last_words()}")
        partial.rename(self.data)

    def _spawn(self, words: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self.binaries / "bin" / words[0]), *words[1:]],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=tether(signal.SIGINT),
            umask=0o077,
            **(self.account.popen_arguments() if self.account else {}),
        )

    def _open_log(self) -> IO[bytes]:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)
        return self.log.open("ab")

    def _check_version(self) -> None:
        if self.account:
            made_by = subprocess.run(
                ["cat", self.data / "PG_VERSION"], capture_output=True, text=True, check=True
            ).stdout
        else:
            made_by = (self.data / "PG_VERSION").read_text(encoding="ascii")
        brought = version(self.binaries)
        if made_by.strip() != brought.split(".")[0]:
            raise ClusterError(
                f"The data in {self.data} were made by PostgreSQL {made_by.strip()}; this Madang brings {brought}. "
                "docs/guide/operator.md says how to move them."
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.admin_url(), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                ended = self.process is None or self.process.poll() is not None
                if ended or time.monotonic() > deadline or "authentication failed" in str(error):
                    self.stop()
                    raise ClusterError(f"PostgreSQL does not start. Its own words:\n{self._last_words()}") from None
                time.sleep(0.02)
            else:
                return

    def _last_words(self, lines: int = 8) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
