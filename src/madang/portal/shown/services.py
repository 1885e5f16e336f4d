"""The services the check knows, for the first page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.portal.rulebook import rulebook
from madang.portal.shown.words import said
from madang.rules.service import services_everywhere


@dataclass(frozen=True, slots=True)
class Offered:
    """A service by name, with one sentence."""

    label: str
    summary: str


def services_offered(on: dt.date) -> tuple[Offered, ...]:
    """Every service in force on a day that is for the whole country, in the order of the pack.

    Those of a city or province show once somebody has said where they live."""
    return tuple(Offered(said(service.label), said(service.summary)) for service in services_everywhere(rulebook(), on))
