"""The ways into an account, as its owner sees them, and which of them is the last one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from madang.identity.anyid.models import Account
from madang.identity.anyid.passkeys import ALONE

PASSKEY_TYPE, APP_TYPE, CODES_TYPE = (
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.TOTP,
    Authenticator.Type.RECOVERY_CODES,
)


@dataclass(frozen=True)
class Key:
    """A passkey: `alone` when it opens the door without a password; `id` names it in addresses of its owner's pages."""

    id: int
    name: str
    alone: bool
    added_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True)
class Ways:
    """All of them. `app_since` and `codes_left` are None when there is no app, no recovery codes."""

    passkeys: tuple[Key, ...]
    password: bool
    app_since: dt.datetime | None
    codes_left: int | None

    @property
    def second_steps(self) -> int:
        """How many passkeys and apps there are."""
        return len(self.passkeys) + (self.app_since is not None)

    @property
    def on_their_own(self) -> int:
        """How many ways lead in from nothing: passkeys that need no password, and the password."""
        return sum(key.alone for key in self.passkeys) + self.password

    def last_way(self, key: int) -> bool:
        """Whether nothing would lead in any more without this passkey."""
        return any(one.id == key and one.alone for one in self.passkeys) and self.on_their_own == 1


def ways_of(account: Account) -> Ways:
    """One query; reading recovery codes opens their seal."""
    rows = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    codes = next((row for row in rows if row.type == CODES_TYPE), None)
    return Ways(
        passkeys=tuple(
            Key(row.pk, row.wrap().name, bool(row.data.get(ALONE)), row.created_at, row.last_used_at)
            for row in rows
            if row.type == PASSKEY_TYPE
        ),
        password=account.has_usable_password(),
        app_since=next((row.created_at for row in rows if row.type == APP_TYPE), None),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )
