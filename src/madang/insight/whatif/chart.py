"""One picture of a result: what a year's budget gains or loses by income decile and by age, as SVG 1.1.

No script, no font of its own, readable by screen readers (title and description); everything is text and rectangles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from madang.insight.whatif.result import ServiceEffect, WhatIf
from madang.insight.whatif.wording import won_short
from madang.rules.service import Label

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 150, 110, 26, 112
MORE, LESS, INK, QUIET, LINE = "#0b50d0", "#b45309", "#1e2124", "#58616a", "#cdd1d5"
PANELS = ("decile", "age")


@dataclass(frozen=True, slots=True)
class Bar:
    """One group's change in won a year and half its 95 % interval."""

    label: str
    value: float
    margin: float


def chart(result: WhatIf, service: ServiceEffect, language: str = "ko") -> str:
    """The picture of one service, in "ko" or "en"."""
    panels = [(_text(result.dimensions[name].label, language), _bars(result, service, name, language))
              for name in PANELS if name in result.dimensions]  # fmt: skip
    panels = [(title, bars) for title, bars in panels if bars]
    height = TOP + sum(40 + ROW * len(bars) + 16 for _, bars in panels)
    title = (
        f"{service.label.ko}: 1년 예산의 변화" if language == "ko" else f"{service.label.en}: change of a year's budget"
    )
    total = result.budget(service, "won_change")
    summary = won_short(total.value, language, sign=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title description" lang="{language}" '
        "font-family=\"Pretendard, 'Noto Sans KR', 'Malgun Gothic', sans-serif\">"
    )
    parts = [
        head,
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(_described(panels, summary, language))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _words(24, 36, title, size=20, weight=700),
        _words(24, 62, _subtitle(result, summary, total.margin, language), fill=QUIET, size=14),
        _words(24, 84, _changes(result, language), fill=QUIET, size=14),
    ]
    y = TOP
    for name, bars in panels:
        parts.append(_words(24, y + 16, name, size=15, weight=700))
        parts += _panel(bars, y + 32, language)
        y += 40 + ROW * len(bars) + 16
    return "\n".join([*parts, "</svg>", ""])


def _bars(result: WhatIf, service: ServiceEffect, dimension: str, language: str) -> list[Bar]:
    found = []
    for number, label in enumerate(result.dimensions[dimension].groups):
        if service.tally.group_residents[dimension][number]:
            figure = result.budget(service, "won_change", dimension, number)
            found.append(Bar(_text(label, language), figure.value, figure.margin))
    return found


def _panel(bars: list[Bar], top: float, language: str) -> list[str]:
    """Horizontal bars from a common zero, with their figures and, for a sample, the interval as a thin line."""
    reach = max([abs(bar.value) + bar.margin for bar in bars if math.isfinite(bar.margin)] + [1.0])
    lowest = min(0.0, *(bar.value for bar in bars))
    highest = max(0.0, *(bar.value for bar in bars))
    room = WIDTH - LEFT - RIGHT - (RIGHT if lowest < 0 else 0)
    scale = room / (max(reach, highest) + (reach if lowest < 0 else 0))
    zero = LEFT + (RIGHT + reach * scale if lowest < 0 else 0)
    bottom = top + ROW * len(bars)
    parts = [f'<line x1="{zero:.1f}" y1="{top - 4:.1f}" x2="{zero:.1f}" y2="{bottom:.1f}" stroke="{LINE}"/>']
    for number, bar in enumerate(bars):
        parts += _bar(bar, zero, scale, top + number * ROW, language)
    return parts


def _bar(bar: Bar, zero: float, scale: float, y: float, language: str) -> list[str]:
    end = zero + bar.value * scale
    parts = [_words(LEFT - 12, y + 15, bar.label, anchor="end", size=13)]
    parts.append(
        f'<rect x="{min(zero, end):.1f}" y="{y + 2:.1f}" width="{abs(end - zero):.1f}" height="{ROW - 8}" '
        f'fill="{MORE if bar.value >= 0 else LESS}"/>'
    )
    reached = bar.margin * scale if math.isfinite(bar.margin) else 0.0
    if reached:
        parts.append(
            f'<line x1="{end - reached:.1f}" y1="{y + 11:.1f}" x2="{end + reached:.1f}" y2="{y + 11:.1f}" '
            f'stroke="{INK}" stroke-width="1.5"/>'
        )
    figure = won_short(bar.value, language, sign=True)
    beside = -reached - 6 if bar.value < 0 else reached + 6
    parts.append(_words(end + beside, y + 15, figure, anchor="end" if bar.value < 0 else "start", size=13))
    return parts


def _subtitle(result: WhatIf, summary: str, margin: float, language: str) -> str:
    off = f" ± {won_short(margin, language)}" if result.sampled and math.isfinite(margin) else ""
    made_up = {"ko": " · 모의 인구", "en": " · simulated population"}[language] if result.synthetic else ""
    return f"{result.date.isoformat()} · {summary}{off}{made_up}"


def _changes(result: WhatIf, language: str) -> str:
    """What was changed, as far as it fits on a line."""
    told = [
        f"{_text(f.label, language)} {f.before:,f} → {f.after:,f}"
        for f in result.figures
        if isinstance(f.before, Decimal)
    ]
    text = ", ".join(told or [_text(f.label, language) for f in result.figures])
    return text if len(text) <= 72 else text[:71] + "…"


def _described(panels: list[tuple[str, list[Bar]]], summary: str, language: str) -> str:
    parts = [summary]
    for name, bars in panels:
        parts.append(
            name + ": " + ", ".join(f"{bar.label} {won_short(bar.value, language, sign=True)}" for bar in bars)
        )
    return ". ".join(parts)


def _words(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, size: int = 14,
           weight: int = 400) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _text(label: Label, language: str) -> str:
    return label.ko if language == "ko" else label.en
