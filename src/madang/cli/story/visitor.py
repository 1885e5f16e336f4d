"""A visitor of the portal without a browser: keeps cookies, reads forms, sends them with what is filled in."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

LONGEST = 30.0


class Unexpected(RuntimeError):
    """A page that does not go on: another status, or no such form. The message says where."""


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, and what it would send. asks: names of fields for text that are empty."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """What came back. url: after redirects; text: decoded, where it is text; body: as it came."""

    url: str
    status: int
    body: bytes
    kind: str
    forms: list[Form]

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode("utf-8", "replace")

    def form(self, ending: str, *, holds: str = "") -> Form:
        """The first form whose action ends so. holds: and has this field. Unexpected."""
        for one in self.forms:
            if one.action.split("?")[0].endswith(ending) and (not holds or holds in one.values):
                return one
        raise Unexpected(f"{self.url} ({self.status}): no form to …{ending}")

    def link(self, start: str, *, inside: str = "", digits: bool = False) -> str:
        """The first link below an address that goes further than it. inside: after this text; digits: a number only.

        Unexpected.
        """
        text = self.text[max(self.text.find(inside), 0) :] if inside else self.text
        for part in text.split('href="')[1:]:
            address = part.split('"')[0]
            rest = address.removeprefix(start)
            if address.startswith(start) and rest and (not digits or rest.rstrip("/").isdecimal()):
                return address
        raise Unexpected(f"{self.url} ({self.status}): no link below {start}")

    def said(self) -> str:
        """What an alert on the page says, without its marks; "" where there is none."""
        found = re.search(r'role="alert".*?</(?:section|div)>', self.text, re.DOTALL)
        return " ".join(re.sub(r"<[^>]*>", " ", found.group().partition(">")[2]).split()) if found else ""


class Visitor:
    """Somebody at the portal; base: its address; longest: seconds that an answer is waited for."""

    def __init__(self, base: str, language: str, longest: float = LONGEST) -> None:
        self.base, self.longest = base, longest
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("Accept-Language", language), ("User-Agent", "madang story")]

    def get(self, path: str, *, expect: int = 200) -> Page:
        """A page. Unexpected for another status."""
        return self._answered(urllib.request.Request(self._at(path)), expect)  # noqa: S310 -- an address of ours

    def send(self, page: Page, form: Form, filled: Mapping[str, str] | None = None, *, expect: int = 200) -> Page:
        """A form of a page with what is filled in, after the redirect that follows. Unexpected for another status."""
        data = urllib.parse.urlencode({**form.values, **(filled or {})}).encode()
        url = urllib.parse.urljoin(page.url, form.action)
        headers = {"Referer": page.url, "Origin": self.base}
        return self._answered(urllib.request.Request(url, data, headers), expect)  # noqa: S310 -- an address of ours

    def _at(self, path: str) -> str:
        return urllib.parse.urljoin(self.base, path)

    def _answered(self, request: urllib.request.Request, expect: int) -> Page:
        found = self._opened(request)
        if found.status != expect:
            where = f"{request.get_method()} {urllib.parse.urlsplit(request.full_url).path}"
            raise Unexpected(f"{where}: {found.status}, {found.said() or _title(found.text)}")
        return found

    def _opened(self, request: urllib.request.Request) -> Page:
        try:
            with self.opener.open(request, timeout=self.longest) as answer:
                return _page(answer.url, answer.status, answer.read(), answer.headers.get_content_type())
        except urllib.error.HTTPError as refused:  # an answer like any other
            return _page(request.full_url, refused.code, refused.read(), refused.headers.get_content_type())
        except OSError as error:
            raise Unexpected(f"{request.full_url}: {error}") from None


def _page(url: str, status: int, body: bytes, kind: str) -> Page:
    reader = _Forms()
    if kind == "text/html":
        reader.feed(body.decode("utf-8", "replace"))
    return Page(url, status, body, kind, reader.forms)


def _title(text: str) -> str:
    start, end = text.find("<title>"), text.find("</title>")
    return text[start + 7 : end].strip() if 0 <= start < end else ""


class _Forms(HTMLParser):
    """Forms with their fields, those that stand elsewhere and name the form by id too."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._ids: dict[str, Form] = {}
        self._open: Form | None = None
        self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._open = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._open)
            self._ids[said.get("id", "")] = self._open
            return
        form = self._ids.get(said["form"]) if "form" in said else self._open
        name = said.get("name", "")
        if form is None or not name:
            return
        if tag == "button":
            form.buttons.append((name, said.get("value", "")))
        elif tag == "textarea":
            form.values[name] = ""
            form.asks.append(name)
            self._area = name
        elif tag == "input":
            self._input(form, name, said)

    def _input(self, form: Form, name: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in dict.fromkeys(said):
            return
        form.values[name] = said.get("value", "on" if kind == "checkbox" else "")
        if kind == "text" and not form.values[name]:
            form.asks.append(name)

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None and data.strip():
            self._open.values[self._area] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = ""
