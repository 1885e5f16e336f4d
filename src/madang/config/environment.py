"""What the surroundings say: the only place that reads environment variables for settings."""

from __future__ import annotations

import os
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})


class MissingSetting(RuntimeError):
    """A variable that production cannot do without is not set."""


class Contradiction(MissingSetting):
    """Two settings that exclude each other."""


def text(name: str, default: str = "") -> str:
    """The variable's text, stripped; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def required(name: str) -> str:
    """The variable's text, or :class:`MissingSetting` naming it."""
    value = text(name)
    if not value:
        raise MissingSetting(f"{name} must be set; docs/guide/operator.md says to what.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes or on."""
    value = text(name)
    return value.lower() in TRUE if value else default


def items(name: str, default: str = "") -> list[str]:
    """A comma-separated list without its blanks."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def home() -> Path:
    """Where this installation keeps what it must not lose: MADANG_HOME, or ``var`` below the working directory."""
    return Path(text("MADANG_HOME", "var")).resolve()
