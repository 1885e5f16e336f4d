"""Every address of the house, from Django's resolver, with every parameter filled with what either side has."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.walls.listed_record import PORTAL, RECORD
from tests.walls.people import ANNE, BORA, Side

PUBLIC = {
    "service": ["parent_benefit", "basic_pension", "resident_register_copy", "no_such"],
    "agency": ["nts", "no_such"],
    "held": ["1", "2"],
    "portal": [PORTAL, "no_such"],
    "record": [RECORD, "no_such"],
    "rules_draft": ["00000000-0000-4000-8000-000000000000"],
    "rules_release": ["1"],
    "verb": ["take", "note", "approve", "hand_over", "no-such"],
}
"""Parameters that name what is the same for everybody; the draft of the rules is put in where one is made."""
ODD = {"pk": ["1", "2"]}
"""Parameters whose rows are numbered across everybody: (mfa_authenticator)."""
CALLED = {
    ("portal:mine-change", "number"): "change",
    ("portal:desk-case", "number"): "case",
    ("portal:desk-act", "number"): "case",
}
"""Parameters whose name says too little: what they are at which address."""
HELP = (
    "{route} has a parameter <{name}> that these tests do not know: put values of each side's into `given` "
    "(tests/walls/world.py, COLLECTED), say in CALLED (tests/walls/routes.py) which of these it is, or put values into "
    "PUBLIC where it is nobody's"
)


@dataclass(frozen=True)
class Address:
    """path: as a browser asks for it. whose: whose ids are in it, None where it has none of anybody's."""

    route: str
    path: str
    whose: Side | None


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name to reverse, parameters) of every pattern; a pattern without a name cannot be linked to and fails."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            assert isinstance(one, URLPattern)
            assert one.name, f"{one.pattern} has no name"
            yield f"{space}{one.name}", tuple(one.pattern.regex.groupindex)


def addresses() -> list[Address]:
    """All of them, with ids of either side; those that name no ids once. AssertionError: an unknown parameter."""
    found: dict[str, Address] = {}
    for name, parameters in routes():
        for side in (ANNE, BORA):
            values = [values_of(name, parameter, side) for parameter in parameters]
            for chosen in itertools.product(*values):
                path = reverse(name, kwargs=dict(zip(parameters, chosen, strict=True)))
                whose = (
                    side
                    if any(CALLED.get((name, parameter), parameter) in side.given for parameter in parameters)
                    else None
                )
                found.setdefault(path, Address(name, path, whose))
    return list(found.values())


def values_of(route: str, parameter: str, side: Side) -> list[str]:
    """What a parameter can be at an address."""
    known = CALLED.get((route, parameter), parameter)
    found = side.given.get(known) or PUBLIC.get(known) or ODD.get(known)
    assert found, HELP.format(route=route, name=parameter)
    return found
