"""`madang nation`: every service over everybody of a population, by the column engine."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from madang.rules.columns.service import Columns, Tally
    from madang.simulation.service import Written

KERNELS = "columns"
"""Folder below the house's home that keeps compiled kernels; it may be deleted."""


def kernels_folder() -> Path:
    """Where compiled kernels are kept."""
    return Path(os.environ.get("MADANG_HOME", "").strip() or "var") / KERNELS


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    parser.add_argument("--population", type=Path, help="folder made by `madang province`")
    parser.add_argument("--size", type=int, help="instead of a folder: draw so many residents, block by block")
    parser.add_argument("--province", default="nation", help="of those drawn (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    parser.add_argument("--service", action="append", help="only this service; may be repeated")
    parser.add_argument("--json", action="store_true", help="the counts as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does ``command``: 0 done, 1 refused with a message, 2 used wrongly."""
    from madang.rules.columns.service import FastEngineMissing

    if (arguments.population is None) == (arguments.size is None):
        print("--population이나 --size 가운데 하나를 적으세요. / give --population or --size", file=sys.stderr)
        return 2
    try:
        return _nation(arguments)
    except FastEngineMissing as missing:
        print(missing, file=sys.stderr)
    except (FileNotFoundError, ValueError, KeyError) as error:
        print(f"인구를 읽을 수 없습니다. / {error}", file=sys.stderr)
    return 1


class Clock:
    """CPU seconds by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Counts what happens inside."""
        begun = time.process_time()
        yield
        self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - begun


def _nation(arguments: argparse.Namespace) -> int:
    from madang.rules.columns.service import Columns
    from madang.rules.service import load_rulebook, services_on
    from madang.simulation import service as simulation

    clock = Clock()
    with clock.on("compile"):
        rulebook = load_rulebook()
        chosen = services_on(rulebook, arguments.date, arguments.service)
        columns = Columns(rulebook, arguments.date, chosen, kernels_folder())
    if arguments.population is not None:
        population = simulation.open_population(arguments.population)
        blocks, regions, size = simulation.blocks_of(population), population.manifest["regions"], population.size
    else:
        blocks, regions = simulation.blocks_made(arguments.size, arguments.seed, arguments.province)
        size = arguments.size
    tally = over_blocks(columns, blocks, regions, clock, Progress(size, shown=not (arguments.quiet or arguments.json)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if arguments.json:
        print(json.dumps({**tally.as_dict(), "cpu_seconds": clock.spent, "peak_mb": round(peak)}, ensure_ascii=False))
    else:
        _table(tally, clock, peak)
    return 0


def over_blocks(
    columns: Columns, blocks: Iterator[Written], regions: list[dict[str, str]], clock: Clock, progress: Progress
) -> Tally:
    """Every block in turn: made or read, put into columns, worked out, finished by the interpreter, counted."""
    from madang.rules.columns.service import Tally, finish
    from madang.simulation.service import chunks_for

    tally, chunks = Tally(columns.date, columns.plans), chunks_for(columns, regions)
    while True:
        with clock.on("population"):
            block = next(blocks, None)
        if block is None:
            break
        with clock.on("columns"):
            chunk = chunks.chunk(block)
        with clock.on("kernels"):
            found = columns.run(chunk)
        with clock.on("interpreter"):
            tally.note_left(chunk, found)
            finish(columns.rulebook, columns.date, chunk, found)
        tally.add(chunk, found)
        progress.step(len(block.persons["birth"]))
    progress.close()
    return tally


class Progress:
    """A bar on the terminal: residents done, and the minutes that are left."""

    def __init__(self, size: int, *, shown: bool) -> None:
        self.size, self.done, self.begun = max(size, 1), 0, time.monotonic()
        self.shown = shown and sys.stderr.isatty()

    def step(self, count: int) -> None:
        """So many residents more."""
        self.done += count
        if not self.shown:
            return
        share = min(1.0, self.done / self.size)
        left = (time.monotonic() - self.begun) * (1 - share) / max(share, 1e-9)
        bar = "█" * int(share * 30)
        sys.stderr.write(f"\r{bar:30} {share:4.0%} {self.done:,}  {left / 60:.1f} min ")
        sys.stderr.flush()

    def close(self) -> None:
        """Leaves the line."""
        if self.shown:
            sys.stderr.write("\n")


def _table(tally: Tally, clock: Clock, peak: float) -> None:
    print(f"{tally.date}  주민 {tally.persons:,}명 / residents")
    heads = ("", "eligible", "units", "not", "open", "fault", "left", "won")
    print(_row(("서비스", "대상", "가구", "비대상", "미정", "오류", "남김", "금액(원)")))
    print(_row(heads))
    for one in tally.services.values():
        eligible, *others = (one.statuses[name] for name in ("eligible", "ineligible", "unknown", "fault"))
        counts = (eligible, one.units, *others, one.left, one.amount)
        print(_row((one.service, *(f"{count:,}" for count in counts))))
    for one in tally.services.values():
        for reason in one.refusals:
            print(f"{one.service}.{reason}")
        for clause, count in one.faults.items():
            print(f"{one.service}.{clause}: {count:,}명 계산 못 함 / could not be worked out")
    spent = ", ".join(f"{name} {seconds:.1f}" for name, seconds in clock.spent.items())
    print(f"CPU s: {spent}; {peak:,.0f} MB")


def _row(cells: tuple[str, ...]) -> str:
    widths = (18, 12, 12, 12, 12, 10, 10, 22)
    padded = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - sum(2 if east_asian_width(letter) in "WF" else 1 for letter in cell))
        padded.append(cell + space if number == 0 else space + cell)
    return "".join(padded)
