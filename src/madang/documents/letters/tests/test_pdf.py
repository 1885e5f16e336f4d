"""The PDF holds the very texts of the letter, is the same each time, and is made by many threads at once."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from madang.documents.fonts import covered
from madang.documents.letters.arranging import seal_columns
from madang.documents.letters.parts import Clauses, Pairs, Paragraphs, Rows
from madang.documents.letters.tests.reading import page_of, pages
from madang.documents.letters.tests.samples import CITY, SIGNER, certificate, letter
from madang.documents.letters.texts import visible
from madang.documents.service import Addressee, Amount, Clause, Kind, Letter, Row, html, pdf, pictures
from madang.rules.service import Label

MARKUP = (
    "#set text(red) *굵게* _i_ $x^2$ @ref <a> \\n // /* */ \"q\" 'q' `c` ~ -- --- ... -> 3x4 "
    "[x] {y} #sys.inputs = - + /"
)


def printed(made: Letter) -> str:
    return "".join(pages(pdf(made, SIGNER)))


def bare(text: str) -> str:
    return "".join(text.split())


def texts(made: Letter) -> list[str]:
    """Every text that a letter says."""
    said = [made.title, made.number, made.addressee.name, made.code, *made.opening, *made.attachments]
    said += [text for row in (*made.facts, *made.handled_by) for text in (row.name, row.value)]
    said += [text for way in made.ways for text in (way.name, way.where, way.how, way.within, way.law)]
    for section in made.sections:
        said.append(section.heading)
        match section:
            case Paragraphs():
                said += section.texts
            case Pairs():
                said += [text for row in section.rows for text in (row.name, row.value)]
            case Rows():
                said += [*section.columns, *(cell for row in section.rows for cell in row)]
            case Clauses():
                said += [text for clause in section.clauses for text in (clause.text, clause.law, clause.values)]
    return said


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_text_is_on_it(kind: Kind, language: str) -> None:
    made = letter(kind, language)
    found = bare(printed(made))
    assert [text for text in texts(made) if bare(text) not in found] == []


def test_markup_rare_syllables_hanja_and_emoji_are_themselves() -> None:
    made = letter(Kind.receipt, opening=(MARKUP, "두  칸", "뷁쀍 漢字 洪吉童 ㎡①㉠ 👶🏠☎ Nguyễn 「기초연금법」"))
    found = printed(made)
    assert MARKUP in found
    assert "두  칸" in found
    assert "뷁쀍 漢字 洪吉童 ㎡①㉠ 👶🏠☎ Nguyễn 「기초연금법」" in found


drawn = st.text(st.sampled_from(sorted(chr(code) for code in covered() if visible(chr(code)))), min_size=1, max_size=40)


@settings(max_examples=12, deadline=None)
@given(drawn.filter(str.strip), drawn.filter(str.strip))
def test_any_visible_text_comes_out_as_it_went_in(name: str, value: str) -> None:
    made = letter(Kind.receipt, facts=(Row(name, value),), opening=(value,))
    found = bare(printed(made))
    assert bare(made.opening[0]) in found
    assert bare(made.facts[0].name + made.facts[0].value) in found


def test_the_same_letter_is_the_same_bytes() -> None:
    made = letter(Kind.decision_granted)
    first = pdf(made, SIGNER)
    pdf(letter(Kind.receipt), SIGNER)
    assert pdf(letter(Kind.decision_granted), SIGNER) == first


def test_threads_do_not_meet() -> None:
    wanted = [letter(Kind.receipt, addressee=Addressee(f"홍길동{number}")) for number in range(8)]
    alone = [pdf(made, SIGNER) for made in wanted]
    found: dict[int, bytes] = {}
    both = threading.Barrier(2)

    def work(numbers: range) -> None:
        both.wait()
        for number in numbers:
            found[number] = pdf(wanted[number], SIGNER)

    threads = [threading.Thread(target=work, args=(range(start, 8, 2),)) for start in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(8)] == alone


def test_it_is_tagged_archivable_and_carries_its_fonts() -> None:
    made = pdf(letter(Kind.decision_granted), SIGNER)
    reader = PdfFileReader(BytesIO(made))
    assert reader.root["/MarkInfo"]["/Marked"]
    assert reader.root["/Lang"] == "ko-KR"
    assert reader.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/StructTreeRoot", "/OutputIntents"} <= set(reader.root)
    about = reader.root["/Metadata"].data.decode()
    assert "pdfuaid:part>1<" in about
    assert "pdfaid:part>2<" in about
    assert "pdfaid:conformance>A<" in about
    fonts = page_of(reader, 0)["/Resources"]["/Font"]
    for font in fonts.values():
        described = font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/FontFile3" in described or "/FontFile2" in described


def test_long_letters_run_over_numbered_pages() -> None:
    clauses = tuple(
        Clause(
            f"{number}번째 요건입니다. 소득인정액이 선정기준액 이하여야 합니다.",
            "국민기초생활보장법 제8조제2항",
            True,
            "소득 1원",
        )
        for number in range(20)
    )
    wide = Rows(
        "넓은 표", tuple("가나다라마바사아"), (("긴단어없이이어지는글자들이아주많이있는칸", *("W" * 30,) * 7),) * 3
    )
    made = letter(
        Kind.decision_refused,
        sections=(Clauses("이유", clauses), wide),
        addressee=Addressee("Supercalifragilistic" * 7, "가" * 290),
        amount=Amount("금액", 9_999_999_999_999_999),
    )
    found = pages(pdf(made, SIGNER))
    assert len(found) >= 3
    assert [text for text in texts(made) if bare(text) not in bare("".join(found))] == []
    assert len(pictures(made, SIGNER, 30)) == len(found)


def test_a_household_of_twelve() -> None:
    made = certificate("ko", 12)
    assert len(pages(pdf(made, SIGNER))) <= 2


def test_synthetic_is_said_and_only_then() -> None:
    assert "모의 문서" in printed(letter(Kind.receipt))
    real = replace(letter(Kind.receipt), synthetic=False)
    assert "모의" not in printed(real)
    assert "모의" not in html(real)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("창원시장", ["창원시", "장의인"]),
        ("군수", ["군수", "의인"]),
        ("해운대구청장", ["해운대", "구청장", "의인"]),
        ("장", ["장인"]),
    ],
)
def test_the_seal_is_filled_evenly(head: str, columns: list[str]) -> None:
    assert ["".join(column) for column in seal_columns(head)] == columns
    made = letter(Kind.receipt, issuer=replace(CITY, head=Label(head, head)))
    assert pdf(made, SIGNER).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("rows", range(1, 26, 2))
def test_wherever_the_body_ends_the_foot_stays_on_the_page(rows: int) -> None:
    """The end is set by how much room is left: it settles (typst would warn), and nothing falls off the paper."""
    body = Pairs("계산", tuple(Row(f"{number}번째", "342,510원") for number in range(rows)))
    made = letter(Kind.decision_changed, sections=(body,))
    file = pdf(made, SIGNER)
    reader = PdfFileReader(BytesIO(file))
    for number in range(len(pages(file))):
        drawn = re.sub(rb"/Artifact.*?EMC", b"", page_of(reader, number)["/Contents"].data, flags=re.DOTALL)
        heights = [float(found) for found in re.findall(rb"1 0 0 -1 [\d.-]+ ([\d.-]+) cm", drawn)]
        assert 56 < min(heights) < max(heights) < 794
    assert bare(printed(made)).count(bare(made.code)) == 1
