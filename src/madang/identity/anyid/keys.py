"""Second steps: their secrets are stored sealed, passkeys are named after the device they were made on."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext

from madang.identity.anyid.devices import device_of
from madang.identity.anyid.models import Account
from madang.identity.anyid.words import REFUSALS

PURPOSE = b"madang anyid second steps v1"


@lru_cache
def _box(*secrets: str) -> MultiFernet:
    """Seals with a key from the first secret, opens what any of them sealed: SECRET_KEY can be replaced."""
    keys = (HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode()) for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def box() -> MultiFernet:
    """The box of this installation."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


class KeysAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """`settings.MFA_ADAPTER`."""

    error_messages: Mapping[str, Any] = {**DefaultMFAAdapter.error_messages, **REFUSALS}

    def encrypt(self, text: str) -> str:
        """Seals the secret of an authenticator app or of recovery codes."""
        return box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Opens it. Raises cryptography's InvalidToken when it was sealed elsewhere or changed."""
        return box().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_issuer(self) -> str:
        """The name in the authenticator app."""
        return gettext("Madang")

    def _get_site_name(self) -> str:
        return gettext("Madang")

    def generate_authenticator_name(self, user: Account, type: Any) -> str:
        """The device in words ("Chrome · Android"); the page lets it be changed."""
        return device_of(current.request.headers.get("User-Agent", "")) or gettext("Passkey")

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What the device shows when it asks which passkey to use. The handle is the random id and nothing else."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.email or user.called, "display_name": user.called}
