"""The floors and rooms as pyproject.toml and the source tree state them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "madang"
BESIDE_THE_FLOORS = frozenset({"packs", "config", "cli"})


def contracts() -> list[dict[str, Any]]:
    """The contracts of import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def floors() -> dict[str, int]:
    """Height of each top package; the ground is 0. Same height: same floor."""
    layers = next(contract["layers"] for contract in contracts() if contract["id"] == "floors")
    return {name.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")}


def rooms() -> list[str]:
    """Dotted names. A top package with a door is a room; one without is a floor of rooms (exchange.hub)."""
    found = []
    for package in sorted(path.parent for path in SOURCE.glob("*/__init__.py")):
        if package.name in BESIDE_THE_FLOORS:
            continue
        inner = sorted(path.parent for path in package.glob("*/service.py"))
        if (package / "service.py").exists() or not inner:
            found.append(f"madang.{package.name}")
        else:
            found += [f"madang.{package.name}.{room.name}" for room in inner]
    return found
