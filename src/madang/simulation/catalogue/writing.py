"""A catalogue on disk: a pack of services alone, to be laid over the Korean one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from madang.rules.service import Regions
from madang.services.catalogue.open_data.service import write_pack
from madang.simulation.catalogue.definitions import definition
from madang.simulation.catalogue.mix import literal_mix
from madang.simulation.catalogue.records import draw

version = 1
"""Raised whenever the same size and seed give other bytes than before."""


def write(size: int, seed: int, on: dt.date, regions: Regions, folder: Path) -> dict[str, Any]:
    """Writes `pack.yaml` and `services/`, and gives the literal mix; the folder's old contents go."""
    about = {
        "id": "catalogue",
        "label": {"ko": f"모의 서비스 {size:,}개", "en": f"{size:,} made-up services"},
        "version": f"catalogue-{version}-{size}-{seed}",
    }
    found = [definition(record, regions, on) for record in draw(size, seed, on, regions)]
    write_pack(folder, about, found)
    return literal_mix(found)
