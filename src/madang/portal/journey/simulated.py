"""The simulated people of a demonstration, and their facts as the agencies tell them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.rules.service import Family


class NoSuchPerson(LookupError):
    """Nobody of that id is offered."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A simulated person to choose: id and one line in the page's language."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Collected:
    """A person's family from the agencies, and how each agency answered (agency id, outcome)."""

    person: str
    family: Family
    agencies: tuple[tuple[str, str], ...]


def people_offered() -> tuple[Offered, ...]:
    """The people to choose from; nobody while the province is not there."""
    return ()


def collected_for(person: str, on: dt.date) -> Collected:
    """Asks the agencies. NoSuchPerson."""
    raise NoSuchPerson(person)
