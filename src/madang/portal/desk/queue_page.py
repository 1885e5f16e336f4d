"""A clerk's queue: what is due first, searched, filtered, a page at a time; whoever's name is shown learns of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from madang.portal.desk.frame import desk_page, desk_view
from madang.portal.desk.lines import case_line
from madang.portal.rulebook import today
from madang.portal.shown.words import said
from madang.portal.views.methods import FORM
from madang.rules.service import Label
from madang.services.casework.service import OPEN, Queue, State, queue, word_of
from madang.services.catalogue.service import procedures, services_offered
from madang.trust.service import Ground, Principal, disclose, entered

WHY = Label("신청 목록의 확인", "Looking through the list of applications")
DUTY = Ground("민원 처리에 관한 법률 §4, §17", "duty")
WHAT = ("case.name", "case.service", "case.state")
SEARCH = "desk_search"
"""What is searched for stays in the session: a name has no place in an address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a clerk wants to see; nothing in it can be wrong, only unknown and ignored. search: a number or a name."""

    state: str = ""
    service: str = ""
    mine: bool = False
    search: str = ""
    order: str = "due"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether it is less than everything of a state."""
        return bool(self.search or self.service or self.mine)

    @property
    def address(self) -> str:
        """Its address, which says whether something is searched for, not what."""
        parts = {
            "state": self.state, "service": self.service, "mine": "1" if self.mine else "",
            "order": "filed" if self.order == "filed" else "", "found": "1" if self.search else "",
            "page": self.page if self.page > 1 else "",
        }  # fmt: skip
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"?{query}" if query else "?"


@desk_page(*FORM)
def queue_page(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: the queue. POST of the search: keeps what is searched for and goes on to it."""
    asked = _asked(request)
    if request.method == "POST":
        request.session[SEARCH] = asked.search
        response = redirect("portal:desk-queue")
        response["Location"] += asked.address
        return response
    with entered(principal):
        found = queue(
            principal, state=asked.state, service=asked.service, mine=asked.mine, search=asked.search,
            order="filed" if asked.order == "filed" else "due", page=asked.page,
        )  # fmt: skip
        units = {case.applicant: case.unit for case in found.cases}
        if units:
            with disclose(principal, list(units), purpose=WHY, ground=DUTY, what=WHAT, units=units, about="queue"):
                pass
    return desk_view(
        request, "queue", _context(replace(asked, page=found.page), found, principal, request.GET.get("done", ""))
    )


def _asked(request: HttpRequest) -> Asked:
    given = request.POST if request.method == "POST" else request.GET
    kept = (
        given.get("q", "")
        if request.method == "POST"
        else request.session.get(SEARCH, "")
        if given.get("found")
        else ""
    )
    state, service, number = given.get("state", ""), given.get("service", ""), given.get("page", "1")
    return Asked(
        state=state if state in {*State, "late", "objection"} else "",
        service=service if service in procedures().procedures else "",
        mine=given.get("mine") == "1",
        search="".join(one for one in kept if one.isprintable()).strip()[:200],
        order="filed" if given.get("order") == "filed" else "due",
        page=min(int(number), 1_000_000) if number.isascii() and number.isdecimal() and len(number) < 8 else 1,
    )


def _context(asked: Asked, found: Queue, principal: Principal, done: str) -> dict[str, object]:
    now = timezone.now()
    return {
        "lines": [case_line(case, now, principal) for case in found.cases],
        "tabs": _tabs(asked, found),
        "asked": asked,
        "services": [(one.service, said(one.label)) for one in services_offered(today())],
        "found": found,
        "late": found.counts["late"],
        "late_address": Asked(state="late").address,
        "previous": replace(asked, page=found.page - 1).address if found.page > 1 else "",
        "next": replace(asked, page=found.page + 1).address if found.page < found.pages else "",
        "by_due": replace(asked, order="due", page=1).address,
        "by_filed": replace(asked, order="filed", page=1).address,
        "limited": bool(principal.units),
        "done": done,
    }


def _tabs(asked: Asked, found: Queue) -> list[tuple[str, str, int | None, bool, str]]:
    """(words, address, how many, chosen, mark) of each tab; a tab begins anew, without what was searched for."""

    def tab(words: str, state: str, many: int | None, mark: str = "") -> tuple[str, str, int | None, bool, str]:
        address = Asked(state=state, service=asked.service, mine=asked.mine, order=asked.order).address
        return words, address, many, asked.state == state and not asked.search, mark

    counts = found.counts
    tabs = [tab(_("All open"), "", sum(counts[one] for one in OPEN))]
    tabs += [tab(said(word_of(one)), one.value, counts[one]) for one in OPEN]
    tabs.append(tab(_("Late"), "late", counts["late"], "late" if counts["late"] else ""))
    tabs.append(tab(_("Objections"), "objection", counts["objection"], "late" if counts["objection"] else ""))
    tabs.append(tab(_("Done"), "decided", None))
    return tabs
