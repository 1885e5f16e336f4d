"""One question to the policy, and its answer with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import cedarpy

from madang.rules.service import Label
from madang.trust.policy.texts import NOTHING_ALLOWS, policy
from madang.trust.principals import Ground, Principal
from madang.trust.refusals import Denied

TYPES = {"resident": "Resident", "official": "Official", "agency": "Agency", "system": "System"}


@dataclass(frozen=True, slots=True)
class Resource:
    """What an act is about, as the policy sees it: a type of the schema, an id, and the type's attributes."""

    type: str
    id: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


def ask(
    principal: Principal, action: str, resource: Resource, *, ground: Ground, purpose: Label, grade: str
) -> tuple[str, ...]:
    """The ids of the policies that allow it. Raises Denied with the reason in both languages."""
    return ask_all(principal, action, [resource], ground=ground, purpose=purpose, grade=grade)


def ask_all(
    principal: Principal, action: str, resources: Sequence[Resource], *, ground: Ground, purpose: Label, grade: str
) -> tuple[str, ...]:
    """The same about many; one that is not allowed denies all."""
    held = policy()
    who = {"type": TYPES[principal.kind], "id": principal.id}
    context = {
        "purpose": purpose.en, "law": ground.law, "ground": ground.kind, "consent": ground.consent, "grade": grade,
    }  # fmt: skip
    entities = [{"uid": who, "attrs": _attributes(principal), "parents": []}]
    entities += [{"uid": _uid(one), "attrs": dict(one.attributes), "parents": []} for one in resources]
    requests = [
        {"principal": who, "action": {"type": "Action", "id": action}, "resource": _uid(one), "context": context}
        for one in resources
    ]
    allowing: list[str] = []
    for answer in cedarpy.is_authorized_batch(requests, held.policies, entities, held.schema):
        reasons = [str(one) for one in answer.diagnostics.reasons]
        if answer.diagnostics.errors:
            raise ValueError(f"{action}: {answer.diagnostics.errors}")
        if not answer.allowed:
            why = [held.why[id] for id in reasons]
            raise Denied(
                Label(" ".join(one.ko for one in why), " ".join(one.en for one in why)) if why else NOTHING_ALLOWS,
                tuple(reasons),
            )
        allowing += reasons
    return tuple(dict.fromkeys(allowing))


def _uid(resource: Resource) -> dict[str, str]:
    return {"type": resource.type, "id": resource.id}


def _attributes(principal: Principal) -> dict[str, Any]:
    if principal.kind == "resident":
        acts_for = list(principal.acts_for)
        return {"person": principal.person, "acts_for": acts_for, "assurance": principal.assurance}
    if principal.kind == "official":
        return {
            "person": principal.person, "tenant": principal.tenant, "units": list(principal.units),
            "roles": list(principal.roles), "assurance": principal.assurance,
        }  # fmt: skip
    return {"tenant": principal.tenant} if principal.kind == "agency" else {"tenants": list(principal.tenants)}
