"""Texts compile without a system's gettext."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from madang.config.preparation import compile_texts

SOURCE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Yes"\nmsgstr "예"\n'


def test_a_catalogue_is_compiled_once_and_again_when_it_changed(tmp_path: Path) -> None:
    folder = tmp_path / "room" / "locale" / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(SOURCE, encoding="utf-8")
    assert compile_texts(tmp_path) == 1
    assert compile_texts(tmp_path) == 0
    with (folder / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Yes") == "예"
    source.write_text(SOURCE.replace("예", "네"), encoding="utf-8")
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 5))
    assert compile_texts(tmp_path) == 1
