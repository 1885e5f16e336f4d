"""A real house beside the benchmark: `madang run` as a process tree of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

START = 300.0
STOP = 60.0
OWN = ("DATABASE_URL", "DATABASE_OWNER_URL", "MADANG_MASTER_KEY", "MADANG_SECRET_KEY")
"""Of the house that was spoken to before; each makes its own."""
TICKS = os.sysconf("SC_CLK_TCK")


class House:
    """Started on entering, ended on leaving. environment: beside that of the benchmark."""

    def __init__(self, home: Path, port: int, **environment: str) -> None:
        self.home, self.port = home, port
        outside = {name: value for name, value in os.environ.items() if name not in OWN}
        self.environment = {**outside, "MADANG_HOME": str(home), **environment}
        self.addresses: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> House:
        (self.home / "run" / "addresses.json").unlink(missing_ok=True)
        with self.home.with_suffix(".log").open("ab") as words:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "madang.cli", "run", "--port", str(self.port)],
                env=self.environment, stdout=words, stderr=words, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait(self) -> None:
        """Until every process has its address and the portal answers."""
        assert self._process is not None
        deadline, path = time.monotonic() + START, self.home / "run" / "addresses.json"
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"the house did not start: {self.home.with_suffix('.log')}")
            try:
                self.addresses = json.loads(path.read_text(encoding="utf-8"))
                with urllib.request.urlopen(f"{self.addresses['web']}/health/ready", timeout=5):  # noqa: S310
                    return
            except (OSError, ValueError):
                time.sleep(0.2)
        raise RuntimeError("the house did not start in time")

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None

    def token(self) -> str:
        """What steers the simulated agencies."""
        return (self.home / "secrets" / "simulation-control").read_text(encoding="ascii").strip()

    def processor_seconds(self) -> dict[str, float]:
        """CPU seconds, user and system, of each process of the house so far; children that ended are their parent's."""
        assert self._process is not None
        found: dict[str, float] = {}
        for pid, name in tree(self._process.pid).items():
            found[name] = found.get(name, 0.0) + seconds_of(pid)
        return found


def tree(root: int) -> dict[int, str]:
    """Process id → what it is, of a process and all below it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
            except OSError:
                continue
    found, wave = {root: "supervisor"}, [root]
    while wave:
        wave = [pid for pid, parent in parents.items() if parent in wave and pid not in found]
        found |= {pid: _name(pid) for pid in wave}
    return found


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "gone"
    if "madang.cli" in words:
        at = words.index("madang.cli")
        return " ".join(words[at + 1 : at + 3]).partition(" --")[0]
    return "postgres" if words[0].startswith(("postgres", "/")) and "postgres" in words[0] else words[0][:20]


def _stat(pid: int) -> list[str]:
    """Fields from the third on (proc(5)): state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def seconds_of(pid: int) -> float:
    """utime, stime and those of children waited for; 0 for one that is gone."""
    try:
        fields = _stat(pid)
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICKS
