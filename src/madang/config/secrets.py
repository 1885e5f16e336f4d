"""Secrets of one installation: made at the first start, kept in ``<home>/secrets``, for the owner's eyes only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

BYTES = 32


def secret(home: Path, name: str) -> str:
    """The secret called ``name``; made if there is none. 256 bits, URL-safe text."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> str:
    value = secrets.token_urlsafe(BYTES)
    # Complete or absent: a start that is killed here must not leave half a secret.
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    return value
