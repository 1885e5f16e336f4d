"""Walks through the pages as a visitor does: reads the form in a page, fills it in, presses a button."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

Fields = dict[str, Any]
OLD_COUPLE: Fields = {
    "rows": "2", "birth-0": "1958-03-01", "sex-0": "female", "region": "1111000000",
    "relation-1": "spouse", "birth-1": "1960-07-07", "sex-1": "male", "lives-1": "with",
}  # fmt: skip


def begin(client: Client, fields: Fields = OLD_COUPLE, **headers: str) -> Any:
    """The first question for the people of a form."""
    answer: Any = client.post("/start/", {**fields, "do": "begin"}, headers=headers or {"Accept-Language": "en"})
    return answer


def hidden(page: Any, name: str) -> list[str]:
    """Values of a hidden field of a page, unescaped."""
    return [html.unescape(value) for value in re.findall(rf'name="{name}" value="([^"]*)"', page.text)]


def form_of(page: Any) -> Fields:
    """The question's own fields, as the browser would send them back."""
    fields: Fields = {name: hidden(page, name)[0] for name in ("state", "fact", "at") if hidden(page, name)}
    return fields | {"entity": hidden(page, "entity")}


def is_question(page: Any) -> bool:
    """Whether the page asks something."""
    return 'name="fact"' in page.text


def plain_answers(page: Any) -> Fields:
    """A plausible answer in every field: no, the first choice, 300,000 won, a day, 3."""
    fields: Fields = {}
    for number in range(len(hidden(page, "entity"))):
        options = re.findall(rf'type="radio" name="value-{number}" value="([^"]*)"', page.text)
        if options:
            fields[f"value-{number}"] = "no" if "no" in options else options[0]
        elif "data-money" in page.text:
            fields[f"value-{number}"] = "30만"
        elif "<optgroup" in page.text:
            fields[f"value-{number}"] = "1111000000"
        else:
            fields[f"value-{number}"] = "2020-05-05" if 'placeholder="' in page.text else "3"
    return fields


def press(client: Client, page: Any, button: str, fields: Fields | None = None, to: str = "/check/") -> Any:
    """Sends the page's form with more fields by one of its buttons."""
    answer: Any = client.post(to, form_of(page) | (fields or {}) | {"do": button}, headers={"Accept-Language": "en"})
    return answer
