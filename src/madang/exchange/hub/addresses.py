"""Where things are: the hub for those who ask, and, for the hub alone, the providers."""

from __future__ import annotations

import os

from django.conf import settings


def address_of_hub() -> str | None:
    """The base URL without a trailing slash: settings.HUB_ADDRESS, else MADANG_URL_HUB; None when nobody said."""
    found = getattr(settings, "HUB_ADDRESS", "") or os.environ.get("MADANG_URL_HUB", "")
    return found.strip().rstrip("/") or None


def address_of_service(registered: str) -> str | None:
    """What is behind a registered address: an URL stands for itself; process:<name> is a process beside this one.

    None when no such process was started with us.
    """
    kind, _, name = registered.partition(":")
    if kind != "process":
        return registered.rstrip("/")
    variable = f"MADANG_URL_{name.upper().replace('-', '_')}"
    return os.environ.get(variable, "").strip().rstrip("/") or None
