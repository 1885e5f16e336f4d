"""The documents over all services: index, changes, figures to be checked, contradictions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.changes import DefinitionChange, Entry, FigureChange, definition_changes, figure_changes
from madang.rules.book.contradictions import Contradiction, FigureConflict
from madang.rules.book.counting import certainties, unsure_figures, unsure_regions
from madang.rules.book.markdown import bullets, certainty, page, table
from madang.rules.book.words import CERTAINTY_WORDS, GROUND_WORDS, KIND_WORDS, STATE_WORDS, kind_of, value_words, words
from madang.rules.book.years import YEARS, all_years, counts_of
from madang.rules.model import Label


def index_document(rulebook: Rulebook, language: str) -> str:
    """All services with their years, and links to the other pages."""
    korean = language == "ko"
    standings = all_years(rulebook)
    rows = [
        (f"[{words(service.label, language)}]({service.id}.md)", service.law, service.agency,
         *(words(STATE_WORDS[one.state], language) for one in standings[service.id]))
        for service in rulebook.pack.services.values()
    ]  # fmt: skip
    head = ("서비스", "근거법", "담당기관") if korean else ("Service", "Law", "Responsible")
    counted = [
        f"{year}: " + ", ".join(f"{words(STATE_WORDS[state], language)} {count}" for state, count in counts.items())
        for year, counts in counts_of(standings.values()).items()
    ]
    pages = [
        ("changes.md", Label("해가 바뀌며 달라진 것", "What changed between years")),
        ("to-be-checked.md", Label("확인이 필요한 값", "Figures to be checked")),
        ("contradictions.md", Label("공식 글이 서로 다른 곳", "Where official texts disagree")),
    ]
    return page("규칙집" if korean else "The rulebook", [
        table((*head, *map(str, YEARS)), rows),
        bullets(counted),
        bullets(f"[{words(label, language)}]({file})" for file, label in pages),
    ])  # fmt: skip


def changes_document(rulebook: Rulebook, first: int, last: int, language: str) -> str:
    """What differs from the last day of one year to that of another."""
    korean = language == "ko"
    days = dt.date(first, 12, 31), dt.date(last, 12, 31)
    title = f"{first}년에서 {last}년으로 달라진 것" if korean else f"What changed from {first} to {last}"
    head = ("기준값", "그날부터", "전", "후", "변화", "출처") if korean else (
        "Figure", "From", "Before", "After", "Change", "Source")  # fmt: skip
    rows = [row for change in figure_changes(rulebook, *days) for row in _change(change, language)]
    definitions = [_definition(one, language) for one in definition_changes(rulebook, *days)]
    return page(title, [table(head, rows), "## 정의" if korean else "## Definitions", bullets(definitions)])


def unsure_document(rulebook: Rulebook, language: str) -> str:
    """The figures to be checked, with who uses them, and counts by certainty."""
    korean = language == "ko"
    counts = ", ".join(
        f"{words(CERTAINTY_WORDS[name], language)} {count}" for name, count in certainties(rulebook).items()
    )
    head = ("기준값", "기간", "값", "조문", "출처", "쓰는 곳") if korean else (
        "Figure", "Days", "Value", "Article", "Source", "Used by")  # fmt: skip
    rows = [
        (f"{words(one.parameter.label, language)} (`{one.parameter.name}`)", _days(one.value.start, one.value.end),
         value_words(one.value.value, kind_of(one.parameter), language), one.parameter.law, one.value.source,
         ", ".join(words(service.label, language) for service in one.services))
        for one in unsure_figures(rulebook)
    ]  # fmt: skip
    regions = [f"{words(one.label, language)}: {one.value.value} ({_days(one.value.start, one.value.end)}), "
               f"{one.value.source}" for one in unsure_regions(rulebook)]  # fmt: skip
    title = "확인이 필요한 값" if korean else "Figures to be checked"
    return page(title, [counts, table(head, rows), "## 지역 구분" if korean else "## Regions", bullets(regions)])


def contradictions_document(told: tuple[Contradiction, ...], figures: tuple[FigureConflict, ...], language: str) -> str:
    """Official texts that disagree, then figures with another value elsewhere."""
    korean = language == "ko"
    title = "공식 글이 서로 다른 곳" if korean else "Where official texts disagree"
    blocks = [f"## {words(one.title, language)}\n\n{contradiction_lines(one, language)}" for one in told]
    heading = "## 다른 값이 적힌 곳이 있는 기준값" if korean else "## Figures with another value elsewhere"
    lines = [line for one in figures for line in _conflict_lines(one, language)]
    return page(title, [*blocks, heading if lines else "", bullets(lines)])


def contradiction_lines(one: Contradiction, language: str) -> str:
    """What each text says, which governs and why."""
    governs = "이 글을 따름" if language == "ko" else "governs"
    lines = [
        f"{text.source}: {words(text.says, language)}{f' ← **{governs}**' if text.governs else ''}"
        for text in one.texts
    ]
    why = f"{words(GROUND_WORDS[one.ground], language)}: {words(one.why, language)}"
    return bullets([words(one.benefit, language), *lines, f"{why} ({certainty(one.certainty, language)})"])


def _conflict_lines(one: FigureConflict, language: str) -> Iterable[str]:
    kind = kind_of(one.parameter)
    label = f"{words(one.parameter.label, language)} ({_days(one.value.start, one.value.end)})"
    for other in one.value.conflicts:
        here, there = (value_words(value, kind, language) for value in (one.value.value, other["value"]))
        yield f"{label}: {here} ({one.value.source}) / {there} ({other['source']}). {words(other['why_not'], language)}"


def _change(change: FigureChange, language: str) -> Iterable[tuple[str, ...]]:
    source = change.new.source if change.new else ""
    for entry in change.entries:
        key = f" [{entry.key}]" if entry.key else ""
        yield (
            f"{words(change.parameter.label, language)}{key}", change.day.isoformat(),
            *(value_words(value, kind_of(change.parameter), language) for value in (entry.old, entry.new)),
            percent_words(entry), source,
        )  # fmt: skip


def percent_words(entry: Entry) -> str:
    """`+7.2%`; "" where the two values cannot be compared."""
    return "" if entry.percent is None else f"{entry.percent:+}%"


def _definition(one: DefinitionChange, language: str) -> str:
    name = words(one.label, language) if one.label else f"`{one.id}`"
    where = f"{words(one.service.label, language)} · " if one.service is not None and one.kind != "service" else ""
    turn = ("시작" if one.began else "끝") if language == "ko" else ("began" if one.began else "ended")
    return f"{one.day.isoformat()} {turn}: {where}{words(KIND_WORDS[one.kind], language)} {name} ({one.law})"


def _days(start: dt.date | None, end: dt.date | None) -> str:
    return f"{start.isoformat() if start else ''}–{end.isoformat() if end else ''}"
