"""Rules that the ministry has released, a remark and no more, and a draft that is being written: nobody's data."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from madang.rulemaking import service as rulemaking
from madang.trust import service as trust
from tests.walls.people import ANNE
from tests.walls.routes import PUBLIC

KEEPER, FILE = "mohw", "parameters/basic_pension.yaml"
AUTHOR = trust.Principal("official", "rule-author", tenant=KEEPER, roles=("rule_author",), assurance="passkey")
RELEASER = trust.Principal("official", "rule-releaser", tenant=KEEPER, roles=("rule_releaser",), assurance="passkey")


def changed_rules() -> None:
    """Release 1 and a draft; the addresses of tests.walls.routes name them."""
    text = rulemaking.in_force().files[FILE]
    released = _begun(f"# a remark\n{text}")
    trust.perform(rulemaking.Submit(released, 1), AUTHOR)
    assert trust.perform(rulemaking.ReleaseDraft(released, 1), RELEASER)["release"] == 1
    draft = _begun(f"{rulemaking.in_force().files[FILE]}# another remark\n")
    trust.perform(rulemaking.AskEffect(draft, 1, rulemaking_day()), AUTHOR)
    PUBLIC["rules_draft"] = [str(draft)]


def rulemaking_day() -> dt.date:
    """Of the effect that was asked for."""
    return dt.date(2027, 1, 15)


def _begun(text: str) -> UUID:
    act = rulemaking.Begin(ANNE.says("새해 값"), ANNE.says("고시"), KEEPER, {FILE: text})
    draft = UUID(trust.perform(act, AUTHOR)["draft"])
    with trust.entered(AUTHOR):
        found = rulemaking.draft_of(draft)
        assert rulemaking.examine(rulemaking.revision(found, 1)).sound
    return draft
