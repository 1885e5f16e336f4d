"""Letters as PDF, by typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same letter.

Every text goes in as data (`sys.inputs`, read with `json`), never as typst source: nothing in a letter can be markup.
Fonts are loaded once a process; each thread keeps a compiler of its own, so threads never meet in one.
"""

from __future__ import annotations

import json
import threading
import warnings
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import typst

from madang.documents.fonts import FAMILIES, FOLDER
from madang.documents.letters.arranging import arranged
from madang.documents.letters.letter import Letter
from madang.documents.letters.paper import PaperSigner, payload
from madang.documents.letters.symbol import qr_svg

SOURCE: Final = Path(__file__).with_name("typst")
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
_mine = threading.local()


class LetterFault(RuntimeError):
    """typst refused a letter that was found complete: a fault of the template, not of the letter."""


def pdf(letter: Letter, signer: PaperSigner) -> bytes:
    """The letter as PDF, not yet sealed; its QR code signed by the agency's `signer`. 2 to 40 ms."""
    made = _compiled(letter, signer, "pdf")
    assert isinstance(made, bytes)
    return made


def pictures(letter: Letter, signer: PaperSigner, dots_per_inch: int = 96) -> list[bytes]:
    """Its pages as PNG, for a preview."""
    made = _compiled(letter, signer, "png", dots_per_inch)
    return [made] if isinstance(made, bytes) else made


def _compiled(letter: Letter, signer: PaperSigner, form: typst.OutputFormat, ppi: float = 96) -> bytes | list[bytes]:
    said = json.dumps(arranged(letter), ensure_ascii=False)
    inputs = {"letter": said, "qr": qr_svg(payload(letter, signer)), "fonts": json.dumps(FAMILIES)}
    noon = datetime(letter.issued.year, letter.issued.month, letter.issued.day, 3, tzinfo=UTC)  # 12:00 in Seoul
    try:
        made, told = _compiler().compile_with_warnings(
            SOURCE / "letter.typ", format=form, sys_inputs=inputs, ppi=ppi, timestamp=noon,
            pdf_standards=STANDARDS if form == "pdf" else [],
        )  # fmt: skip
    except typst.TypstError as error:
        raise LetterFault(error.message) from error
    for warning in told:
        warnings.warn(f"typst: {warning.message}", RuntimeWarning, stacklevel=2)
    if made is None:
        raise LetterFault("typst made nothing")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _compiler() -> typst.Compiler:
    if not hasattr(_mine, "compiler"):
        _mine.compiler = typst.Compiler(root=str(SOURCE), font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _mine.compiler
    return compiler
