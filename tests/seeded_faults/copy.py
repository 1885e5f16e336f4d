"""A copy of the rules, their packs and the command, in which a fault can be tried without touching the original.

For a fault of the house it is a copy of everything, whose tests have a database of their own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.seeded_faults.fault import Fault

ROOMS = ("rules", "packs", "cli")
LONGEST = 600
SETTINGS = """\
[pytest]
addopts = --import-mode=importlib --strict-markers
pythonpath = src
timeout = 120
filterwarnings = error
"""
# The installed package points at the original; a copy that is not what gets imported would prove nothing.
CONFTEST = """\
from pathlib import Path

import madang.rules.service

assert Path(madang.rules.service.__file__).is_relative_to(Path(__file__).parent), madang.rules.service.__file__
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests said: passed, failed or error (they could not run), the first test that failed, seconds."""

    verdict: str
    test: str
    seconds: float
    output: str


class Copy:
    """The copy in a folder. Faults go in one at a time and are taken out again. house: everything, with a database."""

    def __init__(self, source: Path, folder: Path, *, house: bool = False) -> None:
        self.folder, self.package, self.house = folder, folder / "src" / "madang", house
        self._second = int(time.time())
        if house:
            root = source.parents[1]
            shutil.copytree(source, self.package, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copytree(root / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
            for name in ("pyproject.toml", "conftest.py"):
                shutil.copy(root / name, folder)
            return
        self.package.mkdir(parents=True)
        shutil.copy(source / "__init__.py", self.package)
        for room in ROOMS:
            shutil.copytree(source / room, self.package / room, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
        (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")

    def try_out(self, fault: Fault, paths: Sequence[str]) -> Outcome:
        """Runs tests with the fault in place. Raises StaleFault."""
        file = self.package / fault.file
        sound, spoiled = file.read_text(encoding="utf-8"), fault.spoiled(self.package)
        self._write(file, spoiled)
        try:
            return self.test(paths, fault.only)
        finally:
            self._write(file, sound)

    def _write(self, file: Path, text: str) -> None:
        """Python compares a module with its cache by seconds and size: each version gets a second of its own."""
        file.write_text(text, encoding="utf-8")
        self._second += 1
        os.utime(file, (self._second, self._second))

    def test(self, paths: Sequence[str], only: str = "") -> Outcome:
        """Runs tests of the copy up to the first that fails; nothing is remembered from one run to the next."""
        shutil.rmtree(self.folder / ".hypothesis", ignore_errors=True)
        settings = ["pyproject.toml"] if self.house else ["pytest.ini", "-p", "no:django"]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=line", "-c", *settings, "--hypothesis-seed=0"]
        command += ["-p", "no:randomly", "-p", "no:cacheprovider", "-rfE"]
        command += [*(["-k", only] if only else []), *(f"src/madang/{path}" for path in paths)]
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder / "src"),
            "COLUMNS": "250",
        }
        started = time.monotonic()
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
            )
            output, status = done.stdout + done.stderr, done.returncode
        except subprocess.TimeoutExpired:
            output, status = "", -1
        found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", output, re.MULTILINE)
        test = found[1].removeprefix("src/madang/") if found else ""
        verdict = {0: "passed", 1: "failed"}.get(status, "error")
        return Outcome(verdict, test, time.monotonic() - started, output)
