"""Where an import reads from: the parts of a source, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from madang.rules.service import Regions
from madang.services.catalogue.open_data.service import Listing, Reason


class Portal(Protocol):
    """How one source's rows are read. name: as in models.SOURCES; parts: in the order they are read, the list first.

    by_key: parts that are asked for service by service.
    """

    @property
    def name(self) -> str: ...
    @property
    def parts(self) -> tuple[str, ...]: ...
    @property
    def by_key(self) -> frozenset[str]: ...

    def key_of(self, row: object) -> str | Reason:
        """The service a row of any part is about."""

    def check(self, part: str, row: object) -> Reason | None:
        """Why a row of another part than the list cannot be used."""

    def read(self, rows: dict[str, Any], regions: Regions, on: dt.date) -> Listing | Reason:
        """A service out of its rows by part; parts that could not be had are absent."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One page. total: rows of the whole part, as the source says; None where it does not.

    missing: (key, reason) of services for which a part that is asked by key has nothing.
    """

    rows: Sequence[Any]
    total: int | None
    missing: Sequence[tuple[str, Reason]] = ()


class Source(Protocol):
    """A portal at an address. address: told and kept, without any key."""

    @property
    def portal(self) -> Portal: ...
    @property
    def address(self) -> str: ...

    def page(self, part: str, number: int) -> Rows:
        """A page of a part, numbered from 1; past the last one it is empty. SourceRefused, BadPage, ImportRefused."""

    def details(self, part: str, keys: Sequence[str]) -> Rows:
        """The rows of these services in a part that is asked by key."""
