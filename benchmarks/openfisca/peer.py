"""The peer's half, run by the peer's own Python: reads persons from a file, prints figures as JSON.

Every variable of the country template that has a formula is calculated for one month (or the year it belongs to). A
cell is one value of one variable for one person or household, worked out by a formula; inputs do not count, and what a
formula asks for on the way does.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import numpy as np

MONTH, YEAR = "2017-01", "2017"


def main(path: str) -> None:
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_country_template import CountryTaxBenefitSystem

    data = np.load(path)
    begun = time.process_time()
    system = CountryTaxBenefitSystem()
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(data["home"])))
    household = builder.declare_entity("household", np.arange(int(data["home"].max()) + 1))
    builder.join_with_persons(household, data["home"], np.where(data["adult"], "adult", "child"))
    simulation = builder.build(system)
    simulation.set_input("birth", "ETERNITY", data["birth"])
    simulation.set_input("salary", MONTH, data["salary"].astype(np.float32))
    built = time.process_time() - begun
    inputs = {("birth", "eternity"), ("salary", MONTH)}
    seconds, failed = 0.0, []
    for name, variable in sorted(system.variables.items()):
        if not variable.formulas:
            continue
        period = {"month": MONTH, "year": YEAR}.get(str(variable.definition_period.value), MONTH)
        begun = time.process_time()
        try:
            simulation.calculate(name, period)
        except Exception as error:
            failed.append(f"{name}: {type(error).__name__}")
        seconds += time.process_time() - begun
    print(json.dumps({
        "version": _version(), "persons": len(data["home"]), "build_s": built, "seconds": seconds,
        "cells": _cells(simulation, inputs), "variables": _variables(simulation), "failed": failed,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))  # fmt: skip


def _version() -> str:
    from importlib.metadata import version

    return f"openfisca-core {version('openfisca-core')}, template {version('openfisca-country-template')}"


def _arrays(simulation: Any) -> list[tuple[str, int]]:
    """(variable, size) of every array that a formula gave."""
    found = []
    for population in simulation.populations.values():
        for name, holder in population._holders.items():
            if holder.variable.formulas:
                found += [(name, holder.get_array(period).size) for period in holder.get_known_periods()]
    return found


def _cells(simulation: Any, inputs: set[tuple[str, str]]) -> int:
    return sum(size for name, size in _arrays(simulation) if (name, MONTH) not in inputs)


def _variables(simulation: Any) -> int:
    return len({name for name, _ in _arrays(simulation)})


if __name__ == "__main__":
    main(sys.argv[1])
