"""Which ground carries which field about whom, and why one is not carried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from madang.exchange.mydata.models import Consent
from madang.rules.grounds.service import GroundLine, Grounds, grounds
from madang.trust.service import Ground

NO_GROUND, MISSING, SUPPORTER, WITHDRAWN = "no_ground", "consent_missing", "supporter_consent_missing", "withdrawn"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A line that carries, and the consent it rests on where it asks for one."""

    line: GroundLine
    consent: Consent | None = None

    @property
    def ground(self) -> Ground:
        """As the log names it."""
        consent = "" if self.consent is None else str(self.consent.pk)
        kind = self.line.kind
        return Ground(self.line.law, kind, consent)  # type: ignore[arg-type]


@dataclass(slots=True)
class Carriage:
    """For some purposes, the first that carries first. consents: those about whoever is asked about, ended ones too."""

    purposes: Sequence[str]
    roles: Mapping[str, Collection[str]]
    consents: Iterable[Consent]
    at: dt.datetime
    applicant: str
    data: Grounds = field(default_factory=grounds)
    _by: dict[tuple[str, str], list[Consent]] = field(default_factory=dict)
    _seen: dict[tuple[str, str, str], Carrier | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.consents:
            self._by.setdefault((one.giver, one.purpose), []).append(one)

    def of(self, person: str, agency: str, name: str) -> Carrier | str:
        """What carries a field of an agency's record about a person, or why nothing does."""
        group = self.data.information_of(agency, name) or ""
        key = (person, group, agency)
        if key not in self._seen:
            self._seen[key] = self._decide(person, agency, name, group)
        return self._seen[key]

    def _decide(self, person: str, agency: str, name: str, group: str) -> Carrier | str:
        roles = self.roles.get(person, ())
        reason = NO_GROUND
        lines = [line for purpose in self.purposes for line in self.data.lines_for(purpose, agency, name, roles)]
        for line in sorted(lines, key=lambda line: line.asks):
            if not line.asks:
                return Carrier(line)
            given = self._by.get((self.applicant if line.through else person, line.purpose), ())
            for consent in given:
                if in_force(consent, self.at) and group in consent.information:
                    return Carrier(line, consent)
            withdrawn = any(one.withdrawn_at is not None and group in one.information for one in given)
            reason = WITHDRAWN if withdrawn else SUPPORTER if set(roles) == {"supporter"} else MISSING
        return reason

    def carries(self, person: str, agency: str, fields: Iterable[str]) -> bool:
        """Whether any of the fields is carried."""
        return any(isinstance(self.of(person, agency, name), Carrier) for name in fields)

    def carried(self, person: str, agency: str, fields: Iterable[str]) -> dict[str, Carrier]:
        """Of the fields, those that are carried."""
        found = {name: self.of(person, agency, name) for name in fields}
        return {name: one for name, one in found.items() if isinstance(one, Carrier)}


def in_force(consent: Consent, at: dt.datetime) -> bool:
    """Neither withdrawn, nor replaced, nor over."""
    return consent.withdrawn_at is None and consent.replaced_at is None and consent.given_at <= at < consent.until
