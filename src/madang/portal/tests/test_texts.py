"""Both languages are complete, and what runs is what was written."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from madang.portal.tests.texts import PORTAL, marked

PO = PORTAL / "locale/ko/LC_MESSAGES/django.po"
_hole = re.compile(r"%\(\w+\)s")


def test_every_marked_text_has_korean_words_and_none_is_left_over() -> None:
    entries = {entry.msgid: entry for entry in polib.pofile(str(PO))}
    assert set(entries) == set(marked())
    for text, plural in marked().items():
        entry = entries[text]
        words = entry.msgstr_plural[0] if plural else entry.msgstr
        assert words.strip(), text
        assert set(_hole.findall(words)) <= set(_hole.findall(text)), text


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path: Path) -> None:
    compiled = polib.mofile(str(PO.with_suffix(".mo")))
    said = {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in compiled}
    assert said == {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in polib.pofile(str(PO))}


@pytest.mark.parametrize("template", sorted(PORTAL.glob("templates/**/*.html")), ids=lambda path: str(path.name))
def test_no_template_says_a_word_outside_the_catalogue(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    # A command is the same in every language.
    bare = re.sub(
        r"<code>.*?</code>|{%.*?blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|<[^>]*>",
        " ",
        source,
        flags=re.DOTALL,
    )
    assert re.findall(r"[A-Za-z가-힣]{2,}", re.sub(r"English|한국어", "", bare)) == []
