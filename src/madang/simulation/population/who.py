"""Who somebody is: nationality and status, marital status, whereabouts, school, service."""

from __future__ import annotations

import numpy as np

from madang.simulation.population import kin
from madang.simulation.population.block import Block, Flags
from madang.simulation.population.families import CHILD, HEAD, SPOUSE

nationalities = ("KR", "other")
marital = ("never_married", "married", "divorced", "widowed")
whereabouts = ("home", "military", "prison", "care_facility", "missing", "runaway", "apart")
schools = ("none", "elementary", "middle", "high", "university")
permits = ("citizen", "F-6", "F-5", "F-2", "E-9", "D-2")
_single_ages = np.array([18, 28, 33, 40, 50, 60, 70, 80], dtype=float)
_never = np.array([1.0, 0.97, 0.9, 0.72, 0.45, 0.18, 0.05, 0.02])
_widowed_men = np.array([0.0, 0.0, 0.0, 0.02, 0.06, 0.2, 0.5, 0.8])
_widowed_women = np.array([0.0, 0.0, 0.01, 0.04, 0.16, 0.45, 0.8, 0.93])


def describe(block: Block) -> None:
    """Fills the person.* columns, education.enrolment and military.months_served."""
    _nationality(block)
    _marital(block)
    _whereabouts(block)
    _school(block)
    _service(block)
    _abroad(block)
    women = (block.pool.sex == 0) & (block.age >= 20) & (block.age < 45)
    partnered = (block.homes.spouse >= 0) & (block.age >= 25)
    block.facts["person.pregnant"] = women & block.chance(np.where(partnered, 0.05, 0.003))


def _nationality(block: Block) -> None:
    homes, age = block.homes, block.age
    permit = np.zeros(block.count, dtype=np.uint8)
    wife = (homes.role == SPOUSE) & (block.pool.sex == 0) & (age >= 21) & (age < 55)
    permit[wife & block.chance(0.035)] = 1
    naturalised = wife & (permit == 0) & block.chance(0.015)
    alone = (homes.role == HEAD) & (homes.spouse < 0) & (homes.facility == 0) & (age >= 19) & (age < 45)
    has_children = kin.lone_parents(block)
    permit[alone & ~has_children & block.chance(0.07)] = 4
    permit[alone & ~has_children & (age < 28) & block.chance(0.06)] = 5
    permit[has_children & (block.pool.sex == 0) & block.chance(0.08)] = 1
    families = (homes.role == HEAD) & (homes.spouse >= 0) & (age < 60) & (age >= 20)
    refugee = (families & block.chance(0.012)) | (alone & (permit == 0) & block.chance(0.012))
    settled = families & ~refugee & block.chance(0.008)
    permit[refugee] = 3
    permit[settled] = 2
    for code, chosen in ((3, refugee), (2, settled)):
        both = np.flatnonzero(chosen & (homes.spouse >= 0))
        permit[homes.spouse[both]] = code
    foreign = permit > 0
    parents = [
        np.where(p >= 0, foreign[p], True) & ((homes.mother >= 0) | (homes.father >= 0))
        for p in (homes.mother, homes.father)
    ]
    child = (homes.role == CHILD) & (age < 19) & parents[0] & parents[1]
    source = np.where(homes.mother >= 0, homes.mother, homes.father)
    kept = np.where(permit[source] == 1, 0, permit[source])
    permit[child] = kept[child]
    foreign = permit > 0
    block.facts["permit"] = permit
    block.facts["naturalised"] = naturalised
    block.facts["person.nationality"] = foreign.astype(np.uint8)
    block.facts["person.registered_foreigner"] = foreign & block.chance(0.96)
    block.facts["person.refugee"] = (permit == 3) & block.chance(0.85)
    _apart_from_kin(block, foreign)


def _apart_from_kin(block: Block, foreign: Flags) -> None:
    """Foreigners who came as grown-ups have no parents among the residents."""
    came = foreign & (block.age >= 19)
    block.homes.mother[came] = -1
    block.homes.father[came] = -1


