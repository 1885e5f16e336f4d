"""One record of a portal, as it was last read: its own words, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from madang.portal.rulebook import rulebook
from madang.portal.shown.records import deadline_words, portal_words, safe_link, where_words
from madang.portal.shown.words import said
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page, page_view
from madang.services.catalogue.listed.service import PORTALS, Shown, shown
from madang.services.catalogue.open_data.service import conditions_said


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The page of a record. parts: (heading, the record's own Korean text); lists: (heading, lines).

    conditions: None where they could not be read. service: (id, label) of the rulebook, where it is computed.
    """

    portal: str
    key: str
    name: str
    agency: str
    department: str
    where: str
    deadline: str
    deadline_said: str
    withdrawn: bool
    parts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    contacts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...] | None
    links: tuple[tuple[str, str], ...]
    updated: str
    service: tuple[str, str] | None


@takes(*READ)
@page_view
def record(request: HttpRequest, portal: str, record: str) -> HttpResponse:
    """GET: the record of a portal by its id. Http404 where nothing of that name was ever listed."""
    found = shown(record, portal) if portal in PORTALS and len(record) <= 64 else []
    one = next((row for row in found if row.key == record), None)
    if one is None:
        raise Http404
    context = {"one": record_page(one), "page_form": False, "here": request.get_full_path(), "section": "find"}
    return page(request, "find/record", context)


def record_page(one: Shown) -> RecordPage:
    """A record as it is shown."""
    text: dict[str, Any] = one.said
    words, place = text.get("words", {}), text["place"]
    service = rulebook().pack.services.get(one.service)
    headings = {"purpose": _("What it is for"), "target": _("Who it is for"), "criteria": _("How it is decided"),
                "gives": _("What is given"), "how": _("How to apply")}  # fmt: skip
    lists = {"papers": _("Papers"), "laws": _("Laws"), "offices": _("Where to hand it in")}
    links = {_("Apply online"): text.get("apply_at", ""), _("At the portal"): text.get("link", "")}
    return RecordPage(
        portal_words(one.source), one.key, text["name"], text["agency"], text.get("department", ""),
        where_words(place["state"], place.get("code", "")), deadline_words(text["deadline"]),
        text["deadline"].get("text", ""), one.withdrawn,
        tuple((heading, words[name].replace("||", ", ")) for name, heading in headings.items() if words.get(name)),
        tuple((heading, tuple(text[name])) for name, heading in lists.items() if text.get(name)),
        tuple((name, number) for name, number in text.get("contacts", ())),
        None if text.get("conditions") is None else tuple(said(one) for one in conditions_said(text)),
        tuple((heading, link) for heading, address in links.items() if (link := safe_link(address))),
        (text.get("updated") or "")[:10], (one.service, said(service.label)) if service else None,
    )  # fmt: skip
