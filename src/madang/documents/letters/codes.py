"""Verification codes: short enough to type from paper, with a check character that catches a slip.

Twelve random characters of Crockford's base 32 (60 bits, less the 5 of 37 whose check character would be a sign) and
his check character (the number modulo 37): `7H2K-9QWE-3MZT-B`. Reading forgives small letters, blanks
and dashes, and O, I, L for 0 and 1, as Crockford defines.
"""

from __future__ import annotations

import hmac
import secrets

from madang.documents.refusals import CodeRefused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
LENGTH = 12
_meant = str.maketrans("OIL", "011", "- ")


def new_code() -> str:
    """A code nobody can guess, from the machine's source of secrets, as it is printed."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if _check(body) in ALPHABET:
            return printed(body)


def printed(body: str) -> str:
    """Twelve characters in groups of four, with their check character."""
    groups = [body[at : at + 4] for at in range(0, LENGTH, 4)]
    return "-".join([*groups, _check(body)])


def code(typed: str) -> str:
    """What somebody typed, as it was printed. CodeRefused when it cannot be a code (a slip is nearly always caught)."""
    plain = typed.upper().translate(_meant) if isinstance(typed, str) and typed.isascii() and len(typed) <= 40 else ""
    body, check = plain[:-1], plain[-1:]
    if len(body) != LENGTH or not set(plain) <= set(ALPHABET):
        raise CodeRefused(f"문서확인번호는 글자 {LENGTH + 1}개입니다. 종이에 적힌 그대로 적어 주세요.",
                          f"A verification code has {LENGTH + 1} characters. Type it as it is printed.")  # fmt: skip
    if check != _check(body):
        raise CodeRefused("문서확인번호가 맞지 않습니다. 잘못 적은 글자가 없는지 보아 주세요.",
                          "This verification code does not add up. Look for a mistyped character.")  # fmt: skip
    return printed(body)


def same_code(one: str, other: str) -> bool:
    """Compares two codes in a time that does not tell where they differ. False when either is no code."""
    try:
        return hmac.compare_digest(code(one).encode(), code(other).encode())
    except CodeRefused:
        return False


def _check(body: str) -> str:
    number = 0
    for letter in body:
        number = number * 32 + ALPHABET.index(letter)
    return CHECKS[number % 37]
