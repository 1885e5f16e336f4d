"""The door of documents: letters as data, as PDF and HTML, verification codes, QR codes of paper, and seals."""

from __future__ import annotations

from madang.documents.letters.amounts import PERIODS, Amount, in_words
from madang.documents.letters.codes import code, new_code, same_code
from madang.documents.letters.html import html
from madang.documents.letters.kinds import Kind
from madang.documents.letters.letter import Letter
from madang.documents.letters.paper import (
    KeyPaperSigner,
    PaperCode,
    PaperSigner,
    key_id,
    payload,
)
from madang.documents.letters.paper import read as read_paper
from madang.documents.letters.parts import (
    Addressee,
    Clause,
    Clauses,
    Issuer,
    Pairs,
    Paragraphs,
    Row,
    Rows,
    Section,
    Way,
)
from madang.documents.letters.pdf import LetterFault, pdf, pictures
from madang.documents.letters.resident_register import Member, RegisterCopy, masked, resident_register
from madang.documents.letters.texts import shown
from madang.documents.refusals import CodeRefused, LetterRefused, PaperRefused, SealRefused, TextRefused
from madang.documents.seals.authority import (
    KeyedCertificate,
    as_pem,
    certificates,
    make_seal,
    make_seal_authority,
    revocation_list,
)
from madang.documents.seals.sealing import KeySealer, Sealer, seal
from madang.documents.seals.verdict import Fault, Verdict
from madang.documents.seals.verifying import verify

__all__ = [
    "PERIODS",
    "Addressee",
    "Amount",
    "Clause",
    "Clauses",
    "CodeRefused",
    "Fault",
    "Issuer",
    "KeyPaperSigner",
    "KeySealer",
    "KeyedCertificate",
    "Kind",
    "Letter",
    "LetterFault",
    "LetterRefused",
    "Member",
    "Pairs",
    "PaperCode",
    "PaperRefused",
    "PaperSigner",
    "Paragraphs",
    "RegisterCopy",
    "Row",
    "Rows",
    "SealRefused",
    "Sealer",
    "Section",
    "TextRefused",
    "Verdict",
    "Way",
    "as_pem",
    "certificates",
    "code",
    "html",
    "in_words",
    "key_id",
    "make_seal",
    "make_seal_authority",
    "masked",
    "new_code",
    "payload",
    "pdf",
    "pictures",
    "read_paper",
    "resident_register",
    "revocation_list",
    "same_code",
    "seal",
    "shown",
    "verify",
]
