"""A letter as what its templates read: nested plain values with every word chosen, for typst and for HTML alike."""

from __future__ import annotations

from typing import Any

from madang.documents.letters.amounts import PERIODS
from madang.documents.letters.kinds import ANSWERS, CERTIFICATES
from madang.documents.letters.letter import Letter
from madang.documents.letters.parts import Clauses, Pairs, Paragraphs, Rows, Section, Way
from madang.documents.letters.wording import WORDS, word, written_day
from madang.rules.service import Label


def arranged(letter: Letter) -> dict[str, Any]:
    """JSON-able; keys are stable for the two templates and nobody else."""
    language = letter.language

    def said(label: Label) -> str:
        return label.ko if language == "ko" else label.en

    issuer = letter.issuer
    return {
        "language": language,
        "layout": "certificate" if letter.kind in CERTIFICATES else "letter",
        "words": {name: word(name, language) for name in WORDS},
        "id": letter.id,
        "year": letter.issued.year,
        "month": letter.issued.month,
        "day": letter.issued.day,
        "issued": written_day(letter.issued, language),
        "issuer": {
            "name": said(issuer.name),
            "head": said(issuer.head),
            "unit": said(issuer.unit),
            "seal": seal_columns(issuer.head.ko),
            "lines": _foot(letter),
        },
        "addressee": {"name": letter.addressee.name, "address": letter.addressee.address},
        "number": letter.number,
        "title": letter.title,
        "opening": list(letter.opening),
        "amount": letter.amount and {
            "label": letter.amount.label,
            "written": letter.amount.written(language),
            "per": said(PERIODS[letter.amount.per]),
        },
        "facts": [[row.name, row.value] for row in letter.facts],
        "sections": [_section(section, language) for section in letter.sections],
        "ways_heading": word("answer" if letter.kind in ANSWERS else "object", language),
        "ways": [_way(way, language) for way in letter.ways],
        "ways_note": letter.ways_note,
        "attachments": list(letter.attachments),
        "handled_by": [[row.name, row.value] for row in letter.handled_by],
        "register_page": letter.register_page,
        "code": letter.code,
        "synthetic": letter.synthetic,
    }  # fmt: skip


def _foot(letter: Letter) -> list[str]:
    """The agency's address and numbers (규정 시행규칙 §4⑥4), as the lines at the foot."""
    issuer, language = letter.issuer, letter.language
    numbers = [
        f"{word(name, language)} {value}" for name, value in (("phone", issuer.phone), ("fax", issuer.fax)) if value
    ]
    address = issuer.address.ko if language == "ko" else issuer.address.en
    lines = [[address, issuer.website], [*numbers, issuer.email]]
    return [" / ".join(part for part in line if part) for line in lines if any(line)]


def _section(section: Section, language: str) -> dict[str, Any]:
    match section:
        case Paragraphs():
            return {"kind": "paragraphs", "heading": section.heading, "texts": list(section.texts)}
        case Pairs():
            return {
                "kind": "pairs",
                "heading": section.heading,
                "rows": [[row.name, row.value] for row in section.rows],
            }
        case Rows():
            return {"kind": "rows", "heading": section.heading, "columns": list(section.columns),
                    "rows": [list(row) for row in section.rows], "numeric": sorted(section.numeric)}  # fmt: skip
        case Clauses():
            verdicts = {True: "holds", False: "fails", None: "unknown"}
            return {
                "kind": "clauses",
                "heading": section.heading,
                "clauses": [
                    {"text": clause.text, "law": clause.law, "values": clause.values, "verdict": verdicts[clause.holds],
                     "said": word(verdicts[clause.holds], language)}
                    for clause in section.clauses
                ],
            }  # fmt: skip


def _way(way: Way, language: str) -> dict[str, str]:
    until = written_day(way.until, language) if way.until else ""
    return {
        "name": way.name,
        "where": way.where,
        "until": f"{until} ({way.within})" if until and way.within else until or way.within,
        "how": way.how,
        "law": way.law,
    }


def seal_columns(head: str) -> list[list[str]]:
    """The letters of the official seal (직인) of a head, in columns of about equal length: 창원시장 → 창원시, 장의인.

    "의인" (seal of) stands at the end where it fills the square better than "인" (seal).
    """
    name = [letter for letter in head if not letter.isspace()][:23]
    letters = [*name, "인"] if len(name) + 1 in _full else [*name, "의", "인"]
    columns = max(1, round(len(letters) ** 0.5 - 0.1))
    longest = -(-len(letters) // columns)
    return [letters[at : at + longest] for at in range(0, len(letters), longest)]


_full = frozenset({2, 4, 9, 12, 16, 20, 25})
