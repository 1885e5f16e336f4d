"""The people of a demonstration move in: what agencies know of them becomes facts, and their standings are kept."""

from __future__ import annotations

import datetime as dt
import time

from madang.cli.in_force import rulebook_in_force

PATIENCE = 60.0
"""Seconds in which the agencies beside it may still be starting."""
AGAIN = 1.0


def settle(on: dt.date) -> int:
    """Takes in whom one can be in a demonstration, with their families; returns how many. Nobody without a province.


    Who moved in at an earlier start is not asked about again. An agency that stays away leaves them without its facts:
    they come later.
    """
    from django.conf import settings

    from madang.config.demonstration import circles

    if not settings.MADANG_DEMO:
        return 0
    try:
        numbers = circles()
    except (OSError, ValueError):
        return 0
    return _moved_in(numbers, on) if numbers and not _live_here(numbers) else 0


def _live_here(numbers: list[str]) -> bool:
    """Whether all of them moved in at an earlier start: life events keep them up since."""
    from madang.entitlements.service import standing_of
    from madang.people.service import persons_of_numbers
    from madang.trust.service import entered, system

    with entered(system("settle")):
        people = persons_of_numbers(numbers)
        return len(people) == len(numbers) and all(standing_of(id) for id in people.values())


def _moved_in(numbers: list[str], on: dt.date) -> int:
    from madang.entitlements.service import enrol
    from madang.exchange.mydata.service import load_residents
    from madang.people.service import persons_of_numbers
    from madang.trust.service import entered, system

    deadline = time.monotonic() + PATIENCE
    while load_residents(numbers, on, evidence="synthetic").waiting and time.monotonic() < deadline:
        time.sleep(AGAIN)
    with entered(system("settle")):
        people = persons_of_numbers(numbers)
    enrol(rulebook_in_force(), people.values(), on)
    return len(people)
