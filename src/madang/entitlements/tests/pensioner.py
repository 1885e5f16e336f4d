"""A single pensioner in Seoul whose basic pension is easy to follow."""

from __future__ import annotations

import datetime as dt

from madang.facts.service import NewFact, lives_at, now, record
from madang.rules.service import Rulebook, vocabulary

EARNED = "employment.earned_income"
BORN = dt.date(1955, 3, 2)


def pensioner(rulebook: Rulebook, person: str = "p1", *, savings: int = 0, leaving_out: tuple[str, ...] = ()) -> None:
    """Records everything the basic pension reads: nothing earned, no public pension, so much saved."""
    told = {fact.name: fact for fact in vocabulary(rulebook, ["basic_pension"]) if fact.root is None}
    home = f"{person}/home"
    known: dict[str, object] = {
        "person.birth_date": BORN, "person.marital_status": "single", "person.nationality": "KR",
        "person.whereabouts": "home", "assets.financial": savings,
    }  # fmt: skip
    batch = [lives_at(person, home, "moi"), NewFact(home, "residence.region", "1111000000", "moi")]
    for name, fact in told.items():
        quiet = {"money": 0, "number": fact.low or 0, "boolean": False}.get(fact.type)
        value = known.get(name, fact.choices[0].value if fact.choices else quiet)
        if name not in leaving_out:
            entity = home if fact.entity == "residence" else person
            batch.append(NewFact(entity, name, value, "moi"))  # type: ignore[arg-type]
    record(rulebook, batch, key=f"all of {person}", recorded_at=now() - dt.timedelta(days=1))
