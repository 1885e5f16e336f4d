"""Definitions written as a pack of services alone, to be laid over the Korean one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SERVICES_A_FILE = 700


def write_pack(folder: Path, about: dict[str, Any], services: Sequence[dict[str, Any]]) -> None:
    """`pack.yaml` and `services/`; a former pack of services there goes. ValueError: the folder holds other things."""
    _make_room(folder)
    (folder / "pack.yaml").write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8")
    for first in range(0, len(services), SERVICES_A_FILE):
        path = folder / "services" / f"{first // SERVICES_A_FILE:03d}.yaml"
        path.write_text(_listed(services[first : first + SERVICES_A_FILE]), encoding="utf-8")


def _make_room(folder: Path) -> None:
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held - {"pack.yaml", "services"}:
        raise ValueError(f"{folder}: 다른 파일이 있는 폴더입니다 / this folder holds other things")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "services").mkdir(parents=True)


def _listed(services: Iterable[dict[str, Any]]) -> str:
    """One service a line, so that a fault's line names the service."""
    lines = [f"  - {json.dumps(service, ensure_ascii=False)}" for service in services]
    return "\n".join(["services:", *lines, ""])
