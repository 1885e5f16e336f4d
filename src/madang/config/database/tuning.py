"""What the embedded server is told of the machine and of how it is spoken to; everything else is PostgreSQL's default.

Measured under the load of benchmarks/spine_load.py, 20,000 residents and 1.6 million facts: with the defaults a
statement over a few hundred keys took 37 ms, most of it in compiling it and in copying pages; with these 1 ms.
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
        "jit": "off",  # many short statements: to compile one takes longer than it runs
        "random_page_cost": "1.1",  # no disk that turns
        "max_wal_size": "2GB",  # a page is written whole once after each checkpoint
    }
