"""`madang rules sheet`: a decision table of a spreadsheet as a definition, its mistakes by cell, and back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madang.cli.rules_commands import REFUSED, USED_WRONGLY, unreadable
from madang.rules.service import ProblemsFound, Rulebook, ServiceDefinition
from madang.rules.sheets.service import (
    Made,
    definition_text,
    endings,
    most_bytes,
    read_definition,
    read_sheet,
    write_sheet,
)

YAML = (".yaml", ".yml", ".json")


def sheet(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    """Checks the file and prints the definition, or writes it to `--to`; 1 with every mistake by cell."""
    korean = arguments.language == "ko"
    if arguments.file is None:
        print("표 파일을 적어 주세요." if korean else "name the file with the table", file=sys.stderr)
        return USED_WRONGLY
    path = Path(arguments.file)
    try:
        with path.open("rb") as opened:
            data = opened.read(most_bytes + 1)
    except OSError as error:
        print(f"{arguments.file}: {unreadable(error)[0 if korean else 1]}", file=sys.stderr)
        return USED_WRONGLY
    try:
        if path.suffix.lower() in YAML:
            return _write(read_definition(data, path.name), None, rulebook, arguments)
        made = read_sheet(data, path.name, rulebook)
        return _write(made.service, made, rulebook, arguments)
    except ProblemsFound as found:
        print(found.text(arguments.language), file=sys.stderr)
        count = len(found.problems)
        print(f"고칠 곳이 {count}군데입니다." if korean else f"{count} to correct.", file=sys.stderr)
        return REFUSED


def _write(service: ServiceDefinition, made: Made | None, rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    korean = arguments.language == "ko"
    ending = Path(arguments.to).suffix.lower() if arguments.to else ""
    if arguments.to is None and made is not None:
        print(definition_text(made.plain), end="")
        return 0
    if ending in endings:
        data = write_sheet(service, rulebook, ending)
    elif ending in YAML[:2] and made is not None:
        data = definition_text(made.plain).encode("utf-8")
    else:
        there = ", ".join(endings if made is None else (*endings, *YAML[:2]))
        said = f"--to에 {there} 파일을 적어 주세요." if korean else f"name a file of {there} after --to"
        print(said, file=sys.stderr)
        return USED_WRONGLY
    try:
        with Path(arguments.to).open("xb") as opened:  # never over a file that is there
            opened.write(data)
    except FileExistsError:
        said = "이미 있는 파일입니다. 다른 이름을 적어 주세요." if korean else "the file is there already; name another"
        print(f"{arguments.to}: {said}", file=sys.stderr)
        return USED_WRONGLY
    except OSError as error:
        print(f"{arguments.to}: {unreadable(error)[0 if korean else 1]}", file=sys.stderr)
        return USED_WRONGLY
    print(arguments.to)
    return 0
