"""The counts of `madang nation` as text: one row a service, then what could not be worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from madang.rules.columns.service import Tally

HEADS = (
    ("서비스", "대상", "가구", "비대상", "미정", "오류", "남김", "금액(원)"),
    ("", "eligible", "units", "not", "open", "fault", "left", "won"),
)
WIDTHS = (18, 12, 12, 12, 12, 10, 10, 22)


def tally_table(tally: Tally, cpu_seconds: Mapping[str, float], peak: float) -> str:
    """`cpu_seconds`: by what they were spent on; `peak`: megabytes of memory."""
    lines = [f"{tally.date}  주민 {tally.persons:,}명 / residents", *map(_row, HEADS)]
    for one in tally.services.values():
        eligible, *others = (one.statuses[name] for name in ("eligible", "ineligible", "unknown", "fault"))
        counts = (eligible, one.units, *others, one.left, one.amount)
        lines.append(_row((one.service, *(f"{count:,}" for count in counts))))
    lines += [f"{one.service}.{reason}" for one in tally.services.values() for reason in one.refusals]
    lines += failing(tally)
    spent = ", ".join(f"{name} {seconds:.1f}" for name, seconds in cpu_seconds.items())
    return "\n".join([*lines, f"CPU s: {spent}; {peak:,.0f} MB"])


def failing(tally: Tally) -> Iterator[str]:
    """A line for each definition that failed: for how many, and what the first of them met."""
    for service in tally.services:
        for one in tally.faults_of(service):
            name = f"{service}.{one.definition}"
            yield f"! {name}: {one.residents:,}명 계산 못 함 / could not be worked out for {one.residents:,}"
            yield f"    {one.reason.ko} / {one.reason.en}"


def _row(cells: tuple[str, ...]) -> str:
    padded = []
    for number, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True)):
        space = " " * (width - sum(2 if east_asian_width(letter) in "WF" else 1 for letter in cell))
        padded.append(cell + space if number == 0 else space + cell)
    return "".join(padded)
