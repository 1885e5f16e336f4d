"""Notes, checkpoints, cosignatures, receipts and statements of keys: published examples, and what is refused."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from madang.trust.tree.checkpoints import (
    Checkpoint,
    cosign,
    cosignatures,
    parse_checkpoint,
    read_checkpoint,
    sign_checkpoint,
    tenant_of,
)
from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.keys import LOG, WITNESS, NoteSigner, parse_key
from madang.trust.tree.notes import Note, parse_note, parse_signature, sign_note, verified
from madang.trust.tree.statements import (
    Receipt,
    parse_receipt,
    read_key_statement,
    sign_receipt,
    state_key,
    time_of,
)

# The verifier key and the note of the Go checksum database's own tests (golang.org/x/mod/sumdb/note, BSD-3-Clause).
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SAYS = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def signer(name: str, kind: int = LOG, seed: int = 1) -> NoteSigner:
    return NoteSigner(name, kind, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG_KEY = signer("madang/48170")
HEAD = Checkpoint("madang/48170", 7, bytes(range(32)))


def test_a_published_note_verifies() -> None:
    key = parse_key(PETER)
    assert key.text == PETER
    note = parse_note(PETER_SAYS)
    assert note.whole == PETER_SAYS
    assert verified(note, [key]) == [key]
    with pytest.raises(NotSigned, match="wrong"):
        verified(Note(note.text + "really\n", note.signatures), [key])


def test_a_checkpoint_there_and_back() -> None:
    note = sign_checkpoint(HEAD, LOG_KEY)
    assert parse_checkpoint(note.whole, [LOG_KEY.key]) == (HEAD, note)
    assert tenant_of(HEAD.origin) == "48170"
    with pytest.raises(NotSigned, match="no known key"):
        parse_checkpoint(note.whole, [signer("madang/48170", seed=2).key])
    with pytest.raises(NotSigned, match="no known key"):
        parse_checkpoint(sign_checkpoint(HEAD, signer("madang/11110")).whole, [signer("madang/11110").key])


def test_a_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    """Even beside a good one of another known key (signed-note: the whole note is rejected)."""
    other = signer("madang/48170", seed=2)
    note = sign_checkpoint(HEAD, LOG_KEY, other)
    wrong = Note(note.text, (note.signatures[0], sign_note("x\n", other).signatures[0]))
    assert len(verified(note, [LOG_KEY.key, other.key])) == 2
    with pytest.raises(NotSigned, match="wrong"):
        verified(wrong, [LOG_KEY.key, other.key])
    assert verified(wrong, [LOG_KEY.key]) == [LOG_KEY.key]


def test_cosignatures() -> None:
    witness = signer("witness/one", WITNESS, 3)
    note = sign_checkpoint(HEAD, LOG_KEY)
    line = cosign(note.text, witness, 1_790_000_000)
    both = parse_note(note.whole + line.line)
    assert [(each.witness, each.at) for each in cosignatures(both, [witness.key])] == [("witness/one", 1_790_000_000)]
    assert parse_checkpoint(both.whole, [LOG_KEY.key])[0] == HEAD
    assert cosignatures(both, [signer("witness/one", WITNESS, 4).key]) == []
    later = line.content[:7] + bytes([line.content[7] ^ 1]) + line.content[8:]
    moved = Note(note.text, (*note.signatures, type(line)(line.name, line.key_id, later)))
    with pytest.raises(NotSigned):
        cosignatures(moved, [witness.key])
    # The same key as a log's is another key: its id is another.
    assert cosignatures(both, [signer("witness/one", LOG, 3).key]) == []


@pytest.mark.parametrize(
    "text",
    [
        "madang/1\n07\n{root}\n",
        "madang/1\n-1\n{root}\n",
        "madang/1\n+1\n{root}\n",
        "madang/1\n1\n{root}\nextension\n",
        "madang/1\n1\n{root}x\n",
        "madang/1\n1\nAAAA\n",
        "madang/1\n99999999999999999999\n{root}\n",
        "madang/1\n1\n",
        "madang/1\n\n{root}\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    root = base64.b64encode(bytes(32)).decode()
    with pytest.raises(Malformed):
        read_checkpoint(sign_note(text.format(root=root), LOG_KEY))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1],
        lambda text: text.replace("— ", "- "),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("=\n", "\n"),
        lambda text: text.replace("— m", "—  m"),
        lambda text: text + text.splitlines()[-1] * 2 + "\n",
        lambda text: text + (text.splitlines()[-1] + "\n") * 100,
        lambda text: "x" * 70_000 + text,
        lambda text: text.encode() + b"\xff",
        lambda text: "",
    ],
)
def test_what_is_no_note(spoil: Callable[[str], str | bytes]) -> None:
    with pytest.raises(Malformed):
        parse_note(spoil(sign_checkpoint(HEAD, LOG_KEY).whole))


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(content: str | bytes) -> None:
    text = content if isinstance(content, str) else content.decode("latin-1")
    for read in (lambda: parse_note(content), lambda: parse_key(text), lambda: parse_signature(text)):
        with suppress(Malformed):
            read()


@pytest.mark.parametrize(
    "text",
    ["", "a+b", PETER.replace("c74f20a3", "c74f20a4"), PETER.replace("+ARpc", "+BRpc"), PETER.replace("Peter", "P r")],
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(Malformed):
        parse_key(text)


def test_base64_has_one_form() -> None:
    """Two texts for one signature would make two notes of one."""
    line = sign_checkpoint(HEAD, LOG_KEY).signatures[0].line[:-1]
    assert line.endswith("=")
    assert parse_signature(line)
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = last[last.index(line[-2]) ^ 1]
    for changed in (line[:-2] + other + "=", line[:-1], line + "=", line[:-1] + "-"):
        with pytest.raises(Malformed):
            parse_signature(changed)


def test_receipts() -> None:
    receipt = Receipt("madang/48170", bytes(range(32)), "2026-11-26T01:02:03.000004Z", 60)
    note = sign_receipt(receipt, LOG_KEY)
    assert parse_receipt(note.whole, [LOG_KEY.key]) == receipt
    assert time_of(receipt.at).isoformat() == "2026-11-26T01:02:03.000004+00:00"
    for old, new in (
        ("madang-receipt/v1", "madang-receipt/v2"),
        ("03.000004Z", "03Z"),
        ("11-26", "11-31"),
        ("60", "x"),
    ):
        with pytest.raises(Malformed):
            parse_receipt(sign_note(receipt.text.replace(old, new), LOG_KEY).whole, [LOG_KEY.key])
    with pytest.raises(NotSigned):
        parse_receipt(note.whole.replace("\n60\n", "\n61\n"), [LOG_KEY.key])
    with pytest.raises(Malformed):
        parse_checkpoint(note.whole, [LOG_KEY.key])


def test_a_key_follows_another_only_with_its_consent() -> None:
    first, second = signer("madang/48170", seed=1), signer("madang/48170", seed=2)
    assert read_key_statement(state_key(first), None) == first.key
    assert read_key_statement(state_key(first), first.key) == first.key
    assert read_key_statement(state_key(second, first), first.key) == second.key
    with pytest.raises(NotSigned):
        read_key_statement(state_key(second), first.key)
    with pytest.raises(NotSigned):  # somebody names a key that he has not
        read_key_statement(sign_note(state_key(second).text, first), first.key)
    with pytest.raises(NotSigned):
        read_key_statement(state_key(signer("madang/11110"), first), first.key)
    with pytest.raises(Malformed):
        read_key_statement(sign_note(f"madang-key/v1\nmadang/1\n{first.key.text}\n", first), None)