def _marital(block: Block) -> None:
    kind, reason, age = block.facts["spouse_kind"], block.facts["lone_reason"], block.age
    drawn, second = block.rng.random(block.count), block.rng.random(block.count)
    never = np.interp(age, _single_ages, _never)
    widow = np.where(
        block.pool.sex == 0, np.interp(age, _single_ages, _widowed_women), np.interp(age, _single_ages, _widowed_men)
    )
    status = np.where(drawn < never, 0, np.where(second < widow, 3, 2))
    parent = np.isin(np.arange(block.count), np.concatenate([block.homes.mother, block.homes.father])) & (age >= 30)
    status = np.where(parent & (status == 0) & (reason == 0), np.where(age > 68, 3, 2), status)
    status = np.select([reason == kin.DIVORCED, reason == kin.WIDOWED, reason == kin.UNMARRIED], [2, 3, 0], status)
    status = np.where(age < 19, 0, status)
    status = np.where(kind == 1, 1, status)
    block.facts["person.marital_status"] = status.astype(np.uint8)
    once = status >= 2
    block.facts["person.former_spouse_korean"] = once & block.chance(0.96)


def _whereabouts(block: Block) -> None:
    age, man, reason = block.age, block.pool.sex == 1, block.facts["lone_reason"]
    place = np.zeros(block.count, dtype=np.uint8)
    adult = (age >= 19) & (block.homes.facility == 0)
    citizen = block.facts["person.nationality"] == 0
    for code, chosen in (
        (5, adult & block.chance(0.0025)),
        (4, adult & block.chance(0.0012)),
        (2, adult & block.chance(np.where(man, 0.0025, 0.0005))),
        (6, adult & (block.homes.spouse < 0) & (block.homes.role == CHILD) & block.chance(0.03)),
        (1, man & citizen & (age >= 19) & (age < 23) & (block.homes.spouse < 0) & block.chance(0.2)),
    ):
        place[chosen] = code
    place[(block.facts["apart"]) & block.chance(0.5)] = 6
    place[block.homes.facility == 1] = 3
    lone = np.flatnonzero((reason >= kin.DESERTED) & (block.homes.spouse >= 0))
    gone = {kin.DESERTED: 5, kin.IMPRISONED: 2, kin.DISABLED: 3, kin.CONSCRIPT: 1, kin.MISSING: 4}
    for code, where in gone.items():
        place[block.homes.spouse[lone[reason[lone] == code]]] = where
    place[lone] = 0
    block.facts["person.whereabouts"] = place


def _school(block: Block) -> None:
    age = block.age
    school = np.select([age < 6.67, age < 12.67, age < 15.67, age < 18.67], [0, 1, 2, 3], 0)
    student = (age >= 18.67) & (age < 25) & block.chance(0.6) & (block.facts["person.whereabouts"] == 0)
    block.facts["education.enrolment"] = np.where(student, 4, school).astype(np.uint8)


def _service(block: Block) -> None:
    age = block.age
    served = (block.pool.sex == 1) & (age >= 21.5) & (block.facts["person.nationality"] == 0) & block.chance(0.86)
    length = np.select([age > 50, age > 35], [30, 24], 18)
    serving = block.facts["person.whereabouts"] == 1
    months = np.where(serving, block.rng.integers(0, 18, block.count), np.where(served, length, 0))
    block.facts["military.months_served"] = months.astype(np.uint8)


def _abroad(block: Block) -> None:
    away = (
        block.chance(np.where(block.age < 10, 0.025, 0.006))
        & (block.homes.facility == 0)
        & (block.facts["person.whereabouts"] == 0)
    )
    days = np.where(away, block.rng.integers(1, 240, block.count), 0)
    short = np.where(block.chance(0.07), block.rng.integers(3, 30, block.count), 0)
    block.facts["stay.abroad_days"] = days.astype(np.int32)
    block.facts["person.days_abroad_180"] = np.clip(days + short, 0, 180).astype(np.int32)
    block.facts["pension.identity_number_missing"] = block.chance(0.004)
    old = np.where(block.age >= 65, block.rng.random(block.count), 1.0)
    block.facts["pension.suspension_reason"] = np.select([old < 0.004, old < 0.007, old < 0.012], [1, 2, 3], 0).astype(
        np.uint8
    )
