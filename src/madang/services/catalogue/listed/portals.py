"""The three sources, as the import reads them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from madang.rules.service import Regions
from madang.services.catalogue.open_data.service import Conditions, Listing, Reason, bokjiro, gov24


@dataclass(frozen=True, slots=True)
class Gov24:
    """정부24: three parts, joined by 서비스ID."""

    name: ClassVar[str] = "gov24"
    parts: ClassVar[tuple[str, ...]] = gov24.PARTS
    by_key: ClassVar[frozenset[str]] = frozenset()

    def key_of(self, row: object) -> str | Reason:
        """서비스ID."""
        return gov24.key_of(row)

    def check(self, part: str, row: object) -> Reason | None:
        """Of details and conditions."""
        found = gov24.read_detail(row) if part == gov24.DETAIL else gov24.read_conditions(row)
        return found if isinstance(found, Reason) else None

    def read(self, rows: dict[str, Any], regions: Regions, on: dt.date) -> Listing | Reason:
        """Rows that are here have been checked."""
        detail = gov24.read_detail(rows[gov24.DETAIL]) if gov24.DETAIL in rows else None
        asks = gov24.read_conditions(rows[gov24.CONDITIONS]) if gov24.CONDITIONS in rows else None
        return gov24.read_listing(
            rows[gov24.LIST],
            detail if isinstance(detail, dict) else None,
            asks if isinstance(asks, Conditions) else None,
            regions,
            on,
        )


@dataclass(frozen=True, slots=True)
class Bokjiro:
    """복지로, central or local: a list, and details asked for one by one."""

    shape: bokjiro.Shape
    parts: ClassVar[tuple[str, ...]] = ("list", "detail")
    by_key: ClassVar[frozenset[str]] = frozenset({"detail"})

    @property
    def name(self) -> str:
        """bokjiro_central or bokjiro_local."""
        return f"bokjiro_{self.shape}"

    def key_of(self, row: object) -> str | Reason:
        """servId."""
        return bokjiro.key_of(row)

    def check(self, part: str, row: object) -> Reason | None:
        """Of a detail."""
        return bokjiro.check_detail(row)

    def read(self, rows: dict[str, Any], regions: Regions, on: dt.date) -> Listing | Reason:
        """With the detail where it came."""
        return bokjiro.read_listing(self.shape, rows["list"], rows.get("detail"), regions, on)


PORTALS = {portal.name: portal for portal in (Gov24(), Bokjiro("central"), Bokjiro("local"))}
"""By name."""
