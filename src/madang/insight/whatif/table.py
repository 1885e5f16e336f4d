"""The result as text for a terminal, in Korean or English."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from madang.insight.whatif.estimates import Estimate
from madang.insight.whatif.result import ServiceEffect, WhatIf
from madang.insight.whatif.wording import short, won_short

PER = {
    "month": ("월", "a month"),
    "quarter": ("분기", "a quarter"),
    "year": ("연", "a year"),
    "once": ("한 번", "once"),
}
HEAD = {
    "ko": ("", "새로 받음", "못 받게 됨", "늘어남", "줄어듦", "1년 예산 변화"),
    "en": ("", "gaining", "losing", "more", "less", "budget a year"),
}

MOST_GROUPS = 30
"""More groups than these are left to the CSV: a terminal shows provinces, not two hundred regions."""


def table(result: WhatIf, language: str) -> str:
    """Changes, then each service with its totals and its groups."""
    ko = language == "ko"
    lines = [_counted(result, ko), ""]
    for figure in result.figures:
        label = figure.label.ko if ko else figure.label.en
        lines.append(f"  {label} [{figure.name}]: {_figure(figure.before)} → {_figure(figure.after)}")
    lines += [
        f"  ! {one.ko}: 이 날 어느 서비스도 읽지 않습니다." if ko else f"  ! {one.en}: no service reads it on this day."
        for one in result.unread
    ]
    for service in result.services:
        lines += ["", *_service(result, service, language)]
    return "\n".join(lines)


def _counted(result: WhatIf, ko: bool) -> str:
    made_up = ("모의 주민", "simulated residents") if result.synthetic else ("주민", "residents")
    if not result.sampled:
        return (
            f"{result.date}: {made_up[0]} {result.counted:,}명 전원"
            if ko
            else f"{result.date}: all {result.counted:,} {made_up[1]}"
        )
    if ko:
        return (
            f"{result.date}: {made_up[0]} {result.counted:,}명의 표본으로 {result.stands_for:,}명을 추정 "
            "(±는 95 % 신뢰구간의 반)"
        )
    return f"{result.date}: {result.counted:,} {made_up[1]} stand for {result.stands_for:,} (± is half a 95 % interval)"


def _service(result: WhatIf, service: ServiceEffect, language: str) -> list[str]:
    ko = language == "ko"
    per = PER[service.per][0 if ko else 1]
    before, after = (result.figure(service, f"won_{side}") for side in ("before", "after"))
    budget = result.budget(service, "won_change")
    sums = f"{won_short(before.value, language)} → {won_short(after.value, language)}"
    units = [result.figure(service, f"units_{side}") for side in ("before", "after")]
    change = _with_margin(budget, language, sign=True)
    if ko:
        lines = [
            f"{service.label.ko} [{service.id}]",
            f"  가구 {units[0].value:,.0f} → {units[1].value:,.0f}, {per} {sums}, 1년 예산 {change}",
        ]
    else:
        lines = [
            f"{service.label.en} [{service.id}]",
            f"  units {units[0].value:,.0f} → {units[1].value:,.0f}, {sums} {per}, budget a year {change}",
        ]
    open_ones = result.figure(service, "open_after").value
    if open_ones:
        lines.append(
            f"  사실이 모자라 정하지 못한 사람 {open_ones:,.0f}명"
            if ko
            else f"  not settled for want of facts: {open_ones:,.0f}"
        )
    if service.faults:
        lines.append(
            f"  ! 규칙을 계산하지 못한 사람 {service.faults:,}명 (정하지 못한 것으로 셈)"
            if ko
            else f"  ! a rule could not be worked out for {service.faults:,} residents (counted as not settled)"
        )
    for one in service.failing:
        reason, count = one.reason.ko if ko else one.reason.en, f"{one.residents:,}"
        lines.append(
            f"    {one.definition}: {reason} ({count}명)" if ko else f"    {one.definition}: {reason} ({count})"
        )
    rows = [list(HEAD[language])]
    for dimension, number, label in result.cells(service):
        if dimension and len(result.dimensions[dimension].groups) > MOST_GROUPS:
            continue
        rows.append([label.ko if ko else label.en, *_cells(result, service, dimension, number, language)])
    return lines + _aligned(rows)


def _cells(result: WhatIf, service: ServiceEffect, dimension: str, number: int, language: str) -> list[str]:
    found = [
        _with_margin(result.figure(service, measure, dimension, number), language, won=False)
        for measure in ("persons_gaining", "persons_losing", "persons_more", "persons_less")
    ]
    return [*found, _with_margin(result.budget(service, "won_change", dimension, number), language, sign=True)]


def _with_margin(figure: Estimate, language: str, *, won: bool = True, sign: bool = False) -> str:
    written = won_short(figure.value, language, sign=sign) if won else short(figure.value, language)
    if figure.error == 0:
        return written
    return f"{written} ± {'?' if math.isinf(figure.error) else short(figure.margin, language)}"


def _figure(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, list):
        return "[" + ", ".join(_figure(item) for item in value) + "]"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_figure(item)}" for key, item in value.items())
    return str(value)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _width(text: str) -> int:
    """Columns of a terminal: wide letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
