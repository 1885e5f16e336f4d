"""A folder of YAML files → a :class:`Pack`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from madang.rules.loading.definitions import Definitions
from madang.rules.loading.fields import Fields
from madang.rules.loading.files import NOTHING, Laid, read_file, read_folder
from madang.rules.loading.life_events import check_named, read_life_events
from madang.rules.loading.pack import Pack, merge
from madang.rules.loading.tree import Item
from madang.rules.model import Place
from madang.rules.problems import Problems


def load_pack(path: Path, *, bases: Sequence[Pack] = (), laid: Laid = NOTHING) -> Pack:
    """The pack in a folder (docs/rule-language.md); with bases, laid over them (see :func:`merge`).

    laid: texts in the place of files of the folder, or beside them.

    ProblemsFound: every fault of every file that could be read, sorted by file and line.
    """
    problems = Problems(most=200)
    definitions = Definitions(problems)
    for folder in ("vocabulary", "parameters", "units"):
        for _, item in read_folder(path, folder, problems, laid):
            definitions.read(item)
    for _, item in read_folder(path, "services", problems, laid):
        definitions.read_services(item)
    head = read_file(path, path / "pack.yaml", problems)
    fields = Fields(head or Item({}, Place("pack.yaml", 1)), problems if head else Problems())
    pack = replace(definitions.pack(fields), life_events=read_life_events(path, problems))
    fields.close()
    check_named(definitions.named, pack.life_events, problems)
    problems.check()
    return merge([*bases, pack]) if bases else pack
