"""Signed notes (C2SP signed-note): a text, a blank line, and one line for each signature."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.keys import LOG, Signer, VerifierKey, check_name, decode

LONGEST = 64 * 1024
MOST_SIGNATURES = 100
_DASH = "— "


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note. key_id: 4 bytes; content: what the kind of key says, 64 bytes of Ed25519 for a log."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """The line with its newline."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.content).decode()}\n"

    def by(self, key: VerifierKey) -> bool:
        """Whether it says it is of this key: by name and id, both."""
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class Note:
    """A parsed note; nothing of it may be believed before :func:`verified`. text ends in a newline."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def whole(self) -> str:
        """The note as it is written."""
        return self.text + "\n" + "".join(each.line for each in self.signatures)


def parse_note(content: str | bytes) -> Note:
    """Reads a note, strictly. Raises Malformed."""
    text = _text(content)
    body, blank, below = text.rpartition("\n\n")
    if not blank or not body or not below.endswith("\n"):
        raise Malformed("서명이 없는 문서입니다", "a note without signature lines")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Malformed("서명이 너무 많습니다", f"more than {MOST_SIGNATURES} signatures")
    return Note(body + "\n", tuple(parse_signature(line) for line in lines))


def parse_signature(line: str) -> Signature:
    """Reads one signature line without its newline. Raises Malformed."""
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not blank:
        raise Malformed("서명 줄의 형식이 아닙니다", "not a signature line")
    content = decode(encoded)
    if len(content) < 5:
        raise Malformed("서명이 너무 짧습니다", "a signature of no length")
    return Signature(check_name(name), content[:4], content[4:])


def sign_note(text: str, *signers: Signer) -> Note:
    """A note of this text, which ends in a newline, signed by each. Raises Malformed for a text that no note has."""
    if not text.endswith("\n") or text.startswith("\n"):
        raise Malformed(
            "문서는 줄바꿈으로 끝나야 합니다", "a note's text ends in a newline and does not begin with one"
        )
    _text(text)
    signatures = (Signature(each.key.name, each.key.id, each.sign(text.encode())) for each in signers)
    return Note(text, tuple(signatures))


def verified(note: Note, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
    """The given log keys that have signed. Signatures of unknown keys are passed over, as signed-note demands.

    Raises NotSigned when no known key has signed, or when one that is known has signed something else.
    """
    found = []
    for key in keys:
        for signature in note.signatures:
            if key.kind != LOG or not signature.by(key):
                continue
            if not key.signed(note.text.encode(), signature.content):
                raise NotSigned(f"{key.name}의 서명이 맞지 않습니다", f"the signature of {key.name} is wrong")
            found.append(key)
    if not found:
        raise NotSigned("아는 열쇠의 서명이 없습니다", "no known key has signed")
    return found


def _text(content: str | bytes) -> str:
    """Valid UTF-8, no control characters but the newline, not too long."""
    try:
        data = content if isinstance(content, bytes) else content.encode()
        text = data.decode()
    except UnicodeError:
        raise Malformed("UTF-8이 아닙니다", "not UTF-8") from None
    if len(data) > LONGEST:
        raise Malformed("문서가 너무 깁니다", f"a note longer than {LONGEST} bytes")
    if any(letter < " " and letter != "\n" for letter in text):
        raise Malformed("제어 문자가 있습니다", "control characters in a note")
    return text
