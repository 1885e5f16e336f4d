"""Every public key that something of this house is checked with, by what it is for."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from madang.documents.service import as_pem, key_id
from madang.people.service import organisations_named
from madang.portal.shown.words import said
from madang.rules.service import Label
from madang.services.casework.service import AUTHORITY, paper_scope
from madang.trust.service import PublicKey, every_log_key, published_keys, witness_keys

FORMAT = "madang-keys/v1"


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority of seals on letters. fingerprint: SHA-256 of the certificate, in hex by twos."""

    pem: str
    fingerprint: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class PaperKey:
    """An agency's key of QR codes. id: as in the code; key: Ed25519, 32 bytes in base64."""

    id: str
    agency: str
    name: Label
    key: str
    in_force: bool

    @property
    def shown_name(self) -> str:
        """The agency's, in the page's language."""
        return said(self.name)


@dataclass(frozen=True, slots=True)
class Published:
    """logs: tenant → verifier keys, the newest last; witnesses: verifier keys."""

    authorities: tuple[Authority, ...]
    paper: tuple[PaperKey, ...]
    logs: dict[str, tuple[str, ...]]
    witnesses: tuple[str, ...]

    @property
    def authority_pem(self) -> str:
        """What `madang letter verify --trust` reads."""
        return "".join(one.pem for one in self.authorities)

    @property
    def verifier_keys(self) -> str:
        """What `madang audit verify --keys` reads: one a line, logs first."""
        lines = [key for keys in self.logs.values() for key in keys]
        return "".join(f"{line}\n" for line in [*lines, *self.witnesses])

    def json(self) -> dict[str, Any]:
        """As /.well-known/madang-keys says it (docs/letters.md)."""
        return {
            "format": FORMAT,
            "seal_authorities": [
                {"pem": one.pem, "sha256": one.fingerprint, "in_force": one.in_force} for one in self.authorities
            ],
            "paper": [
                {"id": one.id, "agency": one.agency, "ko": one.name.ko, "en": one.name.en, "ed25519": one.key,
                 "in_force": one.in_force} for one in self.paper
            ],
            "logs": {tenant: list(keys) for tenant, keys in self.logs.items()},
            "witnesses": list(self.witnesses),
        }  # fmt: skip


def published() -> Published:
    """All of them, former ones too: what they signed is still checked. Five queries; none is made by asking."""
    seals = [one for one in published_keys("letter") if one.scope == AUTHORITY]
    prefix = paper_scope("")
    hands = [one for one in published_keys("sign") if one.scope.startswith(prefix)]
    agencies = [one.scope.removeprefix(prefix) for one in hands]
    names = organisations_named(set(agencies))
    logs: dict[str, tuple[str, ...]] = {}
    for tenant, text in every_log_key():
        logs[tenant] = (*logs.get(tenant, ()), text)
    return Published(
        tuple(_authority(one) for one in seals),
        tuple(_paper(one, agency, names.get(agency, Label(agency, agency)))
              for one, agency in zip(hands, agencies, strict=True)),
        logs,
        tuple(witness_keys()),
    )  # fmt: skip


def _authority(one: PublicKey) -> Authority:
    digest = hashlib.sha256(one.public).hexdigest().upper()
    return Authority(as_pem(one.public), ":".join(digest[at : at + 2] for at in range(0, 64, 2)), one.in_force)


def _paper(one: PublicKey, agency: str, name: Label) -> PaperKey:
    return PaperKey(key_id(one.public), agency, name, base64.b64encode(one.public).decode("ascii"), one.in_force)
