"""What is listed, as a pack whose services are answered «likely»: for looking, never for deciding."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from madang.rules.service import load_regions
from madang.services.catalogue.listed.joined import joined
from madang.services.catalogue.models import Listed
from madang.services.catalogue.open_data.service import likely, write_pack


def write_likely(source: str, folder: Path, on: dt.date) -> dict[str, int]:
    """Writes the services of a source that are listed now; counts: `written`, and those left out by reason:
    LEFT_OUT, `computed` (the rulebook has the service), `same_name`.

    The same listings give the same bytes. ValueError: the folder holds other things than a pack of services.
    """
    regions, found, counts = load_regions(), {}, Counter[str]()
    rows = Listed.objects.filter(source=source, withdrawn=None).order_by("key").values_list("said", "digest")
    marks, known = 0, joined()
    for said, digest in rows.iterator(chunk_size=2_000):
        made: dict[str, Any] | str = likely(source, said, regions, on)
        if (source, said["key"]) in known:
            counts["computed"] += 1
        elif isinstance(made, str):
            counts[made] += 1
        elif made["service"] in found:
            counts["same_name"] += 1
        else:
            found[made["service"]] = made
            marks ^= int(digest, 16)
    about = {
        "id": "listed",
        "label": {
            "ko": f"공개된 서비스 {len(found):,}개 (가능성)",
            "en": f"{len(found):,} published services (likely)",
        },
        "version": f"{source}-{on}-{marks:064x}",
    }
    write_pack(folder, about, list(found.values()))
    return {"written": len(found), **dict(sorted(counts.items()))}
