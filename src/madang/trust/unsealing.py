"""A sealed number opened: by statute only, and on record each time (개인정보보호법 §24의2)."""

from __future__ import annotations

from madang.rules.service import Label
from madang.trust.context import entered
from madang.trust.log_row import log_row
from madang.trust.policy.asking import Resource, ask
from madang.trust.principals import HOUSE, Ground, Principal
from madang.trust.sealing import opened
from madang.trust.writing import write


def unseal(
    principal: Principal, box: bytes, *, about: str, purpose: Label, ground: Ground, tenant: str = "", unit: str = ""
) -> str:
    """The text, once the entry is written in the same transaction. Raises Denied and CannotUnseal."""
    whose = tenant or principal.tenant or HOUSE
    person = Resource("Person", about, {"tenant": whose, "unit": unit})
    allowed = ask(principal, "unseal", person, ground=ground, purpose=purpose, grade="C")
    body = {
        "purpose": {"ko": purpose.ko, "en": purpose.en},
        "grade": "C",
        "ground": {"law": ground.law, "kind": ground.kind, "consent": ground.consent},
        "allowed_by": list(allowed),
        "roles": list(principal.roles),
        "tenant_of_actor": principal.tenant,
    }
    with entered(principal):
        text = opened(box, about=about)
        write([log_row(tenant=whose, kind="disclosure", name="unseal", actor=principal.actor, body=body,
                       subject=about)])  # fmt: skip
    return text
