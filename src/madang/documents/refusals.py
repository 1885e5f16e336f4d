"""Why a letter, a code or a seal is refused."""

from __future__ import annotations

from madang.rules.service import Refused


class TextRefused(Refused):
    """A text is empty, too long, or holds something that would not be seen on paper."""

    code = "letter_text"


class LetterRefused(Refused):
    """A letter lacks a part that the law wants on it, or its parts contradict each other."""

    code = "letter_incomplete"


class CodeRefused(Refused):
    """A verification code that cannot be one: wrong length, wrong characters, wrong check character."""

    code = "letter_code"


class PaperRefused(Refused):
    """What a QR code says is no payload of a letter."""

    code = "letter_paper"


class SealRefused(Refused):
    """A seal cannot be made or read: wrong key, certificate or list."""

    code = "letter_seal"
