"""Signing in as somebody of the demonstration. Refused wherever a real person could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.module_loading import import_string

from madang.identity.anyid.assurance import DEMO
from madang.identity.anyid.checks import real_people_here
from madang.identity.anyid.models import Account

BACKEND = "madang.identity.anyid.backend.Backend"


class NotInADemonstration(Exception):
    """Nobody can be played here: this is no demonstration, there are real people beside it, or nobody of that name."""


@dataclass(frozen=True)
class Part:
    """Somebody to be: `part` names them in code, `person` is an opaque id ("" for an official), and what they are."""

    part: str
    ko: str
    en: str
    person: str = ""
    official: bool = False


def parts() -> Sequence[Part]:
    """Whom the setting MADANG_DEMO_PARTS (a dotted path to a function) offers; nobody outside a demonstration."""
    path: str = settings.MADANG_DEMO_PARTS
    if not (settings.MADANG_DEMO and path):
        return ()
    found: Sequence[Part] = import_string(path)()
    return found


def sign_in_as(request: HttpRequest, part: str) -> Account:
    """Signs in as one of `parts`; their account is made at the first time. Raises NotInADemonstration."""
    chosen = next((one for one in parts() if one.part == part), None)
    if chosen is None or settings.MADANG_REAL_PEOPLE or real_people_here():
        raise NotInADemonstration(part)
    account = _account_of(chosen)
    request.session.flush()
    record_authentication(request, account, DEMO)
    login(request, account, BACKEND)
    return account


def _account_of(chosen: Part) -> Account:
    """The part's account; another province that was made since gives its people to other parts."""
    person = chosen.person or None
    with transaction.atomic():
        if person is not None:
            # Officials have none: this would touch, and lock, every one of them.
            Account.objects.filter(person=person, synthetic=True).exclude(part=chosen.part).update(person=None)
        account, _made = Account.objects.update_or_create(
            part=chosen.part,
            defaults={"person": person},
            create_defaults={
                "synthetic": True, "person": person, "name": chosen.ko, "password": make_password(None)
            },
        )  # fmt: skip
    return account
