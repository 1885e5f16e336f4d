"""The simulated people that a demonstration offers; only here does the house look into its simulated province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from django.conf import settings

from madang.simulation.service import DemoPerson, demo_people, number_of, open_population


def people() -> Sequence[DemoPerson]:
    """Five residents of the province beside this installation, each with the number the agencies know them by.

    Nobody while there is no province.
    """
    try:
        return _found()
    except (OSError, ValueError):
        return ()


@cache
def _found() -> tuple[DemoPerson, ...]:
    found = demo_people(open_population(settings.HOME / "province"))
    return tuple(replace(person, resident=number_of(person.resident)) for person in found)
