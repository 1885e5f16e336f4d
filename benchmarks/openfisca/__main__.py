"""Cells per CPU second of the column engine and of openfisca-core with its country template, side by side.

    python -m benchmarks.openfisca [--size 1000000] [--times 5] [--venv FOLDER]

One simulated population, in one order (who lives together side by side), one run. openfisca-core and
openfisca-country-template (AGPL) are installed by name into an environment of their own, which is removed afterwards;
the product never imports them. What a cell is:

* there: one value of one variable with a formula, for one person or household (inputs are not counted);
* here: one value of one derived value, clause or amount of the rulebook, for one person, or one person's unit with its
  members (facts are not counted, nor what an expression works out on the way).

Seconds are CPU seconds of working out the cells only; reading, building and putting facts into columns stand beside.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.openfisca import peer
from madang.rules.columns.service import Columns
from madang.rules.service import load_rulebook, services_on
from madang.simulation.service import blocks_made, chunks_for

DATE = dt.date(2026, 11, 20)
PACKAGES = ("openfisca-core", "openfisca-country-template")


def main() -> int:
    """Prints both sides and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5, help="runs of each, by turns; the median counts")
    parser.add_argument("--venv", type=Path, help="an environment that already has the peer")
    arguments = parser.parse_args()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(prefix="madang-peer-") as folder:
        python = _environment(arguments.venv, Path(folder))
        command = [str(python), str(Path(peer.__file__)), str(Path(folder) / "people.npz")]
        for _ in range(arguments.times):  # by turns, so that neither has the quieter machine
            one, people = _ours(arguments.size)
            np.savez(Path(folder) / "people.npz", **people)
            ours.append(one)
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            theirs.append(json.loads(said.splitlines()[-1]))
    rates = []
    for runs in (theirs, ours):
        one, seconds = runs[0], sorted(run["seconds"] for run in runs)
        rates.append(one["cells"] / statistics.median(seconds))
        print(f"{one.get('version', 'madang columns')}: {one['persons']:,} persons, {one['variables']} variables, "
              f"{one['cells']:,} cells in {', '.join(f'{second:.2f}' for second in seconds)} s CPU; "
              f"at the median {rates[-1]:,.0f} cells/s; before that {one['build_s']:.1f} s")  # fmt: skip
    if theirs[0]["failed"]:
        print("not calculated there: " + "; ".join(theirs[0]["failed"]))
    print(f"ratio: {rates[1] / rates[0]:.1f}")
    return 0


def _environment(given: Path | None, folder: Path) -> Path:
    """The Python of an environment that has the peer."""
    if given is not None:
        return given / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def _ours(size: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """(figures of the column engine, the same people for the peer)"""
    rulebook = load_rulebook()
    columns = Columns(rulebook, DATE, services_on(rulebook, DATE), Path("var") / "columns")
    blocks, regions = blocks_made(size, 2026, "nation")
    chunks = chunks_for(columns, regions)
    seconds = built = 0.0
    persons = cells = 0
    people: dict[str, list[Any]] = {"home": [], "birth": [], "salary": [], "adult": []}
    programme = None
    for block in blocks:
        begun = time.process_time()
        chunk = chunks.chunk(block)
        programme = columns.programme_for(chunk)  # compiled here, by the first
        between = time.process_time()
        columns.run(chunk)
        seconds += time.process_time() - between
        built += between - begun
        persons += chunk.persons
        cells += programme.cells(chunk)
        rows = chunk.ids - block.first_person
        people["home"].append(block.persons["home"][rows])
        people["birth"].append(block.persons["birth"][rows].astype("datetime64[D]"))
        people["salary"].append(block.persons["employment.earned_income"][rows])
        people["adult"].append(block.persons["birth"][rows] < (DATE - dt.date(1988, 1, 1)).days)
    assert programme is not None
    figures = {"persons": persons, "cells": cells, "seconds": seconds, "build_s": built,
               "variables": programme.values}  # fmt: skip
    return figures, {name: np.concatenate(parts) for name, parts in people.items()}


if __name__ == "__main__":
    raise SystemExit(main())
