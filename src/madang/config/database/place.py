"""Where one installation's database lies. Never opens a folder that somebody else closed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import structlog

from madang.config.database.account import Account

log = structlog.get_logger(__name__)
NOTE = "location"
SYSTEM_FOLDER = Path("/var/lib/madang")


class UnusableHome(Exception):
    """The folder for an installation's data can neither be used nor made."""


def make_home(home: Path, account: Account | None) -> None:
    """Creates ``home`` if it is absent: closed, or, when PostgreSQL runs as another user, open for passing through.

    Raises UnusableHome where there can be no such folder.
    """
    try:
        if not home.is_dir():
            home.mkdir(parents=True)
            home.chmod(0o711 if account else 0o700)
    except OSError as error:
        raise UnusableHome(
            f"{home} cannot be its home: {error.strerror}. Set MADANG_HOME to another folder."
        ) from error


def place_for(home: Path, account: Account | None) -> Path:
    """The folder that holds ``data``: ``<home>/postgres``, or a private one where ``account`` cannot get there.

    The choice is written down in ``<home>/postgres/location`` and kept from then on.
    """
    folder = home / "postgres"
    folder.mkdir(exist_ok=True)
    if (chosen := chosen_place(home)) is not None:
        return chosen
    place = folder
    if account is not None:
        folder.chmod(0o711)
        if not account.can_enter(folder):
            place = shared_folder() / hashlib.sha256(str(home).encode()).hexdigest()[:16]
            place.mkdir(mode=0o711, exist_ok=True)
            place.chmod(0o711)
            log.warning("database_elsewhere", why=f"user {account.name} may not enter {home}", place=str(place))
    (folder / NOTE).write_text(f"{place}\n", encoding="utf-8")
    return place


def chosen_place(home: Path) -> Path | None:
    """The folder that holds ``data`` already, or was chosen for it; None before the first start.

    Data in ``<home>/postgres`` are this home's, whatever is written down: a home that was copied or moved must not open
    the database of the other.
    """
    folder = home / "postgres"
    if (folder / "data").is_dir():
        return folder
    try:
        return Path((folder / NOTE).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def shared_folder() -> Path:
    """A folder every user may pass through and only this one may write in."""
    for folder in (SYSTEM_FOLDER, Path(tempfile.gettempdir()) / f"madang-{os.geteuid()}"):
        try:
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        status = folder.lstat()
        # In a folder that everybody writes to, somebody else may have been first: then it is not ours to trust.
        if status.st_uid == os.geteuid() and not folder.is_symlink():
            folder.chmod(0o755)
            return folder
    raise PermissionError(f"neither {SYSTEM_FOLDER} nor the temporary folder can hold a database of this user")
