"""Rows of the log as an auditor reads them, and what a row's own columns must agree on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from madang.trust.tree.errors import Malformed
from madang.trust.tree.statements import time_of

ERASE = "log.erase"
"""The act that erases bodies by law; its own body lists the leaf hashes of what it erased (note.erased) and the law."""
_TEXTS = ("entry", "tenant", "act", "kind", "at", "subject", "actor", "name", "shown_from", "commitment", "leaf")
_REPEATED = ("subject", "actor", "name", "shown_from")


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf of a tenant's log. at: RFC 3339 in UTC, six decimals; salt and body: None when erased by law.
    shown_from: ISO 8601 in UTC, empty for at once."""

    index: int
    entry: str
    tenant: str
    act: str
    kind: str
    at: str
    subject: str
    actor: str
    name: str
    shown_from: str
    commitment: bytes
    leaf: bytes
    salt: bytes | None
    body: str | None

    @property
    def erased(self) -> bool:
        """Body and salt are gone."""
        return self.salt is None and self.body is None

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON has it; hashes and salt in lower hex."""
        told: dict[str, Any] = {name: getattr(self, name) for name in ("index", *_TEXTS[:-2], "body")}
        told |= {"commitment": self.commitment.hex(), "leaf": self.leaf.hex()}
        told["salt"] = None if self.salt is None else self.salt.hex()
        return told


def row_of(told: Any) -> Row:
    """Reads a row, strictly. Raises Malformed."""
    if isinstance(told, dict) and set(told) == {"index", "salt", "body", *_TEXTS}:
        index, salt, body = told["index"], told["salt"], told["body"]
        right = type(index) is int and index >= 0 and all(isinstance(told[name], str) for name in _TEXTS)
        if right and isinstance(salt, str | None) and isinstance(body, str | None):
            try:
                hashes = {name: bytes.fromhex(told[name]) for name in ("commitment", "leaf")}
                salted = None if salt is None else bytes.fromhex(salt)
            except ValueError:
                raise Malformed("행의 16진수가 올바르지 않습니다", "a row whose hexadecimals are none") from None
            return Row(**(told | hashes | {"salt": salted}))
    raise Malformed("기록 행의 형식이 아닙니다", "not a row of the log")


def leaf_of(row: Row, commitment: bytes) -> bytes:
    """The leaf hash of the row's header with this commitment."""
    header = {
        "act": row.act,
        "at": row.at,
        "commitment": commitment.hex(),
        "kind": row.kind,
        "tenant": row.tenant,
        "v": 1,
    }
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(b"\x00" + text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a row's columns give. leaf: of what it says now; wrong: names of the columns that disagree with others."""

    leaf: bytes
    at: dt.datetime
    wrong: tuple[str, ...]


def look_at(row: Row, tenant: str) -> Looked:
    """Works the row out anew: body to commitment, header to leaf. Raises Malformed for a time of another form."""
    at = time_of(row.at)
    wrong = [] if row.tenant == tenant else ["tenant"]
    commitment = row.commitment
    if row.salt is not None and row.body is not None:
        commitment = sha256(row.salt + row.body.encode("utf-8", "surrogatepass")).digest()
        wrong += [] if commitment == row.commitment else ["body"]
        wrong += mirrored(row)
    elif not row.erased:
        wrong.append("salt" if row.salt is None else "body")
    said = leaf_of(row, commitment)
    wrong += [] if row.leaf in (said, leaf_of(row, row.commitment)) else ["leaf"]
    return Looked(said, at, tuple(wrong))


def mirrored(row: Row) -> list[str]:
    """Columns that repeat what the committed body says and say something else."""
    try:
        body = json.loads(row.body or "")
    except ValueError:
        return ["body"]
    if not isinstance(body, dict):
        return ["body"]
    return [name for name in _REPEATED if body.get(name, "") != getattr(row, name)]


def erased_by(row: Row) -> list[bytes] | None:
    """Leaf hashes that this entry says were erased, on a ground of law; None when it is not such an act."""
    if row.kind != "act" or row.name != ERASE or row.body is None:
        return None
    try:
        body = json.loads(row.body)
        named = [bytes.fromhex(each) for each in body["note"]["erased"]]
        return named if body["name"] == ERASE and body["ground"]["law"] else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
