"""What a draft would do to everybody, as tables of a page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from madang.portal.shown.words import korean, said
from madang.rulemaking import service as rulemaking
from madang.rules.service import Label


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and half its 95 % interval; margin "" where everybody was counted. more: whether it is above zero."""

    words: str
    margin: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of residents. dimension: what it is a part of, on the first line of each; "" for everybody."""

    label: str
    gaining: Measure
    losing: Measure
    more: Measure
    less: Measure
    won: Measure


@dataclass(frozen=True, slots=True)
class ServiceLines:
    """One service: the whole, and groups by dimension."""

    label: str
    before: Measure
    after: Measure
    won_before: Measure
    won_after: Measure
    whole: GroupLine
    groups: tuple[tuple[str, tuple[GroupLine, ...]], ...]
    faults: int


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One question about a revision: its state, its progress in hundredths, or what came of it."""

    on: dt.date
    state: str
    percent: int
    why: str
    counted: str
    stands_for: str
    sampled: bool
    carried: tuple[str, ...]
    services: tuple[ServiceLines, ...]


def effect_lines(effects: list[rulemaking.Effect]) -> list[EffectLine]:
    """The latest first."""
    return [_effect(one) for one in effects]


def won(value: int, *, sign: bool = False) -> str:
    """Money of a nation: in 억원 (100 million won) or million won, to three figures."""
    mark = "+" if sign and value > 0 else "−" if value < 0 else ""
    size = abs(value)
    if korean():
        if size >= 10**12:
            return f"{mark}{size / 10**12:,.2f}조 원"
        if size >= 10**8:
            return f"{mark}{size / 10**8:,.1f}억 원"
        return f"{mark}{size:,}원"
    if size >= 10**9:
        return f"{mark}₩{size / 10**9:,.2f} bn"
    return f"{mark}₩{size / 10**6:,.1f} M" if size >= 10**6 else f"{mark}₩{size:,}"


def _effect(one: rulemaking.Effect) -> EffectLine:
    result: dict[str, Any] = one.result or {}
    refused = one.refused or {}
    counted, stands_for = result.get("counted", 0), result.get("stands_for", 0)
    percent = min(99, 100 * one.counted // one.total) if one.total else 0
    carried = tuple(said(Label(label["ko"], label["en"])) for label in result.get("carried", ()))
    return EffectLine(
        one.on, one.state, percent, said(Label(refused["ko"], refused["en"])) if refused else "", f"{counted:,}",
        f"{stands_for:,}", stands_for > counted, carried,
        tuple(_service(service, result["dimensions"]) for service in result.get("services", ())),
    )  # fmt: skip


def _service(service: dict[str, Any], dimensions: dict[str, Any]) -> ServiceLines:
    whole = next(group for group in service["groups"] if group["dimension"] == "")
    parts = []
    for name, label in dimensions.items():
        lines = tuple(_group(group) for group in service["groups"] if group["dimension"] == name)
        parts.append((said(Label(label["ko"], label["en"])), lines))
    return ServiceLines(
        said(Label(**service["label"])), _people(whole["persons_before"]), _people(whole["persons_after"]),
        _money(whole["won_before"]), _money(whole["won_after"]), _group(whole), tuple(parts), service["faults"],
    )  # fmt: skip


def _group(group: dict[str, Any]) -> GroupLine:
    label = _("Everybody") if group["dimension"] == "" else said(Label(group["ko"], group["en"]))
    gaining, losing, more, less = (_people(group[f"persons_{name}"]) for name in ("gaining", "losing", "more", "less"))
    return GroupLine(label, gaining, losing, more, less, _money(group["won_change"], sign=True))


def _people(measure: list[int | None]) -> Measure:
    value, margin = measure
    return Measure(f"{value or 0:,}", _margin(margin, lambda off: f"{off:,}"))


def _money(measure: list[int | None], *, sign: bool = False) -> Measure:
    value, margin = measure[0] or 0, measure[1]
    return Measure(won(value, sign=sign), _margin(margin, won), "more" if value > 0 else "less" if value < 0 else "")


def _margin(margin: int | None, written: Any) -> str:
    if margin is None:
        return "± ?"
    return f"± {written(margin)}" if margin else ""
