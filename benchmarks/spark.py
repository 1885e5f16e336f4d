"""The same counts and won by Spark: every service by columns, a catalogue by bitmaps, here and by two workers.

    python -m benchmarks.spark --size 100000 [--services 1000] [--master local[2]]

One machine counts block by block and adds up by the province of the block; Spark reads the same blocks from Parquet and
adds up by the region of each home. Whatever differs, by service and status, unit, won, clause and province, is printed.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.made_up_catalogue import ON, machine
from madang.cli.nation_commands import kernels_folder
from madang.insight.service import write_codes, write_families
from madang.rules.columns.service import Columns, Tally, finish
from madang.rules.service import KOREA, load_rulebook, pack_on, services_on
from madang.simulation.service import CodedPopulation, make_catalogue, source_drawn

Places = dict[tuple[str, str], tuple[int, int, int]]
"""(service, province) → eligible residents, units, won."""


def main() -> int:
    """1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--services", type=int, default=1_000, help="of the made-up catalogue")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark's")
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    print(machine())
    adopt()
    with tempfile.TemporaryDirectory(prefix="madang-spark-") as folder:
        differing = families(arguments, Path(folder) / "families") + codes(arguments, Path(folder))
    return 1 if differing else 0


def families(arguments: argparse.Namespace, folder: Path) -> int:
    """The column engine: how much differs."""
    rulebook = load_rulebook()
    with timed("kernels read or compiled"):
        columns = Columns(rulebook, ON, services_on(rulebook, ON), kernels_folder())
    source = source_drawn(arguments.size, arguments.seed, "nation")
    with timed("drawn and written as blocks"):
        write_families(folder, columns, source)
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    print(f"{size / 1e6:,.1f} MB of Parquet, {size / arguments.size:,.0f} bytes a resident")
    whole = Tally(rulebook, ON, columns.plans)
    parts: dict[str, Tally] = {}
    with timed("columns on one machine, drawing again included"):
        for chunk, regions in source.chunks(columns):
            (province,) = {source.regions[region].split()[0] for region in np.unique(regions)}
            found = columns.run(chunk)
            tallies = (whole, parts.setdefault(province, Tally(rulebook, ON, columns.plans)))
            for tally in tallies:
                tally.note_left(chunk, found)
            finish(rulebook, ON, chunk, found)
            for tally in tallies:
                tally.add(chunk, found)
    told = by_spark("columns", arguments, folder)
    here = {
        (id, province): (one.statuses["eligible"], one.units, one.amount)
        for province, tally in parts.items()
        for id, one in tally.services.items()
    }
    wrong = differences(flat(whole.as_dict()), flat(told)) + differences(nonzero(here), nonzero(places(told)))
    answers = whole.persons * len(whole.services)
    left = sum(one.left for one in whole.services.values())
    won = sum(one.amount for one in whole.services.values())
    print(f"{answers:,} answers, {left:,} of them finished by the interpreter, {won:,} won: {wrong} differ")
    return wrong


def codes(arguments: argparse.Namespace, folder: Path) -> int:
    """The bitmaps: how much differs."""
    make_catalogue(arguments.services, 1, folder / "catalogue", on=ON)
    rulebook = load_rulebook([KOREA, folder / "catalogue"])
    source = CodedPopulation(arguments.size, arguments.seed, "nation", ON)
    with timed("drawn and written as coded blocks"):
        about = write_codes(folder / "codes", rulebook, ON, source)
    with timed("bitmaps on one machine, drawing again included"):
        packed = pack_on(rulebook, ON, source)
        counts = packed.counts()
    told = by_spark("bitmaps", arguments, folder / "codes", "--catalogue", str(folder / "catalogue"))
    place_of = {zone[0]: source.domains["residence.region"][zone[0]]["region.province"] for zone in source.zones}
    provinces = [rulebook.regions.find(place_of[zone[0]], ON).name for zone in source.zones]
    ends, of_run = runs(source, provinces)
    here: dict[tuple[str, str], int] = defaultdict(int)
    for id in packed.services:
        numbers = np.searchsorted(ends, packed.members(id), side="right")
        for run, count in zip(*np.unique(numbers, return_counts=True), strict=True):
            here[id, of_run[run]] += int(count)
    listed = {key: one[0] for key, one in places(told).items()}
    wrong = differences(counts, told["counts"]) + differences(here, listed)
    wrong += differences(dict.fromkeys(packed.refused, 1), dict.fromkeys(told["refused"], 1))
    print(
        f"{about.residents:,} residents × {len(counts):,} services, {sum(counts.values()):,} eligible: {wrong} differ"
    )
    return wrong


def runs(source: CodedPopulation, provinces: Sequence[str]) -> tuple[Any, list[str]]:
    """(one beyond the last resident of each run of one block and zone, the run's province)."""
    sizes = np.concatenate([part.residents for part in source.parts()])
    return np.cumsum(sizes), list(provinces) * len(source.parts())


def by_spark(what: str, arguments: argparse.Namespace, folder: Path, *further: str) -> dict[str, Any]:
    """What `madang cluster run` prints as JSON; CPU of driver, Java and workers together."""
    command = [sys.executable, "-m", "madang.cli", "cluster", "run", str(folder), "--json"]
    command += ["--master", arguments.master, *(f"--conf={one}" for one in arguments.conf)]
    with timed(f"{what} by Spark on {arguments.master}, its start included"):
        done = subprocess.run([*command, *further], capture_output=True, text=True, check=False)
        wait_for_java()
    if done.returncode:
        raise SystemExit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    spent = ", ".join(f"{name} {seconds:.1f}" for name, seconds in told["cpu_seconds"].items())
    print(f"  inside the workers, s CPU: {spent}; {told['peak_mb']:,} MB each at the peak")
    return told


def adopt() -> None:
    """Makes this process the parent of what its children leave behind, so that Java's CPU is counted (Linux)."""
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def wait_for_java() -> None:
    """Waits for what the last command left behind."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def flat(told: Mapping[str, Any]) -> dict[str, Any]:
    """A tally's JSON with one entry for each number and reason."""
    found: dict[str, Any] = {"persons": told["persons"]}
    for one in told["services"]:
        for name, value in one.items():
            inner = value.items() if isinstance(value, dict) else [("", value)]
            found |= {f"{one['service']} {name} {key}": number for key, number in inner}
    return found


def places(told: Mapping[str, Any]) -> Places:
    """What a run says of provinces."""
    return {(one["service"], one["place"]): (one["eligible"], one["units"], one["amount"]) for one in told["provinces"]}


def nonzero(found: Places) -> Places:
    """Places where anything is due."""
    return {key: one for key, one in found.items() if any(one)}


def differences(here: Mapping[Any, Any], there: Mapping[Any, Any]) -> int:
    """How many entries differ; each is printed."""
    wrong = [key for key in {**here, **there} if here.get(key) != there.get(key)]
    for key in wrong:
        print(f"differs: {key}: here {here.get(key)}, by Spark {there.get(key)}")
    return len(wrong)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints wall and CPU seconds, those of processes that ended inside included."""

    def cpu() -> float:
        return sum(
            resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )

    begun, spent = time.perf_counter(), cpu()
    yield
    print(f"{what}: {time.perf_counter() - begun:.1f} s wall, {cpu() - spent:.1f} s CPU", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
