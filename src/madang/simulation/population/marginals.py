"""Official marginals, and their exact division into whole persons.

Source: packs/korea/population/residents_2024.csv (행정안전부 주민등록 인구통계, December 2024).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Weights = NDArray[np.float64]

folder = Path(__file__).parents[2] / "packs" / "korea" / "population"
sexes = ("female", "male")
bands = 21
"""Five-year age bands: 0-4, 5-9 … 95-99, 100 and over."""


@dataclass(frozen=True, slots=True)
class Marginals:
    """Residents of one province: `counts[region, sex, band]`, with the regions' codes and names."""

    province: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    counts: Counts


class UnknownProvince(ValueError):
    """No province (시·도) of that name or code; the text lists those there are."""


def provinces() -> dict[str, str]:
    """Ten-digit code → name of the 17 provinces (시·도) of December 2024."""
    with (folder / "provinces.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def province_codes(province: str) -> tuple[str, ...]:
    """The province's code; all seventeen for `nation`. Takes a name, or a code of two or ten digits."""
    known = provinces()
    if province in {"nation", "전국"}:
        return tuple(known)
    found = [code for code, name in known.items() if province in {code, code[:2], name}]
    if not found:
        raise UnknownProvince(
            f"'{province}': 다음 가운데 하나를 적으세요 / name one of nation, {', '.join(known.values())}"
        )
    return (found[0],)


def read_marginals(code: str) -> Marginals:
    """The marginals of the province with this ten-digit code, regions in order of their codes."""
    cells: dict[str, tuple[str, Counts]] = {}
    with (folder / "residents_2024.csv").open(encoding="utf-8") as file:
        for row in csv.reader(file):
            if row[2] == code:
                name_counts = cells.setdefault(row[0], (row[1], np.zeros((2, bands), dtype=np.int64)))
                name_counts[1][sexes.index(row[3])] = [int(text) for text in row[4:]]
    codes = tuple(sorted(cells))
    counts = np.stack([cells[c][1] for c in codes])
    return Marginals(code, codes, tuple(cells[c][0] for c in codes), counts)


def largest_remainder(weights: Weights | Counts, total: int) -> Counts:
    """Whole numbers in proportion to the weights that sum to total (Hamilton's method)."""
    exact = weights * (total / weights.sum())
    whole: Counts = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def controlled_rounding(table: Counts, total: int) -> Counts:
    """A whole-number table near `table` scaled to `total`, whose row and column sums are themselves
    rounded by largest remainder: every cell lies within two of its exact share.

    The fractional part is a 0/1 table with given margins, which Gale and Ryser's construction
    (largest remaining column first) always finds.
    """
    rows = largest_remainder(table.sum(axis=1), total)
    columns = largest_remainder(table.sum(axis=0), total)
    exact = table * (total / table.sum())
    for _ in range(50):
        exact *= (rows / np.maximum(exact.sum(axis=1), 1e-12))[:, None]
        exact *= (columns / np.maximum(exact.sum(axis=0), 1e-12))[None, :]
    whole: Counts = np.floor(exact + 1e-9).astype(np.int64)
    need = columns - whole.sum(axis=0)
    for row in np.argsort(whole.sum(axis=1) - rows, kind="stable"):
        missing = int(rows[row] - whole[row].sum())
        order = np.lexsort((whole[row] - exact[row], -need))
        whole[row, order[:missing]] += 1
        need[order[:missing]] -= 1
    return whole


def allocate(marginals: Marginals, size: int) -> Counts:
    """`size` residents over region × sex × band; age, sex and region marginals exact to the person."""
    flat = marginals.counts.reshape(len(marginals.codes), -1)
    return controlled_rounding(flat, size).reshape(marginals.counts.shape)


def divide(cells: Counts, parts: int) -> list[Counts]:
    """The cells dealt out evenly to `parts` blocks; they add up to the cells again."""
    phase = (np.arange(cells.size, dtype=np.int64) * 7919 % parts).reshape(cells.shape)
    edges = [(cells * part + phase) // parts for part in range(parts + 1)]
    return [after - before for before, after in pairwise(edges)]
