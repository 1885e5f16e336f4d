"""A letter as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from madang.documents.letters.amounts import Amount
from madang.documents.letters.codes import code
from madang.documents.letters.kinds import ANSWERS, CONTACTS, REASONS, REMEDIES, TITLES, Kind
from madang.documents.letters.parts import (
    MOST_PARTS,
    Addressee,
    Clauses,
    Issuer,
    Pairs,
    Paragraphs,
    Row,
    Rows,
    Section,
    Way,
    checked,
    several,
)
from madang.documents.letters.texts import LINE, PARAGRAPH, text
from madang.documents.refusals import LetterRefused

LANGUAGES = ("ko", "en")
MOST_FACTS = 12
_id = re.compile(r"[A-Z0-9][A-Z0-9-]{2,39}")
_resident_number = re.compile(r"(?<![\d-])\d{6}\s?-\s?\d{7}(?![\d-])")


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything on a letter, in one language. Refuses (LetterRefused, TextRefused, CodeRefused) what is incomplete.

    id: the document's id, in capitals, digits and dashes; it stands in the QR code, so it names nobody.
    number: the document's registration number (생산등록번호, 공공기록물관리법 시행령 §20), `복지정책과-1234`.
    facts: what the letter is about, in short; the QR code proves these rows, the number, the date, the addressee and
    the title. sections: the reasons and the rest. ways: how to object, or how to answer a notice or a request.
    handled_by: who handled and who decided (행정절차법 §24③). register_page: where it stands in the register (대장).
    synthetic: data of no real person: said in a band and across the page.
    """

    id: str
    kind: Kind
    language: str
    issuer: Issuer
    number: str
    issued: date
    addressee: Addressee
    code: str
    facts: tuple[Row, ...]
    title: str = ""
    opening: tuple[str, ...] = ()
    amount: Amount | None = None
    sections: tuple[Section, ...] = ()
    ways: tuple[Way, ...] = ()
    ways_note: str = ""
    attachments: tuple[str, ...] = ()
    handled_by: tuple[Row, ...] = ()
    register_page: str = ""
    synthetic: bool = True

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise LetterRefused("편지의 언어는 ko 또는 en입니다", "the language of a letter is ko or en")
        if not _id.fullmatch(self.id):
            raise LetterRefused(
                "문서 식별자는 대문자, 숫자, 붙임표 3~40자입니다",
                "a document id is 3 to 40 capitals, digits and dashes",
            )
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "code", code(self.code))
        if not self.title:
            title = TITLES[self.kind]
            object.__setattr__(self, "title", title.ko if self.language == "ko" else title.en)
        checked(self, number=80, title=200, ways_note=-PARAGRAPH, register_page=-80)
        several(self, "facts", Row, MOST_FACTS, 1)
        for name, kind in (("sections", (Paragraphs, Pairs, Rows, Clauses)), ("ways", Way), ("handled_by", Row)):
            several(self, name, kind, MOST_PARTS)
        for name, most in (("opening", PARAGRAPH), ("attachments", LINE)):
            several(self, name, str, MOST_PARTS)
            object.__setattr__(self, name, tuple(text(one, f"Letter.{name}", most) for one in getattr(self, name)))
        _complete(self)
        _without_numbers(self)


def _complete(letter: Letter) -> None:
    """Each kind has the parts that the law wants on it."""
    if letter.kind in REASONS and not letter.sections:
        raise LetterRefused(
            "이유와 근거를 적어야 합니다 (행정절차법 제21조·제23조)",
            "reasons and their legal basis are missing (Administrative Procedures Act, art. 21, 23)",
        )
    if letter.kind in REMEDIES and not letter.ways:
        raise LetterRefused(
            "불복 방법을 적어야 합니다 (행정절차법 제26조)",
            "how to object is missing (Administrative Procedures Act, art. 26)",
        )
    if letter.kind in ANSWERS and not any(way.until for way in letter.ways):
        raise LetterRefused(
            "어디에 언제까지 답하는지 적어야 합니다 (행정절차법 제21조, 민원처리법 제22조)",
            "where and until which day to answer is missing (Administrative Procedures Act, art. 21)",
        )
    if letter.kind in CONTACTS and not (letter.handled_by and letter.issuer.phone):
        raise LetterRefused(
            "담당자와 연락처를 적어야 합니다 (행정절차법 제24조제3항)",
            "who handled it and a phone number are missing (Administrative Procedures Act, art. 24(3))",
        )
    if letter.kind is Kind.advance_notice and not letter.addressee.address:
        raise LetterRefused(
            "당사자의 주소를 적어야 합니다 (행정절차법 제21조제1항제2호)",
            "the addressee's address is missing (Administrative Procedures Act, art. 21(1)2)",
        )


def _without_numbers(letter: Letter) -> None:
    """What the QR code speaks for holds no resident registration number (개인정보보호법 §24의2)."""
    proved = [letter.title, letter.number, letter.addressee.name, *(f"{row.name} {row.value}" for row in letter.facts)]
    if any(_resident_number.search(one) for one in proved):
        raise LetterRefused(
            "주민등록번호를 확인 사실에 적을 수 없습니다",
            "a resident registration number may not stand among the facts of a letter",
        )
