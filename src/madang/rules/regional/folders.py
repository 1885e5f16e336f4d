"""Where regional packs lie: with the product, and in the operator's home."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from madang.rules.regional.limits import MOST_PACKS

WITH_PRODUCT = Path(__file__).resolve().parents[2] / "packs" / "korea" / "regional"
PACKS = "packs"


def of_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The operator's folder: MADANG_PACKS, else `packs` in the home (MADANG_HOME, else `var` where one stands)."""
    named = environment.get("MADANG_PACKS", "").strip()
    return Path(named) if named else Path(environment.get("MADANG_HOME", "").strip() or "var") / PACKS


def pack_folders(home: Path | None = None) -> list[tuple[Path, bool]]:
    """Every folder that may be a pack, those of the product first, each with whether it is the home's."""
    return [*_below(WITH_PRODUCT, False), *_below(home or of_home(), True)]


def _below(place: Path, home: bool) -> Iterator[tuple[Path, bool]]:
    """The entries of a folder in the order of their names; what begins with a dot or an underscore is no pack."""
    try:
        with os.scandir(place) as entries:
            names: list[str] = []
            for entry in entries:
                if len(names) >= MOST_PACKS:
                    break
                if not entry.name.startswith((".", "_")):
                    names.append(entry.name)
    except OSError:
        return
    yield from ((place / name, home) for name in sorted(names))
