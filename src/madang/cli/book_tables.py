"""Years, counts and changes of the rulebook as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from madang.cli.rules_tables import table
from madang.rules.book.service import (
    CERTAINTIES,
    CERTAINTY_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    DefinitionChange,
    FigureChange,
    YearStanding,
    certainties,
    certainties_by_service,
    counts_of,
    kind_of,
    value_words,
    words,
)
from madang.rules.service import Rulebook

MARKS = {"exact": "✓", "partial": "~", "blocked": "✗"}


def years_table(standings: Mapping[str, tuple[YearStanding, ...]], language: str) -> str:
    """A line a service and year with the reasons and the figures they are about, then the counts of each year."""
    lines = [line for id, years in standings.items() for one in years for line in _year(id, one, language)]
    lines.append("")
    for year, counts in counts_of(standings.values()).items():
        counted = ", ".join(f"{words(STATE_WORDS[state], language)} {count}" for state, count in counts.items())
        lines.append(f"{year}: {counted}")
    return "\n".join(lines)


def years_rows(standings: Mapping[str, tuple[YearStanding, ...]]) -> dict[str, Any]:
    """The same, JSON-ready: services with their years, and the counts."""
    rows = [
        {
            "service": id, "year": one.year, "state": one.state,
            "why": [{"ko": why.ko, "en": why.en} for why in one.why],
            "secondary": _named(one, "secondary"), "to_be_checked": _named(one, "to_be_checked"),
            "lacking": [parameter.name for parameter in one.lacking],
            "regions": [{"source": held.value.source, "certainty": held.value.certainty} for held in one.regions],
        }
        for id, years in standings.items()
        for one in years
    ]  # fmt: skip
    return {"years": rows, "counts": {str(year): counts for year, counts in counts_of(standings.values()).items()}}


def counts_table(rulebook: Rulebook, language: str) -> str:
    """Figures by certainty: a line a service, whose figures others may use too, then those of the whole rulebook."""
    head = (
        "서비스" if language == "ko" else "service",
        *(words(CERTAINTY_WORDS[one], language) for one in CERTAINTIES),
    )
    rows = [(id, *(str(counts[one]) for one in CERTAINTIES)) for id, counts in certainties_by_service(rulebook).items()]
    counted = ", ".join(f"{name}: {count}" for name, count in certainties(rulebook).items())
    return f"{table([head, *rows])}\n\n{counted}"


def changes_table(figures: Iterable[FigureChange], definitions: Iterable[DefinitionChange], language: str) -> str:
    """A line a number that changed, then a line a definition that began or ended."""
    head = ("figure", "from", "before", "after", "change", "source")
    rows = [
        (f"{one.parameter.name}{f'[{entry.key}]' if entry.key else ''}", one.day.isoformat(),
         *(value_words(value, kind_of(one.parameter), language) for value in (entry.old, entry.new)),
         "" if entry.percent is None else f"{entry.percent:+}%", one.new.source if one.new else "")
        for one in figures
        for entry in one.entries
    ]  # fmt: skip
    return "\n".join([table([head, *rows]), "", *(_definition(one, language) for one in definitions)])


def _year(id: str, one: YearStanding, language: str) -> Iterable[str]:
    why = " ".join(words(reason, language) for reason in one.why)
    yield f"{MARKS[one.state]} {id:20} {one.year} {words(STATE_WORDS[one.state], language)}  {why}".rstrip()
    for certainty in ("secondary", "to_be_checked"):
        if names := _named(one, certainty):
            yield f"    {words(CERTAINTY_WORDS[certainty], language)}: {', '.join(names)}"
    if one.lacking:
        lacking = "값 없음" if language == "ko" else "no value"
        yield f"    {lacking}: {', '.join(parameter.name for parameter in one.lacking)}"


def _named(one: YearStanding, certainty: str) -> list[str]:
    """Figures, and what is made of regions, by a source of that certainty; each once."""
    figures = [held.parameter.name for held in one.unsure if held.value.certainty == certainty]
    regions = [f"region: {held.label.en}" for held in one.regions if held.value.certainty == certainty]
    return list(dict.fromkeys((*figures, *regions)))


def _definition(one: DefinitionChange, language: str) -> str:
    turn = ("시작" if one.began else "끝") if language == "ko" else ("began" if one.began else "ended")
    service = one.service.id if one.service is not None else "–"
    return f"{one.day.isoformat()} {turn}: {service} {words(KIND_WORDS[one.kind], language)} {one.id} ({one.law})"
