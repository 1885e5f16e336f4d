"""State of sign-in. Ways to sign in (passkeys, app, recovery codes) and e-mail addresses are allauth's own tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

PERSON_LENGTH = 64


class Accounts(BaseUserManager["Account"]):
    """Makes accounts. One without a password has a passkey, or is synthetic."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Account:
        """A saved account; the address is stored in lower case. Raises IntegrityError when it is taken."""
        account = self.model(email=email.lower() if email else None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can sign in. The id is random and means nothing; a register number is never kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=40, blank=True, default="")  # how they want to be called, no legal name
    person = models.CharField(max_length=PERSON_LENGTH, unique=True, null=True, blank=True)
    synthetic = models.BooleanField(default=False)  # made in a demonstration: nobody real
    part = models.CharField(max_length=40, blank=True, default="")  # the part played in a demonstration
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part"], condition=~models.Q(part=""), name="one_account_a_part"),
            models.CheckConstraint(
                condition=models.Q(part="") | models.Q(synthetic=True), name="only_synthetic_accounts_play"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["synthetic"], condition=models.Q(synthetic=False), name="real_accounts"),
        ]

    def __str__(self) -> str:
        """What an authenticator is told to show beside a key; many accounts have no address."""
        return self.email or self.name or str(self.pk)

    @property
    def called(self) -> str:
        """What the page calls them: their name, else the address up to its @."""
        return self.name or (self.email or "").partition("@")[0]


class Session(AbstractBaseSession):
    """A session. The key in the cookie is a secret; the table holds its SHA-256 digest (64 hexadecimal digits)."""

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, default="")  # browser and system in words, no address, no fingerprint
    method = models.CharField(max_length=20, default="")  # how they signed in: see assurance
    since = models.DateTimeField(null=True)  # sign-in; none while nobody is signed in yet
    seen_at = models.DateTimeField()  # to the minute

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The engine that reads and writes it."""
        from madang.identity.anyid.sessions import SessionStore

        return SessionStore


class Counter(models.Model):
    """Django's database cache: counters of rate limits and used one-time codes, the same for all workers."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "anyid_counter"

    def __str__(self) -> str:
        return self.cache_key


def called(id: str) -> str:
    """What the account of that id is called, for whom a letter says handled something; "" where there is none."""
    try:
        found = Account.objects.filter(pk=uuid.UUID(id)).first()
    except ValueError:
        return ""
    return found.called if found else ""


def called_all(ids: Iterable[str]) -> dict[str, str]:
    """The same of many accounts, those that are there. One query, none for nobody."""
    wanted = {id for id in ids if _is_uuid(id)}
    found = Account.objects.filter(pk__in=wanted) if wanted else ()
    return {str(one.pk): one.called for one in found}


def _is_uuid(id: str) -> bool:
    try:
        return str(uuid.UUID(id)) == id
    except ValueError:
        return False
