"""`madang rules years | changes | contradictions | document`: what the rulebook says, to be read."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from madang.cli.days import today
from madang.rules.service import Rulebook

BOOK = ("years", "changes", "contradictions", "document")
USED_WRONGLY = 2
YEARS = range(1900, 2101)


def read_book(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    """Does one of BOOK; 0, or 2 with the reason on standard error."""
    first, last = arguments.years
    if not (first in YEARS and last in YEARS and first < last):
        korean = arguments.language == "ko"
        said = (
            "--years 뒤에 앞 해와 뒤 해를 적어 주세요." if korean else "after --years the earlier year, then the later"
        )
        print(said, file=sys.stderr)
        return USED_WRONGLY
    does = {"years": _years, "changes": _changes, "contradictions": _contradictions, "document": _document}
    return does[arguments.what](rulebook, arguments)


def _years(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    from madang.cli.book_tables import years_rows, years_table
    from madang.rules.book.service import all_years

    standings = all_years(rulebook)
    return _tell(arguments, years_rows(standings), years_table(standings, arguments.language))


def _changes(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    from madang.cli.book_tables import changes_table
    from madang.rules.book.service import definition_changes, figure_changes
    from madang.rules.service import plain

    first, last = (dt.date(year, 12, 31) for year in arguments.years)
    figures, definitions = figure_changes(rulebook, first, last), definition_changes(rulebook, first, last)
    rows = {
        "figures": [
            {"name": one.parameter.name, "from": one.day.isoformat(), "key": entry.key, "old": plain(entry.old),
             "new": plain(entry.new), "percent": plain(entry.percent)}
            for one in figures for entry in one.entries
        ],
        "definitions": [
            {"service": one.service.id if one.service else None, "kind": one.kind, "id": one.id, "law": one.law,
             "day": one.day.isoformat(), "began": one.began} for one in definitions
        ],
    }  # fmt: skip
    return _tell(arguments, rows, changes_table(figures, definitions, arguments.language))


def _contradictions(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    from madang.rules.book.service import check_contradictions, contradictions_of, documents

    told = contradictions_of()
    check_contradictions(rulebook, told)
    rows = [
        {"id": one.id, "benefit": one.benefit.ko, "title": one.title.ko, "ground": one.ground, "why": one.why.ko,
         "texts": [{"source": text.source, "says": text.says.ko, "governs": text.governs} for text in one.texts],
         "certainty": one.certainty} for one in told
    ]  # fmt: skip
    written = documents(rulebook, arguments.date or today(), arguments.language)["contradictions.md"]
    return _tell(arguments, rows, written.partition("\n\n")[2].rstrip())


def _document(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    """Pages into a folder, or all of them to standard output. What the command did not write is never written over."""
    from madang.rules.book.service import documents

    pages = documents(rulebook, arguments.date or today(), arguments.language, years=tuple(arguments.years))
    if arguments.to is None:
        print("\n".join(pages.values()), end="")
        return 0
    folder = Path(arguments.to)
    try:
        kept = [name for name in pages if not _ours(folder / name)]
        if kept:
            raise FileExistsError(str(folder / kept[0]))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        korean = arguments.language == "ko"
        said = (
            "이 명령이 쓰지 않은 것이 있어 덮어쓰지 않았습니다"
            if korean
            else "not written by this command, and so not overwritten"
        )
        print(f"{error}: {said}" if isinstance(error, FileExistsError) else str(error), file=sys.stderr)
        return USED_WRONGLY
    print(f"{folder}: {len(pages)}")
    return 0


def _ours(path: Path) -> bool:
    """Whether a page may be written there: nothing is, or what this command wrote before."""
    from madang.rules.book.service import MARK

    if not path.exists():
        return True
    with path.open(encoding="utf-8", errors="replace") as opened:
        return opened.readline().strip() == MARK


def _tell(arguments: argparse.Namespace, rows: Any, text: str) -> int:
    if arguments.format == "json":
        plain = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
        print(json.dumps(rows, ensure_ascii=not plain, indent=2))
    else:
        print(text)
    return 0
