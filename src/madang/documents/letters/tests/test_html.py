"""The HTML of a letter says what the PDF says."""

from __future__ import annotations

import re
from html import unescape

import pytest

from madang.documents.letters.tests.samples import letter
from madang.documents.service import Kind, Row, html


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_everything_of_the_letter_is_on_it_once_escaped(kind: Kind, language: str) -> None:
    hostile = '<script>alert(1)</script> & "q" {{ d.code }} {% now %}'
    made = letter(kind, language, facts=(Row("이름", hostile),))
    written = html(made)
    assert "<script" not in written
    assert not re.search(r"\bstyle=|\bon\w+=", written)
    assert written.startswith('<article class="letter')
    assert f'lang="{language}"' in written[:100]
    assert len(re.findall("<h1>", written)) == 1
    assert len(re.findall("<th[ >]", written)) == written.count("<th scope=")
    said = unescape(re.sub(r"<[^>]*>", "", written))
    for expected in (hostile, made.title, made.code, made.number, made.addressee.name, *made.opening):
        assert expected in said
    assert all(way.name in said and way.where in said and way.how in said for way in made.ways)
