"""The document of one service: law, conditions, figures of a day, years, worked cases, contradictions."""

from __future__ import annotations

from collections.abc import Iterable

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.contradictions import Contradiction
from madang.rules.book.covering import cases_of, covering
from madang.rules.book.document_lists import contradiction_lines
from madang.rules.book.markdown import bullets, certainty, code, page, table
from madang.rules.book.parts import Dated, ServiceOnDay, Used
from madang.rules.book.words import STATE_WORDS, kind_of, life_event, value_words, words
from madang.rules.book.years import YearStanding, years_of
from madang.rules.cases import Case
from madang.rules.model import Label


def service_document(
    rulebook: Rulebook, shown: ServiceOnDay, contradictions: Iterable[Contradiction], language: str
) -> str:
    """The page of a service on a day, in "ko" or "en"."""
    service = shown.service

    def say(ko: str, en: str) -> str:
        return words(Label(ko, en), language)

    cases = cases_of(service.id, rulebook.regional)
    concerned = [one for one in contradictions if one.concerns(service)]
    day = shown.date.isoformat()
    return page(
        f"{words(service.label, language)} (`{service.id}`)",
        [
            words(service.summary, language) if service.summary else "",
            bullets(_about(shown, language)),
            f"## {say('해마다', 'Year by year')}",
            _years(years_of(rulebook, service), language),
            f"## {say(f'{day}의 조건', f'Conditions on {day}')}",
            _clauses(shown, language),
            f"## {say('금액', 'Amount')}" if service.amount or shown.components else "",
            _amount(shown, language),
            f"## {say('계산값', 'Values worked out')}" if shown.derived else "",
            _derived(shown, language),
            f"## {say(f'{day}의 기준값', f'Figures on {day}')}" if shown.figures else "",
            _figures(shown.figures, language),
            f"## {say('공식 글이 서로 다른 곳', 'Where official texts disagree')}" if concerned else "",
            *(contradiction_lines(one, language) for one in concerned),
            f"## {say('조건마다 손으로 푼 사례', 'Worked cases of each condition')}" if cases else "",
            _covering(shown, cases, language) if cases else "",
        ],
    )


def _about(shown: ServiceOnDay, language: str) -> list[str]:
    service = shown.service

    def line(ko: str, en: str, text: str) -> str:
        return f"{words(Label(ko, en), language)}: {text}"

    found = [
        line("근거법", "Law", service.law),
        line("담당기관", "Responsible", service.agency),
        line("함께 보는 사람", "Counted together", f"{words(shown.unit.label, language)} ({shown.unit.law})"),
        line("생애사건", "Life events", ", ".join(words(life_event(one), language) for one in service.life_events)),
        line("신청", "How to apply", words(service.apply, language) if service.apply else ""),
        line("받는 사람", "Recipients", code(service.recipients.text) if service.recipients else ""),
        line("지문", "Closure", f"`{shown.closure}`"),
    ]
    notes = [words(note.text, language) for note in service.notes]
    return [one for one in found if not one.endswith(": ")] + notes


def _years(years: tuple[YearStanding, ...], language: str) -> str:
    head = ("연도", "상태", "까닭") if language == "ko" else ("Year", "State", "Why")
    return table(head, [
        (str(one.year), words(STATE_WORDS[one.state], language), " ".join(words(why, language) for why in one.why))
        for one in years
    ])  # fmt: skip


def _clauses(shown: ServiceOnDay, language: str) -> str:
    head = (
        ("조건", "조문", "식", "읽는 기준값") if language == "ko" else ("Condition", "Article", "Expression", "Figures")
    )
    return table(head, [
        (f"{words(one.label, language)} (`{one.id}`)", one.law, code(one.when.text), _used(used, language))
        for one, used in shown.clauses
    ])  # fmt: skip


def _amount(shown: ServiceOnDay, language: str) -> str:
    service = shown.service
    head = ("부분", "조문", "식", "읽는 기준값") if language == "ko" else ("Part", "Article", "Expression", "Figures")
    whole = "전체" if language == "ko" else "in all"
    rows = [] if service.amount is None else [
        (whole, service.amount_law or "", code(service.amount.text), _used(shown.amount, language))
    ]  # fmt: skip
    for part, used in shown.components:
        when = "" if part.when is None else f" {code(f'when {part.when.text}')}"
        each = "" if part.each is None else f"{code(f'each {part.each.text}')} "
        rows.append((f"{words(part.label, language)} (`{part.id}`)", part.law or "",
                     f"{each}{code(part.value.text)}{when}", _used(used, language)))  # fmt: skip
    return table(head, rows)


def _derived(shown: ServiceOnDay, language: str) -> str:
    head = ("계산값", "조문", "식") if language == "ko" else ("Value", "Article", "Expression")
    return table(head, [
        (f"{words(one.label, language)} (`{name}`)" if one.label else f"`{name}`", one.law or "", code(one.value.text))
        for name, (one, _) in shown.derived.items()
    ])  # fmt: skip


def _figures(figures: tuple[Dated, ...], language: str) -> str:
    head = ("기준값", "값", "확실성", "조문", "출처") if language == "ko" else (
        "Figure", "Value", "Certainty", "Article", "Source")  # fmt: skip
    return table(head, [
        (
            f"{words(one.parameter.label, language)} (`{one.parameter.name}`)",
            value_words(one.value.value if one.value else None, kind_of(one.parameter), language),
            certainty(one.value.certainty, language) if one.value else "",
            one.parameter.law,
            one.value.source if one.value else "",
        )
        for one in figures
    ])  # fmt: skip


def _used(used: Used, language: str) -> str:
    return "; ".join(
        f"{words(one.parameter.label, language)} "
        f"{value_words(one.value.value if one.value else None, kind_of(one.parameter), language)}"
        for one in used.figures
    )


def _covering(shown: ServiceOnDay, cases: tuple[Case, ...], language: str) -> str:
    covered = covering(shown.service, cases)
    head = ("조건", "맞는 사례", "맞지 않는 사례") if language == "ko" else ("Condition", "Holds in", "Fails in")
    return table(head, [
        (f"`{one.id}`", _ids(covered[one.id].true), _ids(covered[one.id].false)) for one, _ in shown.clauses
    ])  # fmt: skip


def _ids(cases: tuple[Case, ...], most: int = 5) -> str:
    named = ", ".join(f"`{case.id}`" for case in cases[:most])
    return f"{named} … ({len(cases)})" if len(cases) > most else named or "–"
