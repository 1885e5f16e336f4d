"""What is read off a resident's pages: the way a service offers, news, who looked, the number of a case."""

from __future__ import annotations

import re
from dataclasses import dataclass

from madang.cli.story.visitor import Form, Page, Unexpected

BEGIN = "/mine/apply/"
CASES = "/mine/cases/"
NUMBER = re.compile(r"\b20\d\d-[0-9A-Za-z]+-\d{7,}\b")
"""Of a case: year, authority, row."""


@dataclass(frozen=True, slots=True)
class Way:
    """kind: apply (form), draft or case (address); a decided case too, where there is nothing new to apply for."""

    kind: str
    form: Form | None = None
    address: str = ""
    decided: bool = False


def way_of(page: Page, service: str) -> Way | None:
    """The way beside the service's name; None where the page offers nothing about it."""
    for one in page.forms:
        if one.action.endswith(BEGIN) and one.values.get("service") == service:
            return Way("apply", one)
    block = page.text.partition(f'<h3><a href="/mine/services/{service}/"')[2].partition("</li>")[0]
    for kind, start in (("draft", BEGIN), ("case", CASES)):
        try:
            address = Page(page.url, page.status, block.encode(), page.kind, []).link(start)
        except Unexpected:
            continue
        return Way(kind, address=address, decided='class="state done"' in block)
    return None


def number_in(page: Page) -> str:
    """The first case number on a page. Unexpected."""
    found = NUMBER.search(page.text)
    if found is None:
        raise Unexpected(f"{page.url}: {page.said() or 'no case number'}")
    return found.group()


def news_on(page: Page) -> list[str]:
    """What the page tells is new, the latest first."""
    return _texts(page, r'<span class="news-words"><strong>(.*?)<br>')


def looks_on(page: Page) -> list[str]:
    """Who looked and why, in turn, the latest first."""
    return _texts(page, r'<p class="look-(?:who|why)">(.*?)</p>')


def _texts(page: Page, pattern: str) -> list[str]:
    """What stands in such places, without marks."""
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in re.findall(pattern, page.text, re.DOTALL)]
