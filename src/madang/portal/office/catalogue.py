"""What the state's portals list: imports, what they changed, what was not taken, what the rulebook computes itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from madang.portal.office.frame import OPERATOR, office_page, office_view
from madang.portal.rulebook import rulebook
from madang.portal.shown.records import portal_words
from madang.portal.shown.words import korean, said
from madang.portal.views.methods import READ
from madang.services.catalogue.listed.service import (
    PORTALS,
    Held,
    changed,
    joined,
    last_import,
    listed_counts,
    quarantine,
    quarantine_counts,
)
from madang.services.catalogue.open_data.service import WORDS
from madang.trust.service import Principal

MOST_CHANGES, MOST_HELD = 50, 50
ENDED = frozenset({"done", "given_up"})
KINDS = ("new", "changed", "returned", "withdrawn", "unchanged")


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One portal. run: its newest import, None where there is none. reasons: (code, in words, rows held now).

    changes: (kind, key, name, fields) of the newest import that ended, the first so many of them.
    """

    source: str
    portal: str
    listed: int
    withdrawn: int
    unclear: int
    run: dict[str, Any] | None
    going: bool
    reasons: tuple[tuple[str, str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that was not taken, without what it says."""

    part: str
    key: str
    reason: str
    why: str
    times: int


@office_page(OPERATOR, *READ)
def catalogue(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: every portal; with `source` and `reason` the rows that are held for it. No row says anything of anybody."""
    source, reason = request.GET.get("source", ""), request.GET.get("reason", "")[:32]
    counts, services = listed_counts(), rulebook().pack.services
    held = quarantine(source, code=reason, most=MOST_HELD) if source in PORTALS else []
    context = {
        "portals": [_portal(one, counts.get(one, {})) for one in PORTALS],
        "held": [_held(one) for one in held], "held_of": portal_words(source) if source in PORTALS else "",
        "source": source, "reason": reason, "reason_words": _words(reason), "most": MOST_HELD,
        "joined": [(portal_words(portal), key, said(services[service].label))
                   for (portal, key), service in sorted(joined().items()) if service in services],
    }  # fmt: skip
    return office_view(request, "catalogue", context)


def _portal(source: str, counts: dict[str, int]) -> ImportPage:
    run = last_import(source)
    did = (run or {}).get("counts", {})
    return ImportPage(
        source, portal_words(source), counts.get("listed", 0), counts.get("withdrawn", 0), counts.get("unclear", 0),
        run, run is not None and run["phase"] not in ENDED,
        tuple((code, _words(code), rows) for code, rows in quarantine_counts(source)),
        tuple((kind, int(did.get(kind, 0))) for kind in KINDS), tuple(changed(source, MOST_CHANGES)),
    )  # fmt: skip


def _held(one: Held) -> HeldRow:
    return HeldRow(one.part, one.key, _words(one.code), one.ko if korean() else one.en, one.times)


def _words(code: str) -> str:
    return said(WORDS[code]) if code in WORDS else code
