"""Sessions in the database: under a digest, with an end by idleness and an end in any case, each to be ended alone.

OWASP ASVS 5.0 §7.3 (timeouts), §7.4 (termination), §7.5 (list of one's sessions).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY as ACCOUNT_KEY
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from madang.identity.anyid.assurance import method_of
from madang.identity.anyid.devices import device_of
from madang.identity.anyid.models import Account, Session

SINCE, DEVICE = "since", "device"
SEEN_EVERY = dt.timedelta(minutes=1)


def digest(key: str) -> str:
    """What the table calls a session. The key has 165 bits of chance, so a quick hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def ends_at(now: dt.datetime, since: dt.datetime | None) -> dt.datetime:
    """When a session that is used now ends if it is not used again."""
    idle = now + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if since is None:
        return idle
    return min(idle, since + dt.timedelta(seconds=settings.MADANG_SESSION_AT_MOST))


class SessionStore(DatabaseStore):
    """Django's engine over our table (settings.SESSION_ENGINE names this module)."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        """Our table."""
        return Session

    def exists(self, session_key: str) -> bool:
        """Whether the key is taken."""
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = Session.objects.filter(session_key=digest(key), expire_date__gt=timezone.now()).first() if key else None
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session as it is now."""
        now = timezone.now()
        since = dt.datetime.fromisoformat(data[SINCE]) if SINCE in data else None
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=ends_at(now, since),
            account_id=data.get(ACCOUNT_KEY),
            device=data.get(DEVICE, ""),
            method=method_of(data.get(AUTHENTICATION_METHODS_SESSION_KEY, ())),
            since=since,
            seen_at=now,
        )

    def delete(self, session_key: str | None = None) -> None:
        """Ends it."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()


def begin(sender: Any, request: HttpRequest, **_: Any) -> None:
    """At a sign-in: what the list of sessions says about this one; what has ended long ago is cleared away."""
    request.session[SINCE] = timezone.now().isoformat()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def renew(sender: Any, request: HttpRequest, **shown: Any) -> None:
    """Who has shown themselves again gets a new key too (ASVS 5.0 §7.2.4)."""
    if shown.get("reauthenticated"):
        request.session.cycle_key()


def forget(request: HttpRequest) -> None:
    """What was read of session and account is read again when next asked for: for a request that has waited long."""
    request.session = SessionStore(request.session.session_key)
    request.user = SimpleLazyObject(lambda: get_user(request))  # type: ignore[assignment]


def touch(session: Any) -> None:
    """Moves the end of a session that is in use; writes at most once a minute."""
    row = getattr(session, "row", None)
    now = timezone.now()
    if row is None or row.account_id is None or session.modified or now - row.seen_at < SEEN_EVERY:
        return
    Session.objects.filter(session_key=row.session_key).update(seen_at=now, expire_date=ends_at(now, row.since))


@dataclass(frozen=True)
class OpenSession:
    """One line of the list: `id` names it for ending, `here` is the one that asks."""

    id: str
    device: str
    method: str
    since: dt.datetime
    seen_at: dt.datetime
    here: bool


def sessions_of(account: Account, here: str | None) -> list[OpenSession]:
    """Where an account is signed in, this browser first, then the one used last. One query."""
    mine = digest(here) if here else ""
    rows = Session.objects.filter(account=account, expire_date__gt=timezone.now()).order_by("-seen_at")
    found = [
        OpenSession(row.session_key, row.device, row.method, row.since, row.seen_at, row.session_key == mine)
        for row in rows.only("session_key", "device", "method", "since", "seen_at")
        if row.since is not None
    ]
    return sorted(found, key=lambda one: not one.here)


def end_session(account: Account, session: str) -> bool:
    """Ends one session of this account at once; False when there is no such one."""
    return Session.objects.filter(account=account, session_key=session).delete()[0] > 0


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """Ends all sessions of an account, or all but the one with the key `but`; returns how many."""
    rows = Session.objects.filter(account=account)
    if but:
        rows = rows.exclude(session_key=digest(but))
    return rows.delete()[0]
