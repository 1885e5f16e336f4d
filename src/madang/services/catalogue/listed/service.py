"""The door of what the portals list: import it, ask for it."""

from __future__ import annotations

from pathlib import Path

from madang.services.catalogue.likely.matching import LikelyFound, LikelyOne, likely_for
from madang.services.catalogue.likely.truths import book_of_codes
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
    joined_records,
    last_import,
    listed_counts,
    quarantine,
    quarantine_counts,
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
from madang.services.catalogue.search.computed import services_found
from madang.services.catalogue.search.records import PAGE, Record, Records, Sought, records, records_by_id
from madang.services.catalogue.search.synonyms import words_in
from madang.services.catalogue.search.words import squeezed

__all__ = [
    "PAGE",
    "PORTALS",
    "AlreadyImporting",
    "AnotherAddress",
    "Done",
    "Folder",
    "Held",
    "ImportRefused",
    "Incomplete",
    "LikelyFound",
    "LikelyOne",
    "Record",
    "Records",
    "Served",
    "Shown",
    "Sought",
    "Source",
    "SourceMissing",
    "Step",
    "TooManyWithdrawn",
    "book_of_codes",
    "changed",
    "import_from",
    "joined",
    "joined_records",
    "last_import",
    "likely_for",
    "listed_counts",
    "quarantine",
    "quarantine_counts",
    "records",
    "records_by_id",
    "services_found",
    "shown",
    "source_at",
    "squeezed",
    "unclear",
    "words_in",
    "write_likely",
]


def source_at(name: str, address: str, *, key: str = "", rows: int = 1_000) -> Source:
    """A portal by name (PORTALS) at an address of HTTP or in a folder. SourceMissing; KeyError for an unknown name."""
    portal = PORTALS[name]
    if address.split("://")[0] in SCHEMES:
        return Served(portal, address, key, rows)
    return Folder(portal, Path(address))
