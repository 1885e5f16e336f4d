"""The door of what the portals list: import it, ask for it."""

from __future__ import annotations

from pathlib import Path

from madang.services.catalogue.listed.folder import Folder
from madang.services.catalogue.listed.http import SCHEMES, Served
from madang.services.catalogue.listed.importing import Done, Step, import_from
from madang.services.catalogue.listed.joined import joined
from madang.services.catalogue.listed.likely import write_likely
from madang.services.catalogue.listed.portals import PORTALS
from madang.services.catalogue.listed.queries import (
    Held,
    Shown,
    changed,
    last_import,
    listed_counts,
    quarantine,
    shown,
    unclear,
)
from madang.services.catalogue.listed.refusals import (
    AlreadyImporting,
    AnotherAddress,
    ImportRefused,
    Incomplete,
    SourceMissing,
    TooManyWithdrawn,
)
from madang.services.catalogue.listed.sources import Source

__all__ = [
    "PORTALS",
    "AlreadyImporting",
    "AnotherAddress",
    "Done",
    "Folder",
    "Held",
    "ImportRefused",
    "Incomplete",
    "Served",
    "Shown",
    "Source",
    "SourceMissing",
    "Step",
    "TooManyWithdrawn",
    "changed",
    "import_from",
    "joined",
    "last_import",
    "listed_counts",
    "quarantine",
    "shown",
    "source_at",
    "unclear",
    "write_likely",
]


def source_at(name: str, address: str, *, key: str = "", rows: int = 1_000) -> Source:
    """A portal by name (PORTALS) at an address of HTTP or in a folder. SourceMissing; KeyError for an unknown name."""
    portal = PORTALS[name]
    if address.split("://")[0] in SCHEMES:
        return Served(portal, address, key, rows)
    return Folder(portal, Path(address))
