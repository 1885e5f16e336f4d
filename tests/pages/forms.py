"""The forms of a page as a browser would send them: fields, buttons, and where each button sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import html

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sending:
    """One button of one form. path: where to, with what follows it. fixed: what the page says itself. open: names of
    fields in which somebody writes, with what stands in them. choices: of each field with a choice, its values."""

    path: str
    fixed: Pairs
    open: Pairs = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

    def filled(self, words: dict[str, str]) -> dict[str, list[str]]:
        """All fields: what is written goes before what stands there; a choice that nobody made is its last value."""
        found: dict[str, list[str]] = {}
        for name, value in self.fixed:
            found.setdefault(name, []).append(value)
        for name, value in self.open:
            found[name] = [words.get(name, value)]
        for name, values in self.choices:
            if words.get(name) in values or name not in found:
                found[name] = [words[name] if words.get(name) in values else values[-1]]
        return found


def sendings(text: str, address: str) -> Iterator[Sending]:
    """Every button of every form that posts. address: the page's, to which an empty action sends."""
    page = html.document_fromstring(text)
    for form in page.iter("form"):
        own = [one for one in form.iter("input", "select", "textarea", "button") if one.get("form") is None]
        named = page.xpath("//*[@form=$id]", id=form.get("id", "")) if form.get("id") else []
        fixed, written, choices, buttons = _read([*own, *named])
        for button in buttons or [None]:
            method = (button.get("formmethod") if button is not None else None) or form.get("method", "get")
            if method.lower() != "post":
                continue
            action = (button.get("formaction") if button is not None else None) or form.get("action") or address
            pressed = (
                ((button.get("name"), button.get("value", "")),) if button is not None and button.get("name") else ()
            )
            path = urljoin(address, action).partition("#")[0]
            yield Sending(path, (*fixed, *pressed), tuple(written), tuple(choices.items()))


def _read(controls: list[html.HtmlElement]) -> tuple[list, list, dict[str, tuple[str, ...]], list]:
    fixed: list[tuple[str, str]] = []
    written: list[tuple[str, str]] = []
    choices: dict[str, tuple[str, ...]] = {}
    buttons = []
    for one in controls:
        name, kind = one.get("name"), one.get("type", "text")
        if one.tag == "button":
            buttons += [one] if one.get("type", "submit") == "submit" else []
        elif not name or one.get("disabled") is not None:
            continue
        elif one.tag == "select":
            values = tuple(option.get("value", "") for option in one.iter("option") if option.get("value", ""))
            chosen = [option.get("value", "") for option in one.iter("option") if option.get("selected") is not None]
            fixed += [(name, value) for value in chosen if value]
            choices[name] = values or ("",)
        elif one.tag == "textarea":
            written.append((name, one.text or ""))
        elif kind in ("radio", "checkbox"):
            choices[name] = (*choices.get(name, ()), one.get("value", "on"))
            fixed += [(name, one.get("value", "on"))] if one.get("checked") is not None else []
        elif kind == "hidden":
            fixed.append((name, one.get("value", "")))
        elif kind != "file":
            written.append((name, one.get("value", "")))
    return fixed, written, choices, buttons
