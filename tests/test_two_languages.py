"""Every text a person sees exists in Korean and in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import polib

from tests.plan import ROOT, SOURCE

HANGUL = re.compile(r"[가-힣]")
TAG = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?([^%]*)%}(.*?){%\s*endblocktrans", re.DOTALL)
CALLS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"})


def used() -> Iterator[tuple[str, str]]:
    """(file, text) of every text that is looked up in a catalogue."""
    for path in SOURCE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for found in TAG.finditer(text):
            yield path.name, found[1] or found[2]
        for found in BLOCK.finditer(text):
            body = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", found[2].split("{%")[0])
            yield path.name, " ".join(body.split()) if "trimmed" in found[1] else body
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
                for argument in node.args[-1:]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield path.name, argument.value


def catalogue(language: str) -> dict[str, str]:
    return {
        entry.msgid: entry.msgstr or " ".join(entry.msgstr_plural.values())
        for path in SOURCE.glob(f"**/locale/{language}/LC_MESSAGES/*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def written_in_korean(text: str) -> bool:
    """An English sentence may quote a Korean form (150만); what counts is most of the letters."""
    return 2 * len(HANGUL.findall(text)) > sum(letter.isalpha() for letter in text)


def test_every_text_has_its_other_language() -> None:
    """A text written in English wants Korean words, one written in Korean wants English ones."""
    other = {"ko": catalogue("ko"), "en": catalogue("en")}
    found = list(used())
    assert len(found) > 10
    missing = [(file, text) for file, text in found if not other["en" if written_in_korean(text) else "ko"].get(text)]
    assert missing == []


def test_catalogues_hold_nothing_unfinished_and_keep_their_variables() -> None:
    for path in SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            where = f"{path.relative_to(ROOT)}: {entry.msgid!r}"
            assert "fuzzy" not in entry.flags, where
            for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
                assert text, where
                assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", entry.msgid)), where
