"""Whose consent a service needs, and to what: computed from the facts its definition reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from madang.exchange.mydata.circle import Circle
from madang.exchange.mydata.consents.queries import about
from madang.exchange.mydata.fetching.carriage import in_force
from madang.exchange.mydata.models import Consent
from madang.exchange.mydata.purposes import ALERTS, agency_label, label_of, reads_of, rulebook
from madang.exchange.mydata.whole import on_everybody
from madang.facts.service import family_as_known, now
from madang.rules.grounds.service import GroundLine, Still, grounds
from madang.rules.service import FactKey, Family, Label, Person, ProblemsFound, missing
from madang.trust.service import Ground

WHY = {
    "applicant": Label("본인의 자료", "your own records"),
    "spouse": Label("배우자의 자료", "the spouse's records"),
    "child": Label("자녀의 자료", "the child's records"),
    "household": Label("함께 사는 가구원의 자료", "the records of somebody of the same household"),
    "supporter": Label("부양의무자의 자료", "the records of a relative liable for support"),
}


@dataclass(frozen=True, slots=True)
class Needed:
    """One person has to agree. state: missing, given, withdrawn or ended; consent: its id, where there was one.

    lines: the grounds that ask; facts, sources: what they come to for this purpose. adult: whether they agree for
    themselves; guardians: who does for a child under age.
    """

    person: str
    purpose: str
    applicant: str
    roles: frozenset[str]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    lines: tuple[GroundLine, ...]
    speakers: frozenset[str]
    state: str = "missing"
    consent: int | None = None

    @property
    def information(self) -> tuple[str, ...]:
        """The groups of grounds.yaml."""
        return tuple(dict.fromkeys(line.information for line in self.lines))

    @property
    def law(self) -> str:
        """The articles that ask for it."""
        return "; ".join(dict.fromkeys(line.law for line in self.lines))

    @property
    def ground(self) -> Ground:
        """As a log names it; the consent is empty while there is none."""
        kind = self.lines[0].kind
        return Ground(self.law, kind, "" if self.consent is None else str(self.consent))  # type: ignore[arg-type]

    @property
    def stills(self) -> tuple[Still, ...]:
        """What statutes allow although consent is withdrawn."""
        return tuple(dict.fromkeys(line.still for line in self.lines if line.still is not None))

    @property
    def why(self) -> Label:
        """For people: whose records, for what, from whom, and why they are asked."""
        role = next(one for one in WHY if one in self.roles)
        who, what = WHY[role], label_of(self.purpose)
        groups = [grounds().information[one].label for one in self.information]
        agencies = [agency_label(one) for one in self.sources]
        return Label(
            f"'{what.ko}' 심사에 {who.ko}({', '.join(one.ko for one in groups)})가 필요합니다. "
            f"{', '.join(one.ko for one in agencies)}에서 받으며, {self.law}에 따라 그 사람의 동의가 있어야 합니다.",
            f"'{what.en}' needs {who.en} ({', '.join(one.en for one in groups)}), held by "
            f"{', '.join(one.en for one in agencies)}. {self.law} asks that this very person agrees.",
        )


@dataclass(slots=True)
class _Asked:
    lines: dict[GroundLine, None] = field(default_factory=dict)
    facts: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)


def consents_needed(purpose: str, applicant: str, day: dt.date) -> list[Needed]:
    """Whoever has to agree before all that the purpose reads may be fetched, the applicant first.

    Nobody is asked whose records cannot change the outcome by what is known already. Raises NoSuchPurpose. Five queries
    in a transaction of its own; it tells who has to be asked, and of no value.
    """
    reads_of(purpose)
    with on_everybody():
        family = _family(applicant, day)
        circle = Circle.of_family(family) if family is not None else Circle(applicant)
        roles = circle.roles()
        asked = {person: _asked(purpose, of) for person, of in roles.items()}
        asked = {person: one for person, one in asked.items() if one.lines}
        if family is not None and purpose != ALERTS:
            matter = _that_matter(purpose, family, {(name, p) for p, one in asked.items() for name in one.facts})
            asked = {person: one for person, one in asked.items() if person in matter}
        said = about(list(asked), [purpose], applicant)
        moment = now()
    return [_needed(purpose, applicant, person, one, roles[person], circle, family, said, day, moment)
            for person, one in asked.items()]  # fmt: skip


def _family(applicant: str, day: dt.date) -> Family | None:
    try:
        return family_as_known(rulebook(), applicant, day).family
    except ProblemsFound:
        return None


def _asked(purpose: str, roles: Iterable[str]) -> _Asked:
    found = _Asked()
    for fact in reads_of(purpose).facts:
        for source in fact.sources:
            lines = grounds().lines_for(purpose, source.agency, source.field, list(roles)) if source.field else []
            if lines and lines[0].asks and (not lines[0].through or "applicant" in roles):
                found.lines[lines[0]] = None
                found.facts[fact.name] = None
                found.sources[source.agency] = None
    return found


def _that_matter(purpose: str, family: Family, keys: set[FactKey]) -> set[str]:
    """Persons one of whose facts could change the outcome, were none of these facts known."""
    persons = {
        id: Person(id, {name: held for name, held in one.facts.items() if (name, id) not in keys})
        for id, one in family.persons.items()
    }
    try:
        _, open = missing(rulebook(), replace(family, persons=persons), [purpose]).get(purpose, ("", ()))
    except ProblemsFound:
        return {person for _, person in keys}
    return {person for name, person in open if (name, person) in keys}


def _needed(
    purpose: str, applicant: str, person: str, asked: _Asked, roles: frozenset[str], circle: Circle,
    family: Family | None, said: list[Consent], day: dt.date, moment: dt.datetime,
) -> Needed:  # fmt: skip
    speakers = speakers_of(person, family.persons if family else {}, circle, day)
    found = Needed(
        person, purpose, applicant, roles, tuple(asked.facts), tuple(asked.sources), tuple(asked.lines), speakers
    )
    own = [one for one in said if one.giver == person]
    covering = [one for one in own if in_force(one, moment) and set(found.information) <= set(one.information)]
    if covering:
        return replace(found, state="given", consent=covering[-1].pk)
    if own:
        return replace(found, state="withdrawn" if own[-1].withdrawn_at else "ended", consent=own[-1].pk)
    return found


def speakers_of(person: str, persons: Mapping[str, Person], circle: Circle, day: dt.date) -> frozenset[str]:
    """Who says yes or no for somebody: parents too for a child under age (민법 §4, §911), parents alone for one below
    14 (개인정보 보호법 §22의2①)."""
    age = age_of(person, persons, day)
    own = frozenset() if age is not None and age < 14 else frozenset({person})
    return own | (circle.guardians(person) if age is not None and age < 19 else frozenset())


def age_of(person: str, persons: Mapping[str, Person], day: dt.date) -> int | None:
    """In whole years; None where the date of birth is not known."""
    held = persons[person].facts.get("person.birth_date") if person in persons else None
    born = held.value if held is not None else None
    if not isinstance(born, dt.date):
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
