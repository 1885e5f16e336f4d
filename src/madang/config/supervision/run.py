"""`madang run`: from nothing to a page, and back to nothing."""

from __future__ import annotations

import json
import os
import secrets
import time
from dataclasses import replace
from pathlib import Path

from madang.config import environment, hub_keys
from madang.config.database.account import NoSuchAccount, account_for_postgres
from madang.config.database.binaries import NoBinaries
from madang.config.database.cluster import ClusterError
from madang.config.database.fitness import UnfitDatabase
from madang.config.database.leftovers import StillRunning
from madang.config.database.place import UnusableHome, make_home
from madang.config.environment import MissingSetting
from madang.config.processes import PROCESSES, STEPS, Process
from madang.config.secrets import secret
from madang.config.supervision.database import Database, EmbeddedDatabase, ExternalDatabase
from madang.config.supervision.lock import AlreadyRunning, HomeLock
from madang.config.supervision.output import say
from madang.config.supervision.ports import PortTaken, first_free_port
from madang.config.supervision.supervisor import StartFailed, Stopped, Supervisor

REFUSALS = (
    AlreadyRunning,
    ClusterError,
    MissingSetting,
    NoBinaries,
    NoSuchAccount,
    PermissionError,
    PortTaken,
    StartFailed,
    StillRunning,
    UnfitDatabase,
    UnusableHome,
)


def run(home: Path, port: int | None, database_port: int = 0) -> int:
    """Runs until somebody asks to stop. 0: stopped when asked; 1: did not start, and said why."""
    started = time.monotonic()
    try:
        make_home(home, account_for_postgres())
        with HomeLock(home) as lock:
            if port:
                first_free_port(port, tried=1)
            return _supervise(home, lock, port, database_port, started)
    except REFUSALS as refusal:
        say(f"Madang does not start: {refusal}")
        return 1


def _supervise(home: Path, lock: HomeLock, port: int | None, database_port: int, started: float) -> int:
    external = bool(environment.text("DATABASE_URL"))
    database: Database = ExternalDatabase() if external else EmbeddedDatabase(home, database_port)
    demo = environment.flag("MADANG_DEMO", default=not _settings().endswith(".production"))
    supervisor = Supervisor(home, database, _environment(home, demo=demo))
    supervisor.listen_for_signals()
    try:
        say(f"Starting Madang; its data live in {home} …")
        steps = [step for step in STEPS if demo or not step.demo]
        supervisor.start(steps, [_placed(process, port) for process in PROCESSES if demo or not process.demo])
        url = f"http://localhost:{supervisor.port_of('web')}"
        lock.say(url)
        _note_addresses(home, supervisor)
        say(_welcome(url, time.monotonic() - started, demo=demo))
        supervisor.keep_running()
    except Stopped:
        pass
    finally:
        say("Stopping …")
        supervisor.stop()
        say("Stopped.")
    return 0


def _note_addresses(home: Path, supervisor: Supervisor) -> None:
    """Where every process is, for commands beside this one. Addresses are no secret, and only of this machine."""
    found = {child.process.name: f"http://127.0.0.1:{child.port}" for child in supervisor.children}
    found["web"] = f"http://localhost:{supervisor.port_of('web')}"
    (home / "run" / "addresses.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


def _environment(home: Path, *, demo: bool) -> dict[str, str]:
    """What every process is told."""
    metrics = home / "run" / "metrics"
    metrics.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in metrics.glob("*.db"):
        old.unlink()
    return {
        **os.environ,
        **hub_keys.made(home, demo=demo),
        "MADANG_DEMO": "1" if demo else "0",
        "MADANG_HOME": str(home),
        "MADANG_INSTANCE": secrets.token_hex(8),
        "MADANG_MASTER_KEY": environment.text("MADANG_MASTER_KEY") or secret(home, "master-key"),
        "MADANG_SECRET_KEY": environment.text("MADANG_SECRET_KEY") or secret(home, "signing-key"),
        "MADANG_SIMULATION_TOKEN": environment.text("MADANG_SIMULATION_TOKEN") or secret(home, "simulation-control"),
        "DJANGO_SETTINGS_MODULE": _settings(),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def _settings() -> str:
    return environment.text("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")


def _placed(process: Process, port: int | None) -> Process:
    return replace(process, port=port) if port and process.name == "web" else process


def _welcome(url: str, seconds: float, *, demo: bool) -> str:
    return f"""
  마당이 열렸습니다. ({seconds:.1f} s)     Madang is open.

    {url}
{_people(url) if demo else ""}
  멈추려면 Ctrl-C · Ctrl-C stops everything.
"""


def _people(url: str) -> str:
    """Whom a demonstration offers to be (config/demonstration.py), and the story that it can walk."""
    return f"""
  누구나 로그인 없이 둘러볼 수 있습니다. 여기 나오는 사람은 모두 가상의 인물입니다.
  Anybody may look around without signing in. Everybody you meet here is made up.

  다음 사람 가운데 누구든 되어 볼 수 있습니다 · Be one of these people:

    {url}/account/demo/

    · 곧 아이를 낳는, 일자리를 잃은 어머니     A mother about to give birth who lost her job
    · 둘이 사는 노부부, 각자                   An old couple living by themselves, either of them
    · 아이를 혼자 키우며 월세에 사는 부모      A single parent who rents
    · 시청 복지 담당 공무원                    An official of the city
    · 시청 개인정보 보호책임자                 The privacy officer of the city
    · 플랫폼 운영자                            An operator of the platform

  출생 하나가 집을 지나는 길 · One birth through the house, in another terminal:

    .venv/bin/madang story --headless
"""
