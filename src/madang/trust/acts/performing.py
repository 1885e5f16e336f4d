"""Carrying out an act: policy, state, entries and events in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from madang.trust.acts import once
from madang.trust.acts.act import Act, Doing
from madang.trust.context import entered
from madang.trust.log_row import LogRow, log_row
from madang.trust.outbox import tell
from madang.trust.policy.asking import Resource, ask
from madang.trust.principals import HOUSE, Ground, Principal
from madang.trust.refusals import Denied
from madang.trust.writing import write

About = TypeVar("About")
Result = TypeVar("Result")


def perform(act: Act[About, Result], principal: Principal, *, key: str = "") -> Result:
    """Does it, or finds it done before under the same key of the same actor.

    One transaction: what it reads and changes, an entry for each person it concerns, its events. Raises Denied (which
    is on record then), KeyReused, and whatever the act refuses; nothing is changed by any of them.
    """
    asked: list[tuple[Resource, Ground]] = []
    try:
        with entered(principal):
            return _performed(act, principal, key, asked)
    except Denied as denied:
        for resource, ground in asked:
            _record_refusal(act, principal, resource, ground, denied)
        raise


def _performed(act: Act[About, Result], principal: Principal, key: str, asked: list[tuple[Resource, Ground]]) -> Result:
    if key:
        before = once.begin(principal.actor, key, act)
        if before is not None:
            done: Result = before.result
            return done
    about = act.find()
    resource, ground = act.resource(about), act.ground(about)
    asked.append((resource, ground))
    allowed = ask(principal, act.name, resource, ground=ground, purpose=act.purpose, grade=act.grade)
    asked.clear()
    doing = Doing(principal, str(resource.attributes.get("tenant") or HOUSE), dt.datetime.now(dt.UTC))
    result = act.execute(doing, about)
    write(_rows(act, doing, resource, ground, allowed))
    tell((type, doing.tenant, subject, doing.at, data) for type, subject, data in doing.events)
    if key:
        once.keep(principal.actor, key, result)
    return result


def _rows(
    act: Act[Any, Any], doing: Doing, resource: Resource, ground: Ground, allowed: tuple[str, ...]
) -> list[LogRow]:
    body = _said(act, doing.principal, resource, ground) | {"allowed_by": list(allowed)}
    return [
        log_row(tenant=doing.tenant, kind="act", name=act.name, actor=doing.principal.actor,
                body=body | {"note": doing.noted | doing.noted_of.get(subject, {})},
                subject=subject, act=doing.act, at=doing.at)
        for subject in doing.subjects or [""]
    ]  # fmt: skip


def _record_refusal(act: Act[Any, Any], principal: Principal, resource: Resource, ground: Ground, why: Denied) -> None:
    """In a transaction of its own: what was refused leaves nothing but this."""
    body = _said(act, principal, resource, ground) | {"policies": list(why.policies)}
    tenant = principal.tenant or str(resource.attributes.get("tenant") or HOUSE)
    with entered(principal):
        write([log_row(tenant=tenant, kind="refusal", name=act.name, actor=principal.actor, body=body,
                       subject=principal.person)])  # fmt: skip


def _said(act: Act[Any, Any], principal: Principal, resource: Resource, ground: Ground) -> dict[str, Any]:
    return {
        "purpose": {"ko": act.purpose.ko, "en": act.purpose.en},
        "grade": act.grade,
        "resource": {"type": resource.type, "id": resource.id},
        "ground": {"law": ground.law, "kind": ground.kind, "consent": ground.consent},
        "roles": list(principal.roles),
        "tenant_of_actor": principal.tenant,
        "assurance": principal.assurance,
    }
