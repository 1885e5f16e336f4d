"""Answers, facts and figures as text for a terminal; wide Korean letters count two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from madang.rules.service import (
    Amount,
    Answer,
    Case,
    ClauseAnswer,
    FactDefinition,
    Question,
    Rulebook,
    ValueUsed,
    plain,
)

MARKS = {True: "✓", False: "✗", None: "?"}
STATUS = {
    "eligible": ("받을 수 있음", "eligible"),
    "ineligible": ("해당 없음", "not eligible"),
    "unknown": ("더 확인 필요", "unknown"),
}
PER = {
    "month": ("월", "a month"),
    "year": ("연", "a year"),
    "quarter": ("분기", "a quarter"),
    "once": ("한 번", "once"),
}


def answers_table(answers: Sequence[Answer], question: Question | None, rulebook: Rulebook, language: str) -> str:
    """Each answer with its clauses and the values they looked at, then the next best question."""
    lines: list[str] = []
    for answer in answers:
        lines += [_heading(answer, language), *(_clause(clause, language) for clause in answer.clauses)]
        lines += [f"    · {_text(note.text, language)}" for note in answer.notes]
        lines.append("")
    if question is not None:
        asked = question.fact.question or question.fact.label
        intro = "다음 질문" if language == "ko" else "Next question"
        lines.append(f"{intro}: {_text(asked, language)}  [{question.fact.name} — {question.entity}]")
    return "\n".join(lines)


def _heading(answer: Answer, language: str) -> str:
    status = STATUS[answer.status][language != "ko"]
    sure = (
        ""
        if answer.certainty == "decision"
        else (" (확인이 필요한 수치 포함)" if language == "ko" else " (rests on figures to be checked)")
    )
    amount = f", {_amount(answer.amount, language)}" if answer.amount and answer.status != "ineligible" else ""
    if answer.pays_nothing:
        amount = ", 현금 없음" if language == "ko" else ", without cash"
    return f"{_text(answer.label, language)} [{answer.service}]: {status}{amount}{sure}"


def _amount(amount: Amount, language: str) -> str:
    per = PER[amount.per][language != "ko"] if amount.per in PER else amount.per
    low, high = f"{amount.low:,}", "?" if amount.high is None else f"{amount.high:,}"
    size = low if low == high else f"{low}–{high}"
    return f"{per} {size}원" if language == "ko" else f"{size} won {per}"


def _clause(clause: ClauseAnswer, language: str) -> str:
    plain_ones = [value for value in clause.values if not isinstance(value.value, (dict, list))]
    shown = "; ".join(_value(value, language) for value in plain_ones[:4])
    mark = "–" if clause.moot else MARKS[clause.holds]
    return f"  {mark} {_text(clause.label, language)} — {clause.law}" + (f"  ({shown})" if shown else "")


def _value(used: ValueUsed, language: str) -> str:
    if used.open:
        value = "?" if used.low is None and used.high is None else f"{_number(used.low)}–{_number(used.high)}"
    else:
        value = _number(used.value)
    who = f"{used.entity}: " if used.entity else ""
    return f"{who}{_text(used.label, language)} {value}"


def _number(value: Any) -> str:
    shown = plain(value)
    if isinstance(shown, bool):
        return "○" if shown else "×"
    return f"{shown:,}" if isinstance(shown, int) else "…" if shown is None else str(shown)


def facts_table(facts: Iterable[FactDefinition], language: str) -> str:
    """One row a fact."""
    rows = [("fact", "entity", "type", "unit", "time", "grade", "sources", "label")]
    rows += [
        (
            fact.name,
            fact.entity,
            fact.type,
            fact.unit or "",
            fact.time,
            fact.grade,
            ",".join(source.agency for source in fact.sources),
            _text(fact.label, language),
        )
        for fact in facts
    ]
    return table(rows)


def sources_table(rows: Sequence[dict[str, Any]], language: str) -> str:
    """One row a dated figure."""
    head = ("parameter", "from", "to", "value", "certainty", "law", "source")
    return table(
        [
            head,
            *(
                tuple(
                    str(row[name]) if row[name] is not None else ""
                    for name in ("name", "from", "to", "value", "certainty", "law", "source")
                )
                for row in rows
            ),
        ],
        widest=60,
    )


def cases_table(results: Sequence[tuple[Case, list[str]]], *, provenance: bool) -> str:
    """One row a case, what differs, and the counts a service."""
    lines: list[str] = []
    counts: dict[str, list[int]] = {}
    for case, differences in results:
        lines.append(
            f"{'✓' if not differences else '✗'} {case.service}/{case.id} [{case.kind}, {case.provenance}] {case.about}"
        )
        lines += [f"    {line}" for line in differences]
        if provenance:
            lines += [f"    {case.source}", *(f"    | {line}" for line in case.derivation.strip().splitlines())]
        tally = counts.setdefault(case.service, [0, 0])
        tally[0 if not differences else 1] += 1
    lines.append("")
    lines += [f"{service}: {good} passed, {bad} failed" for service, (good, bad) in counts.items()]
    return "\n".join(lines)


def table(rows: Sequence[tuple[str, ...]], *, widest: int = 48) -> str:
    """Rows in columns as wide as their widest cell, cut at `widest`."""
    cells = [[_cut(cell, widest) for cell in row] for row in rows]
    widths = [max(columns_of(row[index]) for row in cells) for index in range(len(cells[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def columns_of(text: str) -> int:
    """Terminal columns of a text."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str, widest: int) -> str:
    return (
        text
        if columns_of(text) <= widest
        else text[: widest // 2 if columns_of(text) > len(text) * 1.3 else widest - 1] + "…"
    )


def _text(label: Any, language: str) -> str:
    return str(label.ko if language == "ko" else label.en)
