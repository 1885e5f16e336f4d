"""What the embedded server is told of the machine it runs on; everything else is PostgreSQL's default.

With 20,000 residents and 1.6 million facts the default of 128 MB holds a tenth of what is read all the time. A look at
the last fact of 679 persons takes 5 to 8 ms from the server's buffers, and 118 ms when none of it is there yet.
"""

from __future__ import annotations

import os
from pathlib import Path

MEGABYTE = 1 << 20
LIMIT = Path("/sys/fs/cgroup/memory.max")
LEAST, MOST = 128, 4_096
"""Megabytes of `shared_buffers`. The least is PostgreSQL's default."""


def memory(limit: Path = LIMIT) -> int:
    """Bytes that the machine has, or its control group may use."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(whole, int(limit.read_text(encoding="ascii")))
    except (OSError, ValueError):  # no control group, or "max"
        return whole


def tuning(bytes_there: int) -> dict[str, str]:
    """Settings for a server that shares a machine with so much memory with the rest of Madang."""
    shared = min(max(bytes_there // 8 // MEGABYTE, LEAST), MOST)
    return {
        "shared_buffers": f"{shared}MB",  # taken when it is used
        "effective_cache_size": f"{max(bytes_there // 2 // MEGABYTE, LEAST)}MB",
        "random_page_cost": "1.1",  # no disk that turns
        "max_wal_size": "2GB",  # a page is written whole once after each checkpoint
    }
