"""A passkey that was made on some device: what the house keeps of it (WebAuthn §6.5)."""

from __future__ import annotations

import hashlib
import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from madang.identity.anyid.models import Account


def made_passkey(account: Account, name: str = "Chrome · Android") -> Authenticator:
    """The row, with a real public key whose other half nobody has."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    id = hashlib.sha256(str(account.pk).encode()).digest()
    credential = AttestedCredentialData.create(bytes(16), id, key)
    flags = AuthenticatorData.FLAG
    said = AuthenticatorData.create(
        hashlib.sha256(b"testserver").digest(), flags.UP | flags.UV | flags.AT, 0, bytes(credential)
    )
    client = json.dumps({"type": "webauthn.create", "challenge": "AA", "origin": "http://testserver"}).encode()
    answer = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", said, {}))),
    }
    kept = {
        "id": websafe_encode(id), "rawId": websafe_encode(id), "type": "public-key", "response": answer,
        "clientExtensionResults": {"credProps": {"rk": True}}, "authenticatorAttachment": "platform",
    }  # fmt: skip
    made: Authenticator = WebAuthn.add(account, name, kept).instance
    return made
