"""The door of the portal: nobody asks it anything; whoever starts the server makes it ready."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import get_template
from django.urls import reverse

from madang.exchange.mydata.service import ALERTS, label_of
from madang.portal.journey import record
from madang.portal.journey.asking import next_page, open_services
from madang.portal.rulebook import provinces_on, rulebook, today
from madang.portal.shown.answers import answers_of
from madang.rules.service import closure
from madang.services.catalogue.listed.service import book_of_codes
from madang.services.catalogue.service import papers_of, services_offered

TEMPLATES = Path(__file__).resolve().parent / "templates"


def warm() -> None:
    """Reads the rulebook and the templates and answers one imaginary family, so that no visitor waits for it.

    Raises ProblemsFound when the rulebook has a fault: better now than on the first page.
    """
    rulebook()
    provinces_on(today())
    for service in services_offered(today()):
        papers_of(service.service)
    book_of_codes(rulebook())
    label_of(ALERTS)  # the grounds of every fetch
    reverse("portal:home")  # the map of addresses, and every view behind it
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))
    people = [{"id": "a", "age": 70}, {"id": "b", "age": 40}, {"id": "c", "age": 1}]
    relations = [{"from": "b", "to": "a", "kind": "parent"}, {"from": "b", "to": "c", "kind": "child"}]
    journey = record.begin({"date": today(), "applicant": "b", "persons": people, "relations": relations})
    next_page(journey, open_services(journey))
    answers_of(journey, explain=True)
    for id in rulebook().pack.services:  # those of one place only, too
        closure(rulebook(), id, today())
