"""The door of the portal: nobody asks it anything; whoever starts the server makes it ready."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import get_template

from madang.portal.journey import record
from madang.portal.journey.asking import next_page, open_services
from madang.portal.rulebook import provinces_on, rulebook, today
from madang.portal.shown.answers import answers_of

TEMPLATES = Path(__file__).resolve().parent / "templates"


def warm() -> None:
    """Reads the rulebook and the templates and answers one imaginary family, so that no visitor waits for it.

    Raises ProblemsFound when the rulebook has a fault: better now than on the first page.
    """
    rulebook()
    provinces_on(today())
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))
    people = [{"id": "a", "age": 70}, {"id": "b", "age": 40}, {"id": "c", "age": 1}]
    relations = [{"from": "b", "to": "a", "kind": "parent"}, {"from": "b", "to": "c", "kind": "child"}]
    journey = record.begin({"date": today(), "applicant": "b", "persons": people, "relations": relations})
    next_page(journey, open_services(journey))
    answers_of(journey, explain=True)
