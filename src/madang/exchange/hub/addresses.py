"""Where the agencies are: settings.AGENCY_ADDRESSES, else MADANG_URL_AGENCY_<ID> from the surroundings."""

from __future__ import annotations

import os

from django.conf import settings


def address_of(agency: str) -> str | None:
    """The base URL without a trailing slash; None when nobody said."""
    configured = getattr(settings, "AGENCY_ADDRESSES", None) or {}
    found = configured.get(agency) or os.environ.get(f"MADANG_URL_AGENCY_{agency.upper()}", "")
    return found.strip().rstrip("/") or None
