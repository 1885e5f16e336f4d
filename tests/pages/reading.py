"""What a page says in a language that is not the page's, as a screen reader would come upon it (WCAG 3.1.2)."""

from __future__ import annotations

from playwright.sync_api import Page

SAID = """() => {
    const said = [], names = ["aria-label", "title", "alt", "placeholder"];
    const tell = (text, element) => {
        const near = element.closest("[lang]");
        if (text.trim() && !element.closest("script, style, code, textarea, [aria-hidden]")) said.push([near ? near.lang : "", text.trim()]);
    };
    const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) tell(texts.currentNode.data, texts.currentNode.parentElement);
    for (const name of names) for (const one of document.querySelectorAll(`[${name}]`)) tell(one.getAttribute(name), one);
    return said;
}"""
KOREAN, SENTENCE = r"[가-힣]", r"[A-Za-z]{2,}(\s+[A-Za-z]{2,}){2,}"


def foreign(page: Page, own: set[str]) -> list[str]:
    """Korean words that are not marked as such on an English page; English sentences on a Korean one.

    own: what people wrote or are called; it stays in whatever language it is in.
    """
    import re

    found = []
    for language, text in page.evaluate(SAID):
        rest = text
        for word in sorted(own, key=len, reverse=True):
            rest = rest.replace(word, "")
        if language == "en" and re.search(KOREAN, rest):
            found.append(text)
        elif language == "ko" and not re.search(KOREAN, text) and re.search(SENTENCE, rest):
            found.append(text)
    return found
