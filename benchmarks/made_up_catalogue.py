"""The made-up catalogue for benchmarks: written to a temporary folder and bound like any pack."""

from __future__ import annotations

import datetime as dt
import gc
import platform
import resource
import tempfile
import time
from pathlib import Path

from madang.rules.service import KOREA, Rulebook, load_rulebook
from madang.simulation.service import make_catalogue

ON = dt.date(2026, 11, 20)
"""The day the population is made for."""


def catalogue_rulebook(size: int, seed: int) -> Rulebook:
    """The Korean rulebook with `size` made-up services over it; says how long that takes."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        make_catalogue(size, seed, Path(folder) / "catalogue", on=ON)
        written = time.process_time()
        rulebook = load_rulebook([KOREA, Path(folder) / "catalogue"])
    spent = time.process_time() - written
    print(
        f"{size:,} services made in {written - begun:.1f} s CPU; loaded and bound with the Korean pack in {spent:.1f} s"
    )
    # What stays is not looked at again by the collector, as in a server after its start.
    gc.collect()
    gc.freeze()
    return rulebook


def machine() -> str:
    """One line about where the figures come from."""
    return f"{platform.machine()}, Python {platform.python_version()}"


def peak_gigabytes() -> float:
    """The largest memory of this process or of one of its children."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1e6
