"""Which ground carries which field about whom, and why one is not carried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from madang.exchange.mydata.fetching.given import Given
from madang.exchange.mydata.models import Consent
from madang.rules.grounds.service import GroundLine, Grounds, grounds
from madang.trust.service import Ground

NO_GROUND, MISSING, SUPPORTER, WITHDRAWN = "no_ground", "consent_missing", "supporter_consent_missing", "withdrawn"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A line that carries, and the consent it rests on where it asks for one."""

    line: GroundLine
    consent: Given | None = None

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
    consents: Iterable[Given]
    at: dt.datetime
    applicant: str
    data: Grounds = field(default_factory=grounds)
    _by: dict[tuple[str, str], list[Given]] = field(default_factory=dict)
    _seen: dict[tuple[str, str, str], Carrier | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.consents:
            self._by.setdefault((one.giver, one.purpose), []).append(one)

    def of(self, person: str, agency: str, name: str) -> Carrier | str:
        """What carries a field of an agency's record about a person, or why nothing does."""
        return self._of_group(person, agency, name, self.data.information_of(agency, name) or "")

    def _of_group(self, person: str, agency: str, name: str, group: str) -> Carrier | str:
        """The same for all fields of a group; name: one of them."""
        key = (person, group, agency)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._decide(person, agency, name, group)
        return found

    def _decide(self, person: str, agency: str, name: str, group: str) -> Carrier | str:
        roles = frozenset(self.roles.get(person, ()))
        reason = NO_GROUND
        for line in _lines(self.data, tuple(self.purposes), agency, name, roles):
            if not line.asks:
                return Carrier(line)
            given = self._by.get((self.applicant if line.through else person, line.purpose), ())
            for consent in given:
                if in_force(consent, self.at) and group in consent.information:
                    return Carrier(line, consent)
            withdrawn = any(one.withdrawn_at is not None and group in one.information for one in given)
            reason = WITHDRAWN if withdrawn else SUPPORTER if roles == {"supporter"} else MISSING
        return reason

    def carries(self, person: str, agency: str, fields: Iterable[str]) -> bool:
        """Whether any of the fields is carried."""
        return any(
            isinstance(self._of_group(person, agency, names[0], group), Carrier)
            for group, names in _groups(self.data, agency, frozenset(fields))
        )

    def carried(self, person: str, agency: str, fields: Iterable[str]) -> dict[str, Carrier]:
        """Of the fields, those that are carried."""
        found: dict[str, Carrier] = {}
        for group, names in _groups(self.data, agency, frozenset(fields)):
            one = self._of_group(person, agency, names[0], group)
            if isinstance(one, Carrier):
                found.update(dict.fromkeys(names, one))
        return found


@lru_cache(maxsize=1_024)
def _groups(data: Grounds, agency: str, fields: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields by the group of information that they are in: one decision is for all of a group."""
    found: dict[str, list[str]] = {}
    for name in sorted(fields):
        found.setdefault(data.information_of(agency, name) or "", []).append(name)
    return tuple((group, tuple(names)) for group, names in found.items())


@lru_cache(maxsize=16_384)
def _lines(
    data: Grounds, purposes: tuple[str, ...], agency: str, name: str, roles: frozenset[str]
) -> tuple[GroundLine, ...]:
    """Those that carry the field about somebody in these roles, the ones that ask nobody first."""
    lines = [line for purpose in purposes for line in data.lines_for(purpose, agency, name, roles)]
    return tuple(sorted(lines, key=lambda line: line.asks))


def in_force(consent: Given | Consent, at: dt.datetime) -> bool:
    """Neither withdrawn, nor replaced, nor over."""
    return consent.withdrawn_at is None and consent.replaced_at is None and consent.given_at <= at < consent.until
