"""The answer of DESIGN §5 as frozen records; its JSON form is schema/answer.schema.json."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from madang.rules.model import Label
from madang.rules.reckoning.uncertain import FactKey


@dataclass(frozen=True, slots=True)
class Amount:
    """Won per `per`; low = high when settled; high None when no upper bound is known."""

    low: int
    high: int | None
    per: str


@dataclass(frozen=True, slots=True)
class ValueUsed:
    """A value an explanation names. kind: fact, derived or parameter; entity: person or home id.

    value is None while open (then low/high/options say what it can be). values: what it was worked out from.
    """

    kind: str
    name: str
    label: Label
    value: Any
    entity: str | None = None
    low: Decimal | dt.date | None = None
    high: Decimal | dt.date | None = None
    law: str | None = None
    source: str | None = None
    as_of: dt.date | None = None
    certainty: str | None = None
    unit: str | None = None
    open: bool = False
    values: tuple[ValueUsed, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """A clause with its verdict: True, False, or None while unknown.

    moot: it fails only because nobody passed an earlier clause about the same people, and says nothing itself.
    """

    id: str
    holds: bool | None
    label: Label
    law: str
    stage: str
    values: tuple[ValueUsed, ...]
    missing: frozenset[FactKey]
    change: Label | None = None
    fault: Label | None = None
    moot: bool = False


@dataclass(frozen=True, slots=True)
class ComponentAnswer:
    """One part of the amount, for one person where it is per person."""

    id: str
    label: Label
    low: int
    high: int | None
    law: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """A sentence that belongs to the answer; `no_money`: it says why nothing is paid."""

    id: str
    text: Label
    no_money: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one service says about one family on one day."""

    service: str
    label: Label
    agency: str
    date: dt.date
    unit: tuple[str, ...]
    perhaps: tuple[str, ...]
    status: str
    amount: Amount | None
    components: tuple[ComponentAnswer, ...]
    recipients: tuple[str, ...]
    period: tuple[dt.date, dt.date]
    clauses: tuple[ClauseAnswer, ...]
    missing: tuple[FactKey, ...]
    certainty: str
    closure: str
    notes: tuple[NoteAnswer, ...]

    @property
    def pays_nothing(self) -> bool:
        """Granted, and no money: the amount is zero whatever is still open, or the help is in kind."""
        return self.status == "eligible" and (self.amount is None or self.amount.high == 0)

    @property
    def settled(self) -> bool:
        """Whether no further fact could change the status or the amount."""
        return not self.missing
