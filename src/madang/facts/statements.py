"""What somebody wants recorded: a new fact, a correction, a withdrawal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

Value = Decimal | int | str | bool | dt.date | None


class NewFact(NamedTuple):
    """One fact to record. value: whole won as an int, an exact Decimal, a date, text, bool, or None (there is none).

    valid_from, valid_to: the days it is about, half-open, None = open. source: an agency's id or "ask". as_of: the
    day the source says it held. proven: settled by evidence; left out, what an agency says is and what is asked is
    not. evidence: a reference to the signed record. supersedes: the id of the fact that this one corrects.
    """

    subject: str
    name: str
    value: Value
    source: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    as_of: dt.date | None = None
    object: str = ""
    proven: bool | None = None
    evidence: str | None = None
    supersedes: int | None = None


@dataclass(frozen=True, slots=True)
class Retraction:
    """A fact that should never have been recorded. What it lay over shows again."""

    fact: int
    source: str
    evidence: str | None = None


Statement = NewFact | Retraction


def relation(
    person: str,
    other: str,
    kind: str,
    source: str,
    *,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    as_of: dt.date | None = None,
    evidence: str | None = None,
    supersedes: int | None = None,
) -> NewFact:
    """`other` is the `kind` of `person` (spouse, de_facto_spouse, child, parent, grandchild, grandparent, sibling)."""
    return NewFact(
        person, f"relation.{kind}", True, source, valid_from, valid_to, as_of, other,
        evidence=evidence, supersedes=supersedes,
    )  # fmt: skip


def lives_at(
    person: str,
    home: str,
    source: str,
    *,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    as_of: dt.date | None = None,
    evidence: str | None = None,
    supersedes: int | None = None,
) -> NewFact:
    """The person's home in a period; the latest recorded one wins, so nobody lives in two at once."""
    return NewFact(
        person, "person.residence", True, source, valid_from, valid_to, as_of, home,
        evidence=evidence, supersedes=supersedes,
    )  # fmt: skip
