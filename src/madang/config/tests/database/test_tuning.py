"""What the embedded server is told of the machine."""

from __future__ import annotations

import os
from pathlib import Path

from madang.config.database.tuning import memory, tuning


def test_an_eighth_of_the_memory_within_bounds() -> None:
    gigabyte = 1 << 30
    shared = [tuning(size * gigabyte)["shared_buffers"] for size in (0, 4, 16, 512)]
    assert shared == ["128MB", "512MB", "2048MB", "4096MB"]
    assert tuning(4 * gigabyte)["effective_cache_size"] == "2048MB"


def test_a_control_group_has_less_than_the_machine(tmp_path: Path) -> None:
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = tmp_path / "memory.max"
    assert memory(limit) == whole
    limit.write_text("max\n", encoding="ascii")
    assert memory(limit) == whole
    limit.write_text("268435456\n", encoding="ascii")
    assert memory(limit) == 268_435_456
