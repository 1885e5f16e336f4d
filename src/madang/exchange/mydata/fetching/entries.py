"""Entries of the log: of whom what was fetched on which ground, and of whom what was not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.carriage import Carrier
from madang.exchange.mydata.fetching.gathering import Said
from madang.exchange.mydata.fetching.wanted import Refusal, Wanted
from madang.exchange.mydata.purposes import label_of
from madang.trust.service import Ground, LogRow, log_row

NAME, GRADE = "mydata.fetch", "S"


@dataclass(frozen=True, slots=True)
class Used:
    """One agency's answer about one person, and what carries each of its fields that is read."""

    person: str
    agency: str
    said: Said
    carriers: Mapping[str, Carrier]


def entries(
    batch: Batch, used: Sequence[Sequence[Used]], refused: Sequence[Sequence[Refusal]], actor: str, at: dt.datetime
) -> list[LogRow]:
    """One a person and ground for what was used, one a person and reason for what was not; none tells of another."""
    found = []
    for place, wanted in enumerate(batch.wanted):
        facts = batch.reads[place].names
        by: dict[tuple[str, str, Ground], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in used[place]:
            for carrier, fields in _by_carrier(one.carriers):
                row = by[one.person, carrier.line.purpose, carrier.ground]
                row["what"].update(facts.get((one.agency, field), f"{one.agency}.{field}") for field in fields)
                row["sources"].add(one.agency)
                row["exchanges"].add(one.said.exchange)
        for (person, purpose, ground), row in by.items():
            said = {name: sorted(row[name]) for name in ("what", "sources", "exchanges")}
            note = {name: said.pop(name) for name in ("sources", "exchanges")}
            body = {**_about(wanted, purpose), "ground": _ground(ground), **said, "note": note}
            found.append(log_row(tenant=wanted.tenant, kind="disclosure", name=NAME, actor=actor, body=body,
                                 subject=person, at=at))  # fmt: skip
        for no in refused[place]:
            why: dict[str, str] = {"reason": no.reason, "ko": no.label.ko, "en": no.label.en, "agency": no.agency}
            body = {**_about(wanted, wanted.purposes[0]), "what": sorted(no.facts), "note": why}
            found.append(log_row(tenant=wanted.tenant, kind="refusal", name=NAME, actor=actor, body=body,
                                 subject=no.person, at=at))  # fmt: skip
    return found


def _by_carrier(carriers: Mapping[str, Carrier]) -> Iterable[tuple[Carrier, list[str]]]:
    """What carries, each once, and the fields that it carries: those of a group share theirs."""
    found: dict[int, tuple[Carrier, list[str]]] = {}
    for field, carrier in carriers.items():
        found.setdefault(id(carrier), (carrier, []))[1].append(field)
    return found.values()


def _about(wanted: Wanted, purpose: str) -> dict[str, object]:
    label = label_of(purpose)
    return {"purpose": {"ko": label.ko, "en": label.en}, "grade": GRADE, "about": wanted.application}


def _ground(ground: Ground) -> dict[str, str]:
    return {"law": ground.law, "kind": ground.kind, "consent": ground.consent}
