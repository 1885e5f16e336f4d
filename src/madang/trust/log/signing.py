"""The keys that sign the trees' heads and the residents' receipts: one of the installation, named for each log."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection

from madang.trust.keys.ring import Secret, key_in_force, key_named
from madang.trust.log.models import LogKey
from madang.trust.models import Key
from madang.trust.tree.checkpoints import origin
from madang.trust.tree.keys import LOG, NoteSigner, VerifierKey, parse_key
from madang.trust.tree.statements import state_key

SCOPE = "log"
"""Scope of the key among those that sign (`madang keys`)."""


def signer_of(tenant: str) -> NoteSigner:
    """The key in force, under the name of this tenant's log. One query."""
    return _signer(tenant, key_in_force("sign", SCOPE))


def state_keys(tenant: str, current: VerifierKey) -> None:
    """Keeps a statement for each key of the log that has none, each signed by the one before. One query mostly."""
    if LogKey.objects.filter(tenant=tenant, text=current.text).exists():
        return
    former: NoteSigner | None = None
    for id in Key.objects.filter(use="sign", scope=SCOPE).order_by("made_at", "id").values_list("id", flat=True):
        signer = _signer(tenant, key_named(id))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO trust_logkey (tenant, text, statement) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [tenant, signer.key.text, state_key(signer, former).whole],
            )
        former = signer


def statements(tenant: str) -> list[str]:
    """Notes that put the log's keys in force, in their order."""
    return list(LogKey.objects.filter(tenant=tenant).order_by("id").values_list("statement", flat=True))


def verifier_keys(tenant: str) -> list[VerifierKey]:
    """The keys of a tenant's log, former ones too."""
    return [
        parse_key(text) for text in LogKey.objects.filter(tenant=tenant).order_by("id").values_list("text", flat=True)
    ]


def log_keys(tenant: str) -> list[str]:
    """Verifier keys of a tenant's log as text, to be published; the newest last."""
    return [key.text for key in verifier_keys(tenant)]


def every_log_key() -> list[tuple[str, str]]:
    """(tenant, verifier key as text) of all logs, the newest of each last, to be published. One query."""
    return list(LogKey.objects.order_by("tenant", "id").values_list("tenant", "text"))


@lru_cache(maxsize=2_048)
def _signer(tenant: str, secret: Secret) -> NoteSigner:
    return NoteSigner(origin(tenant), LOG, secret.signing())
