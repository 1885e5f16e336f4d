"""The door of the rules: load a rulebook, read a family, get answers, ask the next question.

Nothing reads a clock or the network; only a :class:`Standing` keeps state between calls. Threads may share a rulebook.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from madang.rules.answers.closure import ENGINE, closure_on
from madang.rules.answers.model import Amount, Answer, ClauseAnswer, ComponentAnswer, NoteAnswer, ValueUsed
from madang.rules.answers.outcome import Outcome
from madang.rules.answers.turning import Calendar
from madang.rules.answers.writing import answer_to_dict, fact_to_dict, plain
from madang.rules.asking.completions import Witness
from madang.rules.asking.questions import Question
from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps.packed import Packed
from madang.rules.bitmaps.packing import Packer, TooLarge
from madang.rules.bitmaps.packing import pack as _pack
from madang.rules.bitmaps.planes import refusals as _bitmap_refusals
from madang.rules.bitmaps.source import Part, Source
from madang.rules.cases import Case, differing, differing_lines, run_case
from madang.rules.family.service import (
    UNKNOWN,
    FactValue,
    Family,
    Person,
    Relation,
    Residence,
    dump_family,
    family_from_dict,
    family_to_dict,
)
from madang.rules.family.service import (
    can_be as _can_be,
)
from madang.rules.family.service import (
    family_from_values as _family_from_values,
)
from madang.rules.family.service import read_family as _read_family
from madang.rules.following import while_installed
from madang.rules.installed import (
    KOREA,
    check_regional,
    install,
    installed_rulebook,
    load_cases,
    load_regions,
    load_rulebook,
)
from madang.rules.kept.law import law_of, names_read
from madang.rules.kept.law import rulebook_of as rulebook_of_law
from madang.rules.loading.service import value_on
from madang.rules.model import FactDefinition, Label, ServiceDefinition
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.reckoning.facts import with_fact
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reforms.applying import reformed
from madang.rules.reforms.reading import Change, label_of_change
from madang.rules.reforms.reading import read_change as _read_change
from madang.rules.reforms.refusals import ReformRefused
from madang.rules.refusal import Refused
from madang.rules.regional.folders import of_home as packs_of_home
from madang.rules.regional.records import LeftOut, RegionalPack
from madang.rules.regional.worked import worked_cases
from madang.rules.regions import Region, Regions
from madang.rules.schema import schema
from madang.rules.single_conditions import with_conditions
from madang.rules.standing import (
    Standing,
    check,
    missing,
    next_question,
    services_everywhere,
    services_for,
    services_on,
)
from madang.rules.table.service import Fault, Match, Table

__all__ = [
    "ENGINE",
    "KOREA",
    "UNKNOWN",
    "Amount",
    "Answer",
    "Case",
    "Change",
    "ClauseAnswer",
    "ComponentAnswer",
    "FactDefinition",
    "FactKey",
    "FactValue",
    "Family",
    "Fault",
    "Label",
    "LeftOut",
    "Match",
    "NoteAnswer",
    "Outcome",
    "Packed",
    "Packer",
    "Part",
    "Person",
    "Problem",
    "ProblemsFound",
    "Question",
    "ReformRefused",
    "Refused",
    "Region",
    "RegionalPack",
    "Regions",
    "Relation",
    "Residence",
    "Rulebook",
    "ServiceDefinition",
    "Source",
    "Standing",
    "Table",
    "TooLarge",
    "ValueUsed",
    "Witness",
    "answer_to_dict",
    "can_be",
    "check",
    "check_regional",
    "closure",
    "differing",
    "differing_lines",
    "dump_family",
    "fact_to_dict",
    "family_from",
    "family_from_values",
    "family_to_dict",
    "figure_on",
    "install",
    "installed_rulebook",
    "label_of_change",
    "law_of",
    "load_cases",
    "load_regions",
    "load_rulebook",
    "look_again",
    "missing",
    "names_read",
    "next_question",
    "pack_on",
    "packer_on",
    "packs_of_home",
    "plain",
    "read_change",
    "read_family",
    "reformed",
    "refused_by_conditions",
    "rulebook_of_law",
    "run_case",
    "schema",
    "services_everywhere",
    "services_for",
    "services_on",
    "sources",
    "table_on",
    "vocabulary",
    "while_installed",
    "with_conditions",
    "with_fact",
    "worked_cases",
]


def read_family(
    data: bytes | str,
    rulebook: Rulebook,
    *,
    default_date: dt.date,
    filename: str = "family.yaml",
    date: dt.date | None = None,
) -> Family:
    """A family from the YAML or JSON of `madang check`. Raises ProblemsFound naming the line.

    default_date stands in for a date the file does not give; `date` overrides the one it gives.
    """
    return _read_family(data, rulebook.pack, rulebook.regions, default_date=default_date, filename=filename, date=date)


def family_from(data: Mapping[str, Any], rulebook: Rulebook, *, default_date: dt.date | None = None) -> Family:
    """A family from the same structure, already parsed. Raises ProblemsFound."""
    return family_from_dict(data, rulebook.pack, rulebook.regions, default_date=default_date)


def family_from_values(data: Mapping[str, Any], rulebook: Rulebook, date: dt.date) -> Family:
    """A family on a day, from the same structure, of values that were checked when they were kept. ProblemsFound."""
    return _family_from_values(data, rulebook.pack, rulebook.regions, date=date)


def can_be(rulebook: Rulebook, family: Family) -> bool:
    """Whether a family put together from parts that were read can be true of anybody, as far as is judged on reading.

    For whoever keeps persons and homes that :func:`family_from_values` read, and puts other families of them together.
    """
    return _can_be(family, rulebook.pack)


def table_on(rulebook: Rulebook, date: dt.date, services: Iterable[str] | None = None) -> Table:
    """The services in force on a day as a table that answers one resident in milliseconds; see :class:`Table`."""
    return Table(rulebook, date, services_on(rulebook, date, services))


def refused_by_conditions(rulebook: Rulebook, date: dt.date) -> dict[str, tuple[Label | None, Label | None]]:
    """Service → why the table and why the bitmaps cannot run it; None where they can."""
    services = services_on(rulebook, date)
    table, bitmaps = Table(rulebook, date, services).refused, _bitmap_refusals(rulebook, date, services)
    return {service.id: (table.get(service.id), bitmaps.get(service.id)) for service in services}


def pack_on(
    rulebook: Rulebook,
    date: dt.date,
    source: Source,
    services: Iterable[str] | None = None,
    *,
    workers: int = 1,
    memory: int | None = None,
) -> Packed:
    """A whole population packed for the services in force on a day; see :class:`Packed`.

    memory: most bytes that the packed population may take. TooLarge when it needs more.
    """
    return _pack(rulebook, date, services_on(rulebook, date, services), source, workers=workers, memory=memory)


def packer_on(rulebook: Rulebook, date: dt.date, like: Source, services: Iterable[str] | None = None) -> Packer:
    """Packs many sources of one form for the services in force on a day; see :class:`Packer`."""
    return Packer(rulebook, date, services_on(rulebook, date, services), like)


def figure_on(rulebook: Rulebook, name: str, date: dt.date) -> Any:
    """A figure's value on a day, None where it has none. KeyError for a figure the rulebook does not have."""
    found = value_on(rulebook.pack.parameters[name], date)
    return None if found is None else found.value


