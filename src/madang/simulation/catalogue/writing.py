"""A catalogue on disk: a pack of services alone, to be laid over the Korean one."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from madang.rules.service import Regions
from madang.simulation.catalogue.definitions import definition
from madang.simulation.catalogue.mix import literal_mix
from madang.simulation.catalogue.records import draw

SERVICES_A_FILE = 700
version = 1
"""Raised whenever the same size and seed give other bytes than before."""


def write(size: int, seed: int, on: dt.date, regions: Regions, folder: Path) -> dict[str, Any]:
    """Writes `pack.yaml` and `services/`, and gives the literal mix; the folder's old contents go."""
    _make_room(folder)
    about = {
        "id": "catalogue",
        "label": {"ko": f"모의 서비스 {size:,}개", "en": f"{size:,} made-up services"},
        "version": f"catalogue-{version}-{size}-{seed}",
    }
    (folder / "pack.yaml").write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8")
    found = [definition(record, regions, on) for record in draw(size, seed, on, regions)]
    for first in range(0, size, SERVICES_A_FILE):
        path = folder / "services" / f"{first // SERVICES_A_FILE:03d}.yaml"
        path.write_text(_listed(found[first : first + SERVICES_A_FILE]), encoding="utf-8")
    return literal_mix(found)


def _make_room(folder: Path) -> None:
    """An empty folder; one that holds anything but a catalogue is left alone. ValueError."""
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held - {"pack.yaml", "services"}:
        raise ValueError(f"{folder}: 다른 파일이 있는 폴더입니다 / this folder holds other things")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "services").mkdir(parents=True)


def _listed(services: Iterable[dict[str, Any]]) -> str:
    """One service a line, so that a fault's line names the service."""
    lines = [f"  - {json.dumps(service, ensure_ascii=False)}" for service in services]
    return "\n".join(["services:", *lines, ""])
