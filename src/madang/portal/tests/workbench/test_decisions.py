"""After a release: a decision made before replays unchanged, where people stand is looked at again."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.entitlements.service import Explained, decide, enrol, explain, look_again_on, standing_of
from madang.facts.service import NewFact, lives_at, now, record
from madang.portal.tests.workbench.house import FIGURES, PENSION, pressed, signed_in, submitted
from madang.rulemaking import service as rulemaking
from madang.rules.service import Rulebook, installed_rulebook, vocabulary
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("workbench")
EVERYTHING = trust.system("test")
NEW_YEAR = dt.date(2027, 1, 15)


def recorded(rulebook: Rulebook) -> None:
    """The same pensioner among the facts: everything the pension reads, nothing earned and nothing saved."""
    known: dict[str, object] = {
        "person.birth_date": dt.date(1955, 3, 1), "person.marital_status": "single", "person.nationality": "KR",
        "person.whereabouts": "home",
    }  # fmt: skip
    batch = [lives_at("a", "h", "moi"), NewFact("h", "residence.region", "1111000000", "moi")]
    for fact in (one for one in vocabulary(rulebook, [PENSION]) if one.root is None):
        quiet = {"money": 0, "number": fact.low or 0, "boolean": False}.get(fact.type)
        value = known.get(fact.name, fact.choices[0].value if fact.choices else quiet)
        entity = "h" if fact.entity == "residence" else "a"
        batch.append(NewFact(entity, fact.name, value, "moi"))  # type: ignore[arg-type]
    with trust.entered(EVERYTHING):
        record(rulebook, batch, key="a", recorded_at=now() - dt.timedelta(days=1))


def explained(rulebook: Rulebook, number: int) -> Explained:
    with trust.entered(EVERYTHING):
        return explain(rulebook, number)


def test_a_decision_made_before_replays_unchanged_and_standings_follow() -> None:
    rulebook, day = installed_rulebook(), dt.date(2026, 6, 1)
    recorded(rulebook)
    before = decide(rulebook, PENSION, "a", day, key="d")
    assert before.amount == 349_700
    first = explained(rulebook, before.pk)
    enrol(rulebook, ["a"], NEW_YEAR)
    with trust.entered(EVERYTHING):
        (stood,) = [one for one in standing_of("a") if one.service == PENSION]
    assert stood.status == "unknown"
    draft = submitted(signed_in("author"))
    assert pressed(signed_in("releaser"), draft, "release").status_code == 302
    after = rulemaking.in_force().rulebook
    assert after is not rulebook
    again = explained(after, before.pk)
    assert (again.same, again.text, again.law_holds) == (True, first.text, True)
    moved = look_again_on(after, NEW_YEAR)
    assert moved.residents == 1
    with trust.entered(EVERYTHING):
        (stands,) = [one for one in standing_of("a") if one.service == PENSION]
    assert stands.closure != stood.closure
    changed_2026 = after_changing_2026()
    replayed = explained(changed_2026, before.pk)
    assert (replayed.same, replayed.law_holds) == (True, False), "the same answer, though today's law is another"


def after_changing_2026() -> Rulebook:
    """The rulebook as if a release had changed a figure of the decision's own year."""
    held = rulemaking.in_force()
    files = {**held.files, FIGURES: held.files[FIGURES].replace("value: 349700,", "value: 300000,", 1)}
    return rulemaking.drafted(held, files)
