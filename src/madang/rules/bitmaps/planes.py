"""Which atoms get a plane of bits, which are settled by the zone alone, and which cannot be had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook
from madang.rules.bitmaps.reading import NotAColumn, columns_of, reads_the_day, seen_through
from madang.rules.bitmaps.source import Source
from madang.rules.bitmaps.tabulation import MOST_COMBINATIONS, Domains, Group
from madang.rules.conditions.forming import programmes_on
from madang.rules.conditions.programmes import Programmes
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.interpreter import compiled

REGION = "residence.region"
NO, BY_PLANE, YES = 0, 1, 2
Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]


@dataclass(eq=False)
class Plan:
    """groups: atoms with a plane, in the order of their planes (plane 0 holds the residents). plane: int32[atoms], -1
    where the zone settles the atom. by_zone: int8[zones, atoms]. dated: the groups that read the day. failing: atoms
    that are neither true nor false in some zone."""

    programmes: Programmes
    refused: dict[str, Label]
    groups: list[Group]
    plane: Int32s
    by_zone: Int8s
    dated: list[int]
    failing: set[int]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that a plane needs."""
        return tuple(dict.fromkeys(name for group in self.groups for name in group.columns))

    @property
    def planes(self) -> int:
        """How many planes there are, that of the residents included."""
        return 1 + sum(len(group.atoms) for group in self.groups)


def plan_on(rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition], source: Source) -> Plan:
    """The services that the bitmaps can run, and what they need."""
    every = list(services)
    whole = programmes_on(rulebook, date, every)
    columns, wrong = _columns(rulebook, whole, source.domains)
    refused = _refused(whole, wrong)
    further = refused.keys() - whole.refused.keys()
    kept = programmes_on(rulebook, date, [one for one in every if one.id not in refused]) if further else whole
    return _plan(rulebook, date, kept, refused, columns, source)


def refusals(rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition]) -> dict[str, Label]:
    """Service → why the bitmaps cannot run it, whatever columns a population has."""
    whole = programmes_on(rulebook, date, services)
    return _refused(whole, _columns(rulebook, whole, None)[1])


def _columns(
    rulebook: Rulebook, programmes: Programmes, domains: Domains | None
) -> tuple[dict[ir.Node, tuple[str, ...]], dict[int, Label]]:
    """The columns of each atom; of the others, by number, why they have none."""
    columns: dict[ir.Node, tuple[str, ...]] = {}
    wrong: dict[int, Label] = {}
    for number, atom in enumerate(programmes.atoms):
        try:
            found = columns_of(atom.node, rulebook)
            columns[atom.node] = tuple(sorted(found)) if domains is None else _offered(found, domains)
        except NotAColumn as reason:
            wrong[number] = reason.reason
    return columns, wrong


def _refused(programmes: Programmes, wrong: Mapping[int, Label]) -> dict[str, Label]:
    refused, of = dict(programmes.refused), programmes.of_literal
    for place in np.flatnonzero(np.isin(of.atom, list(wrong))).tolist():
        refused.setdefault(programmes.services[of.service[place]].id, wrong[int(of.atom[place])])
    return refused


def _offered(columns: frozenset[str], domains: Domains) -> tuple[str, ...]:
    for name in sorted(columns - domains.keys()):
        raise NotAColumn(f"'{name}'은(는) 이 인구에 열로 없습니다.", f"the population has no column '{name}'")
    size = prod(len(domains[name]) for name in columns)
    if size > MOST_COMBINATIONS:
        raise NotAColumn(
            f"한 조건이 보는 값의 조합이 {size:,}가지여서 너무 많습니다.",
            f"one condition looks at {size:,} combinations of values, which are too many",
        )
    return tuple(sorted(columns))


def _plan(
    rulebook: Rulebook,
    date: dt.date,
    programmes: Programmes,
    refused: dict[str, Label],
    columns: Mapping[ir.Node, tuple[str, ...]],
    source: Source,
) -> Plan:
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, atom in enumerate(programmes.atoms):
        alike.setdefault(columns[atom.node], []).append(number)

    def group(names: tuple[str, ...], atoms: list[int]) -> Group:
        runs = tuple(compiled(programmes.atoms[number].node) for number in atoms)
        through = seen_through([programmes.atoms[number].node for number in atoms])
        return Group(names, tuple(atoms), runs, source.domains, rulebook, date, through=through)

    by_zone = np.full((len(source.zones), len(programmes.atoms)), BY_PLANE, np.int8)
    failing: set[int] = set()
    groups = []
    for names, atoms in alike.items():
        if names not in ((), (REGION,)):
            groups.append(group(names, atoms))
            continue
        settled = group(names, atoms)
        by_zone[:, atoms] = _settled_by_zone(settled, source)
        failing |= settled.failed
        split = [atom for atom in atoms if (by_zone[:, atom] == BY_PLANE).any()]
        groups += [group(names, split)] if split else []
    plane = np.full(len(programmes.atoms), -1, np.int32)
    with_planes = [number for one in groups for number in one.atoms]
    plane[with_planes] = np.arange(1, len(with_planes) + 1)
    dated = [
        number
        for number, one in enumerate(groups)
        if any(reads_the_day(programmes.atoms[atom].node, rulebook) for atom in one.atoms)
    ]
    return Plan(programmes, refused, groups, plane, by_zone, dated, failing)


def _settled_by_zone(group: Group, source: Source) -> Int8s:
    """int8[zones, atoms]: the one truth of all the zone's places, or BY_PLANE."""
    found = np.empty((len(source.zones), len(group.atoms)), np.int8)
    for number, places in enumerate(source.zones):
        truths = group.bits(np.array(places if group.columns else (0,), np.int64))
        found[number] = np.where(truths.all(axis=1), YES, np.where(truths.any(axis=1), BY_PLANE, NO))
    return found
