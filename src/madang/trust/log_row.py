"""An entry of the log as a row: a salted commitment to its body, and the leaf that goes into the tree.

Pure: a process without Django writes such rows itself (COPY trust_entry (LOG_COLUMNS)).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

EntryKind = Literal["act", "disclosure", "exchange", "refusal"]
SALT_BYTES, SALTS = 16, 256
VERSION = 1


class LogRow(NamedTuple):
    """One row of trust_entry, in the order of LOG_COLUMNS. body: sorted JSON; subject: whom it is about, or ""."""

    tenant: str
    act: uuid.UUID
    kind: str
    at: dt.datetime
    subject: str
    actor: str
    name: str
    body: str
    salt: bytes
    commitment: bytes
    leaf: bytes
    shown_from: dt.datetime | None


LOG_COLUMNS = LogRow._fields


def log_row(
    *,
    tenant: str,
    kind: EntryKind,
    name: str,
    actor: str,
    body: Mapping[str, Any],
    subject: str = "",
    act: uuid.UUID | None = None,
    at: dt.datetime | None = None,
    shown_from: dt.datetime | None = None,
) -> LogRow:
    """The row. act: shared by the entries of one act; made up when left out. at: aware; now when left out.
    shown_from: until then the person it is about does not see it, where the policy allows a delay; aware.

    The body is committed to with name, actor and subject in it, so that no column says anything that the leaf does not.
    """
    act, at = act or uuid.uuid4(), at or dt.datetime.now(dt.UTC)
    later = {} if shown_from is None else {"shown_from": shown_from.astimezone(dt.UTC).isoformat()}
    text = json_text({**body, **later, "name": name, "actor": actor, "subject": subject})
    return written_row(tenant=tenant, act=act, kind=kind, at=at, subject=subject, actor=actor, name=name, text=text,
                       shown_from=shown_from)  # fmt: skip


def written_row(
    *,
    tenant: str,
    act: uuid.UUID,
    kind: EntryKind,
    at: dt.datetime,
    subject: str,
    actor: str,
    name: str,
    text: str,
    shown_from: dt.datetime | None = None,
) -> LogRow:
    """The row of a body that is written already: as :func:`json_text` writes it, name, actor and subject in it."""
    salt = _salt()
    commitment = commitment_of(salt, text)
    leaf = leaf_of(header_of(tenant=tenant, act=act, kind=kind, at=at, commitment=commitment))
    return LogRow(tenant, act, kind, at, subject, actor, name, text, salt, commitment, leaf, shown_from)


_salts: list[bytes] = []
os.register_at_fork(after_in_child=_salts.clear)  # else two processes would hide what they write behind the same ones


def _salt() -> bytes:
    """Random bytes of the operating system, drawn for many rows at once. No two rows share them."""
    try:
        return _salts.pop()
    except IndexError:
        drawn = secrets.token_bytes(SALT_BYTES * SALTS)
        _salts.extend(drawn[start : start + SALT_BYTES] for start in range(SALT_BYTES, len(drawn), SALT_BYTES))
        return drawn[:SALT_BYTES]


def commitment_of(salt: bytes, body: str) -> bytes:
    """SHA-256(salt || body in UTF-8), 32 bytes."""
    return hashlib.sha256(salt + body.encode()).digest()


def header_of(*, tenant: str, act: uuid.UUID, kind: str, at: dt.datetime, commitment: bytes) -> bytes:
    """The data of the leaf: who it is about is in the body alone, so that the tree may be shown to anybody."""
    # As json_text writes it, put together by hand: in each entry only two of its values may need escapes.
    text = f'{{"act":"{act}","at":"{moment_of(at)}","commitment":"{commitment.hex()}","kind":{_quoted(kind)},'
    return f'{text}"tenant":{_quoted(tenant)},"v":{VERSION}}}'.encode()


def moment_of(at: dt.datetime) -> str:
    """The time as the log writes it: RFC 3339, UTC, six decimals, Z."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def leaf_of(header: bytes) -> bytes:
    """The leaf hash: SHA-256(0x00 || header) (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\0" + header).digest()


def json_text(value: Any) -> str:
    """JSON with sorted keys and no blanks. ValueError for numbers JSON has not, TypeError for other types."""
    return _JSON.encode(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A word that returns again and again, as JSON."""
    return json_text(text)
