"""Whether the processes of the house answer, all asked at once and none waited for."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

SECONDS = 1.0
"""Whoever has not answered by then is told as not answering."""
MOST_AT_ONCE = 16
WELL, UNWELL, SILENT = "well", "unwell", "silent"


@dataclass(frozen=True, slots=True)
class Health:
    """state: well (200), unwell (another answer) or silent (none in a second). milliseconds: of the answer."""

    name: str
    state: str
    milliseconds: int

    @property
    def what(self) -> str:
        """What it does, for people; "" for one that is new here."""
        tasks = {
            "absorb": _("turns life events into facts"), "follow": _("keeps up what people are owed, and alerts them"),
            "rules": _("works out what drafts of the rules would do"),
            "witness": _("signs that the log has only grown"),
            "log": _("gives entries their place in the log"), "hub": _("carries exchanges between agencies"),
            "web": _("these pages"),
        }  # fmt: skip
        return _("an agency’s system, simulated") if self.name.startswith("agency-") else tasks.get(self.name, "")


def health_of_all() -> list[Health]:
    """In the order of settings.MADANG_HEALTH_OF; nothing where it names none. At most about a second."""
    path: str = settings.MADANG_HEALTH_OF
    found: Callable[[], dict[str, str]] | None = import_string(path) if path else None
    addresses = found() if found else {}
    if not addresses:
        return []
    with ThreadPoolExecutor(min(len(addresses), MOST_AT_ONCE)) as pool:
        return list(pool.map(lambda one: _asked(*one), addresses.items()))


def _asked(name: str, address: str) -> Health:
    begun = time.monotonic()
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 -- of our own settings
            state = WELL if answer.status == 200 else UNWELL
    except urllib.error.HTTPError:
        state = UNWELL
    except (OSError, ValueError):
        state = SILENT
    return Health(name, state, round((time.monotonic() - begun) * 1000))
