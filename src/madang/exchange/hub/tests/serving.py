"""The gateway as its own process over the tests' database, as `madang run` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import weakref
from collections.abc import Collection
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from madang.exchange.hub import service as hub
from madang.trust import service as trust

BY = "system:test"
SOURCE = Path(hub.__file__).parents[3]


def database_url() -> str:
    """The tests' database, as the application's plain role."""
    said = connection.settings_dict
    login = f"{quote(said['USER'], safe='')}:{quote(said['PASSWORD'], safe='')}"
    return f"postgresql://{login}@{said['HOST']}:{said['PORT']}/{said['NAME']}"


def register(entries: hub.Entries) -> None:
    """All of it, by the door."""
    for member in entries.members:
        hub.register_member(member, by=BY)
    for subsystem in entries.subsystems:
        hub.register_subsystem(subsystem, by=BY)
    for key in entries.keys:
        hub.add_key(key, by=BY)
    for service in entries.services:
        hub.register_service(service, by=BY)
    for right in entries.rights:
        hub.grant(right, by=BY)
    for kind in entries.event_types:
        hub.register_event_type(kind, by=BY)
    for event_right in entries.event_rights:
        hub.grant_event(event_right, by=BY)
    for subscription in entries.subscriptions:
        hub.register_subscription(subscription, by=BY)


class ServedGateway:
    """A context; `address` stays the same when it is killed and started again."""

    def __init__(self, hub_key: str, provider: str, home: Path) -> None:
        held = socket.socket()  # bound and never listening: nobody else is given the port while the gateway is down
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        weakref.finalize(self, held.close)
        self.port: int = held.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ, "DATABASE_URL": database_url(), "MADANG_KEY_HUB": hub_key, "MADANG_HOME": str(home),
            "MADANG_SECRET_KEY": "a-key-for-tests-that-guards-nothing", "MADANG_URL_PROVIDER": provider,
            "DJANGO_SETTINGS_MODULE": "madang.config.settings.dev", "PYTHONPATH": str(SOURCE),
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ServedGateway:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop(signal.SIGTERM)

    def start(self) -> None:
        words = ["-m", "madang.cli", "hub", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen([sys.executable, *words], env=self.environment)
        for _ in range(400):
            if self.health() == 200:
                return
            assert self.process.poll() is None, "the gateway ended"
            time.sleep(0.05)
        raise AssertionError("the gateway did not start")

    def wait_for(self, member: str) -> None:
        """Until the registry that has this member is the one it knows."""
        code = member.rpartition("/")[2]
        for _ in range(400):
            try:
                with urllib.request.urlopen(f"{self.address}/listClients", timeout=2) as answer:
                    if code in answer.read().decode():
                        return
            except urllib.error.HTTPError:
                pass  # between two tests there is no registry at all
            time.sleep(0.02)
        raise AssertionError("the registry was not read")

    def health(self) -> int:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=2) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def worker(self) -> int:
        """The process that serves: Granian's child."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return int(children.split()[-1])

    def stop(self, sent: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(sent)
        self.process.wait(15)


def logged(ids: Collection[str] = ()) -> list[tuple[str, dict[str, object]]]:
    """(actor, body) of the exchanges on record, oldest first: of these ids, or all."""
    import json

    with trust.entered(trust.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT actor, body FROM trust_entry WHERE tenant = 'hub' AND kind = 'exchange' ORDER BY id")
        found = [(actor, json.loads(body)) for actor, body in cursor.fetchall()]
    return [(actor, body) for actor, body in found if not ids or body["id"] in ids]
