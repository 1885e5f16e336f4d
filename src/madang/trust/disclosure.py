"""Personal data read for somebody else's eyes: allowed by the policy, on record for each person, then open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from madang.rules.service import Label
from madang.trust.context import entered, entered_with
from madang.trust.log_row import log_row
from madang.trust.policy.asking import Resource, ask_all
from madang.trust.principals import HOUSE, Ground, Principal
from madang.trust.refusals import Denied
from madang.trust.writing import write


@contextmanager
def disclose(
    principal: Principal,
    subjects: Sequence[str],
    *,
    purpose: Label,
    ground: Ground,
    what: Sequence[str],
    tenant: str = "",
    unit: str = "",
    units: Mapping[str, str] | None = None,
    grade: str = "S",
    about: str = "",
    shown_from: dt.datetime | None = None,
) -> Iterator[uuid.UUID]:
    """Within it the rows of these persons are there for the principal. Gives the id that the entries share.

    what: names of facts or kinds of records that are read. tenant: whose business it is (the official's own when left
    out). units: person → unit, where those of a list lie with several. shown_from:
    the persons learn of it only then, where the policy allows that (수사, 조사).
    about: what it is part of, as `case:17`. One entry a person, which tells of no other; they commit with the
    transaction the data is read in, so nothing is shown unless they did. Raises Denied, which is on record too.
    """
    whose = tenant or principal.tenant or HOUSE
    persons = tuple(dict.fromkeys(subjects))
    lies_with = units or {}
    people = [Resource("Person", one, {"tenant": whose, "unit": lies_with.get(one, unit)}) for one in persons]
    act = uuid.uuid4()
    body = {
        "purpose": {"ko": purpose.ko, "en": purpose.en},
        "grade": grade,
        "ground": {"law": ground.law, "kind": ground.kind, "consent": ground.consent},
        "what": sorted(what),
        "about": about,
        "roles": list(principal.roles),
        "tenant_of_actor": principal.tenant,
        "assurance": principal.assurance,
    }
    action = "disclose" if shown_from is None else "disclose_quietly"
    try:
        allowed = ask_all(principal, action, people, ground=ground, purpose=purpose, grade=grade)
    except Denied as denied:
        said = body | {"policies": list(denied.policies)}
        with entered(principal):
            write([log_row(tenant=whose, kind="refusal", name="disclose", actor=principal.actor, body=said,
                           subject=principal.person, act=act)])  # fmt: skip
        raise
    said = body | {"allowed_by": list(allowed)}
    with entered_with(principal, persons):
        write([log_row(tenant=whose, kind="disclosure", name="disclose", actor=principal.actor, body=said,
                       subject=person, act=act, shown_from=shown_from) for person in persons])  # fmt: skip
        yield act
