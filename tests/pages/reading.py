"""What a page says in a language that is not the page's, as a screen reader would come upon it (WCAG 3.1.2)."""

from __future__ import annotations

import re

from playwright.sync_api import Page

SAID = """() => {
    const said = [], names = ["aria-label", "title", "alt", "placeholder"];
    const tell = (text, element) => {
        const near = element.closest("[lang]");
        if (element.closest("script, style, code, textarea, [aria-hidden]") || !text.trim()) return;
        said.push([near ? near.lang : "", text.trim()]);
    };
    const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) tell(texts.currentNode.data, texts.currentNode.parentElement);
    for (const name of names)
        for (const one of document.querySelectorAll(`[${name}]`)) tell(one.getAttribute(name), one);
    return said;
}"""
KOREAN, SENTENCE = r"[가-힣]", r"[A-Za-z]{2,}(\s+[A-Za-z]{2,}){2,}"


def foreign(page: Page, own: set[str]) -> list[str]:
    """Korean words that are not marked as such on an English page; English sentences on a Korean one.

    own: what stands in what people wrote, or is their name: it stays in whatever language it is in.
    """
    found = []
    for language, text in page.evaluate(SAID):
        if any(word in text for word in own):
            continue
        korean = re.search(KOREAN, text)
        if (language == "en" and korean) or (language == "ko" and not korean and re.search(SENTENCE, text)):
            found.append(text)
    return found