def read_change(text: str, rulebook: Rulebook) -> Change:
    """`NAME=VALUE`, `NAME=+5%`, `TABLE.entry=VALUE` or `LIST[1]=VALUE` as a change of a figure. ReformRefused."""
    return _read_change(text, rulebook.pack.parameters)


def closure(rulebook: Rulebook, service: str, date: dt.date) -> str:
    """The closure an answer of the service has on a day. KeyError for a service the rulebook does not have."""
    return closure_on(rulebook, rulebook.pack.services[service], date)


def look_again(rulebook: Rulebook, services: Iterable[str], family: Family) -> dict[str, dt.date]:
    """For each service the first day after the family's on which the date alone may change its outcome. KeyError."""
    calendar = Calendar(rulebook, family)
    return {service: calendar.look_again(rulebook.pack.services[service]) for service in services}


def vocabulary(rulebook: Rulebook, services: Iterable[str] | None = None) -> list[FactDefinition]:
    """The facts of the pack, or those that the services read, in the order of the vocabulary."""
    if services is None:
        return list(rulebook.pack.facts.values())
    read = frozenset().union(*(rulebook.reach_of_service(rulebook.pack.services[id]).facts for id in services))
    return [fact for fact in rulebook.pack.facts.values() if fact.name in read]


def sources(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Every dated figure with its law, source and certainty, JSON-ready."""
    return [
        {
            "name": parameter.name,
            "label": {"ko": parameter.label.ko, "en": parameter.label.en},
            "law": parameter.law,
            "from": value.start.isoformat(),
            "to": value.end.isoformat() if value.end else None,
            "value": plain(value.value),
            "certainty": value.certainty,
            "source": value.source,
            "conflicts": [plain(conflict) for conflict in value.conflicts],
        }
        for parameter in rulebook.pack.parameters.values()
        for value in parameter.values
    ]
