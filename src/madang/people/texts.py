"""Texts from outside: what a register may write, and nothing that could be mistaken for something else on a page."""

from __future__ import annotations

import re
import unicodedata

from madang.people.refusals import BadText

LONGEST_NAME, LONGEST_NOTE, LONGEST_ID = 200, 500, 64
_joiners = "\u200c\u200d"  # Persian and Indic scripts need them within a word
_never = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_most_marks = 4
_id = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]*")


def name_of(text: str) -> str:
    """A name as the register writes it: any script, NFC, single blanks. Raises BadText.

    Control characters and those that turn the direction of the text are refused, letters written from the right are
    not; so are more marks on one letter than any orthography has.
    """
    return _clean(text, LONGEST_NAME)


def note_of(text: str) -> str:
    """A short text, such as a reference to evidence; may be empty. Raises BadText."""
    return _clean(text, LONGEST_NOTE) if text else ""


def id_of(text: str) -> str:
    """An opaque id: letters, digits and `._:@-`, at most 64. Raises BadText."""
    if len(text) > LONGEST_ID or not _id.fullmatch(text):
        raise BadText("식별자는 영문자와 숫자 1–64자입니다.", "An id is 1 to 64 letters and digits.")
    return text


def number_of(text: str) -> str:
    """A register number without blanks and hyphens: 4 to 20 letters and digits. Raises BadText, which repeats none."""
    plain = "".join(text.split()).replace("-", "").upper()
    if not (4 <= len(plain) <= 20 and plain.isascii() and plain.isalnum()):
        raise BadText("등록번호는 영문자와 숫자 4–20자입니다.", "A register number is 4 to 20 letters and digits.")
    return plain


def masked(number: str) -> str:
    """As it may be shown: 900101-1****** for 13 digits (주민등록번호, 외국인등록번호), else S00****1."""
    plain = number_of(number)
    if len(plain) == 13 and plain.isdigit():
        return f"{plain[:6]}-{plain[6]}{'*' * 6}"
    shown = 3 if len(plain) >= 8 else 1
    return plain[:shown] + "*" * (len(plain) - shown - 1) + plain[-1]


def _clean(text: str, longest: int) -> str:
    if len(text) > 4 * longest:
        raise _too_long(longest)
    plain = unicodedata.normalize("NFC", " ".join(text.split(" ")).strip(" "))
    if any(unicodedata.category(one) in _never and one not in _joiners for one in plain):
        raise BadText(
            "이름이나 글에 쓸 수 없는 문자(제어 문자, 방향을 바꾸는 문자)가 있습니다.",
            "The text holds characters that cannot be written: control characters or such that turn its direction.",
        )
    plain = " ".join(plain.split())
    if not plain.strip(_joiners + " "):
        raise BadText("비어 있습니다.", "It is empty.")
    if len(plain) > longest:
        raise _too_long(longest)
    if re.search(f"[{_joiners}]{{2}}", plain) or _piled(plain):
        raise BadText("한 글자에 붙은 부호가 너무 많습니다.", "One letter carries too many marks.")
    return plain


def _piled(text: str) -> bool:
    run = 0
    for one in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(one) in ("Mn", "Me") else 0
        if run > _most_marks:
            return True
    return False


def _too_long(longest: int) -> BadText:
    return BadText(f"{longest}자를 넘습니다.", f"It is longer than {longest} characters.")
