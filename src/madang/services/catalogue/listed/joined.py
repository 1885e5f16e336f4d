"""Which listed service is one of the rulebook: data of the pack (`portals.yaml`), never guessed from names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from madang.rules.loading.service import Fields, Problems, read_file
from madang.rules.service import KOREA, ProblemsFound, installed_rulebook
from madang.services.catalogue.models import SOURCES

FILE = "portals.yaml"


def read_joined(folder: Path, services: frozenset[str]) -> dict[tuple[str, str], str]:
    """(portal, key) → service of the rulebook. ProblemsFound: an unknown service or portal, or a key that is twice."""
    problems = Problems(most=200)
    item = read_file(folder, folder / FILE, problems)
    if item is None:
        raise ProblemsFound(problems.found)
    fields = Fields(item, problems)
    fields.text("source")
    found: dict[tuple[str, str], str] = {}
    for one in fields.each("joined", required=True):
        service, portal, key = one.one_of("service", services), one.one_of("portal", set(SOURCES)), one.text("key")
        if (portal, key) in found:
            problems.add("twice", one.place, f"'{key}'이(가) 두 번 있습니다.", f"'{key}' is there twice")
        found[portal, key] = service
    fields.close()
    problems.check()
    return found


@cache
def joined() -> dict[tuple[str, str], str]:
    """Of the Korean pack, read once for the process."""
    return read_joined(KOREA, frozenset(installed_rulebook().pack.services))


def records_of(service: str) -> list[tuple[str, str]]:
    """(portal, key) of a service of the rulebook."""
    return sorted(record for record, known in joined().items() if known == service)
