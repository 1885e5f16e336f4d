"""`madang nation`: every service over everybody of a population, by the column engine."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.days import day
from madang.cli.nation_tables import tally_table
from madang.cli.progress import Clock, Compiling, Progress

if TYPE_CHECKING:
    from madang.rules.columns.service import Columns, Tally
    from madang.simulation.service import Written

KERNELS = "columns"
"""Folder below the house's home that keeps compiled kernels; it may be deleted."""
NO_POPULATION = "`madang province --folder FOLDER`로 먼저 만드세요 / make one with `madang province --folder FOLDER`"


def kernels_folder() -> Path:
    """Where compiled kernels are kept."""
    return Path(os.environ.get("MADANG_HOME", "").strip() or "var") / KERNELS


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    add_population(parser)
    parser.add_argument("--service", action="append", help="only this service; may be repeated")
    parser.add_argument("--json", action="store_true", help="the counts as JSON")


def add_population(parser: argparse.ArgumentParser) -> None:
    """Arguments that say whom to look at, and on which day."""
    parser.add_argument("--population", type=Path, help="folder made by `madang province`")
    parser.add_argument("--size", type=int, help="instead of a folder: draw so many residents, block by block")
    parser.add_argument("--province", default="nation", help="of those drawn (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--date", type=day, default=dt.date(2026, 11, 20))
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
    except FileNotFoundError as error:
        print(f"인구를 읽을 수 없습니다. / {error}\n{NO_POPULATION}", file=sys.stderr)
    except ValueError as error:
        print(f"인구를 읽을 수 없습니다. / {error}", file=sys.stderr)
    return 1


def _nation(arguments: argparse.Namespace) -> int:
    from madang.rules.columns.service import Columns
    from madang.rules.service import load_rulebook, services_on

    clock, shown = Clock(), not (arguments.quiet or arguments.json)
    rulebook = load_rulebook()
    unknown = [id for id in arguments.service or () if id not in rulebook.pack.services]
    if unknown:
        there = ", ".join(rulebook.pack.services)
        print(f"없는 서비스입니다 / no such service: {', '.join(unknown)} ({there})", file=sys.stderr)
        return 2
    blocks, regions, size = _population(arguments)  # before the rules are compiled: a slip is told at once
    with clock.on("compile"):
        chosen = services_on(rulebook, arguments.date, arguments.service)
        compiling = Compiling(shown=shown)
        columns = Columns(rulebook, arguments.date, chosen, kernels_folder(), compiling=compiling.step)
    tally = over_blocks(columns, blocks, regions, clock, Progress(size, shown=shown))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if arguments.json:
        print(json.dumps({**tally.as_dict(), "cpu_seconds": clock.spent, "peak_mb": round(peak)}, ensure_ascii=False))
    else:
        print(tally_table(tally, clock.spent, peak))
    return 0


def _population(arguments: argparse.Namespace) -> tuple[Iterator[Written], list[dict[str, str]], int]:
    """(blocks, regions, residents). FileNotFoundError, ValueError."""
    from madang.simulation import service as simulation

    if arguments.population is None:
        blocks, regions = simulation.blocks_made(arguments.size, arguments.seed, arguments.province)
        return blocks, regions, arguments.size
    population = simulation.open_population(arguments.population)
    return simulation.blocks_of(population), population.manifest["regions"], population.size


def over_blocks(
    columns: Columns, blocks: Iterator[Written], regions: list[dict[str, str]], clock: Clock, progress: Progress
) -> Tally:
    """Every block in turn: made or read, put into columns, worked out, finished by the interpreter, counted."""
    from madang.rules.columns.service import Tally, finish
    from madang.simulation.service import chunks_for

    tally = Tally(columns.rulebook, columns.date, columns.plans)
    chunks = chunks_for(columns, regions)
    while True:
        with clock.on("population"):
            block = next(blocks, None)
        if block is None:
            break
        with clock.on("columns"):
            chunk = chunks.chunk(block)
        if tally.persons == 0:
            with clock.on("compile"):
                columns.programme_for(chunk)
        with clock.on("kernels"):
            found = columns.run(chunk)
        with clock.on("interpreter"):
            tally.note_left(chunk, found)
            finish(columns.rulebook, columns.date, chunk, found)
        tally.add(chunk, found)
        progress.step(len(block.persons["birth"]))
    progress.close()
    return tally
