"""Rights: who may call what, who may publish or take which events; each change with an entry in the hub's log."""

from __future__ import annotations

import datetime as dt
import re

from django.db.models import Q

from madang.exchange.hub.models import AccessRight, EventRight, EventType, Subscription
from madang.exchange.hub.pseudonyms.events import places_of
from madang.exchange.hub.registry import entries as kinds
from madang.exchange.hub.registry.contracts import ContractRefused, validator
from madang.exchange.hub.registry.recorded import NotRegistered, RegistryRefused, change, service_of, subsystem_of

_ARTICLE = re.compile(r"\S.* §\d.*", re.DOTALL)
LONGEST_GROUND = 200
METHODS = ("*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def check_ground(ground: str) -> None:
    """Empty, or a statute with its article: nothing else lets anybody use register numbers (개인정보 보호법 §24의2①1).
    RegistryRefused."""
    if ground and (len(ground) > LONGEST_GROUND or _ARTICLE.fullmatch(ground) is None):
        raise RegistryRefused(
            "근거는 법령과 조문입니다. 예: 주민등록법 §30",
            "ground: a statute and its article: 주민등록법 §30",
        )


def grant(entry: kinds.RightEntry, *, by: str) -> None:
    """A client may use a service, or one endpoint of it; granted twice is granted once, with the latter ground.

    NotRegistered; RegistryRefused.
    """
    if entry.method not in METHODS or not entry.path.startswith("/"):
        raise RegistryRefused("메서드와 경로를 확인하세요.", "method: one of " + ", ".join(METHODS) + "; path: /…")
    check_ground(entry.ground)
    client, service = subsystem_of(entry.client), service_of(entry.service)
    with change("right_granted", by, client=entry.client, service=entry.service, method=entry.method, path=entry.path,
                ground=entry.ground):  # fmt: skip
        AccessRight.objects.update_or_create(
            client=client, service=service, method=entry.method, path=entry.path, revoked_at=None,
            defaults={"ground": entry.ground},
        )  # fmt: skip


def revoke(client: str, service: str, *, by: str, method: str = "", path: str = "") -> int:
    """Takes rights back, all of them between the two or those of one method and path; gives how many. At once."""
    rights = AccessRight.objects.filter(client=subsystem_of(client), service=service_of(service), revoked_at=None)
    wanted = Q(method=method) if method else Q()
    wanted &= Q(path=path) if path else Q()
    with change("right_revoked", by, client=client, service=service, method=method, path=path):
        return rights.filter(wanted).update(revoked_at=dt.datetime.now(dt.UTC))


def register_event_type(entry: kinds.EventTypeEntry, *, by: str) -> None:
    """A kind of event, or its new schema. RegistryRefused."""
    try:
        validator(entry.schema, {}, entry.name)
        places_of(entry.subject_field, entry.persons)
    except (ContractRefused, ValueError) as error:
        raise RegistryRefused(f"사건의 모양을 쓸 수 없습니다: {error}", str(error)) from None
    with change("event_type_registered", by, type=entry.name):
        EventType.objects.update_or_create(
            name=entry.name,
            defaults={"label_ko": entry.label_ko, "label_en": entry.label_en, "schema": entry.schema,
                      "subject_field": entry.subject_field, "persons": list(entry.persons)},
        )  # fmt: skip


def grant_event(entry: kinds.EventRightEntry, *, by: str) -> None:
    """A subsystem may publish or subscribe to a type. NotRegistered."""
    check_ground(entry.ground)
    subsystem, kind = subsystem_of(entry.subsystem), EventType.objects.filter(name=entry.type).first()
    if kind is None:
        raise NotRegistered(f"등록되지 않은 사건: {entry.type}", f"not registered: {entry.type}")
    if entry.may == "publish" and not entry.source:
        raise RegistryRefused("알리는 쪽에는 source가 있어야 합니다.", "a publisher has a source")
    with change("event_right_granted", by, subsystem=entry.subsystem, type=entry.type, may=entry.may,
                ground=entry.ground):  # fmt: skip
        EventRight.objects.update_or_create(
            subsystem=subsystem, type=kind, may=entry.may, revoked_at=None,
            defaults={"source": entry.source, "ground": entry.ground},
        )  # fmt: skip


def revoke_event(subsystem: str, event_type: str, may: str, *, by: str) -> int:
    """Takes it back; gives how many. At once."""
    rights = EventRight.objects.filter(
        subsystem=subsystem_of(subsystem), type__name=event_type, may=may, revoked_at=None
    )
    with change("event_right_revoked", by, subsystem=subsystem, type=event_type, may=may):
        return rights.update(revoked_at=dt.datetime.now(dt.UTC))


def register_subscription(entry: kinds.SubscriptionEntry, *, by: str) -> None:
    """A place to take events from. NotRegistered."""
    subsystem = subsystem_of(entry.subsystem)
    with change("subscription_registered", by, subscription=entry.code, subsystem=entry.subsystem):
        Subscription.objects.update_or_create(
            code=entry.code, defaults={"subsystem": subsystem, "queued": entry.queued}
        )
