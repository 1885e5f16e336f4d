"""`madang packs`: packs of provinces and cities, those that are in use and those that are left out."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from madang.cli.language import language
from madang.rules.service import ProblemsFound, RegionalPack, Rulebook, check_regional, load_rulebook, packs_of_home

REFUSED, USED_WRONGLY = 1, 2


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("what", nargs="?", choices=("list", "check", "add"), default="list")
    parser.add_argument("folder", nargs="?", type=Path, help="check, add: the folder of a pack")
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it; 0 done, 1 a pack is refused or left out (the reasons on standard error), 2 used wrongly."""
    if arguments.what == "list":
        if arguments.folder is not None:
            said = _said(arguments, "list에는 폴더를 적지 않습니다.", "list takes no folder")
            print(f"{arguments.folder}: {said}", file=sys.stderr)
            return USED_WRONGLY
        return _list(load_rulebook(), arguments)
    if arguments.folder is None:
        print(_said(arguments, "꾸러미 폴더를 적어 주세요.", "name the folder of a pack"), file=sys.stderr)
        return USED_WRONGLY
    if not arguments.folder.is_dir():
        said = _said(arguments, "그런 꾸러미 폴더가 없습니다.", "there is no such folder")
        print(f"{arguments.folder}: {said}", file=sys.stderr)
        return USED_WRONGLY
    folder = arguments.folder.resolve()
    try:
        found = check_regional(folder) if arguments.what == "check" else _add(folder)
    except ProblemsFound as refused:
        print(refused.text(arguments.language), file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return USED_WRONGLY
    print(_line(found, arguments))
    return 0


def _add(folder: Path) -> RegionalPack:
    """Copies the folder into the home, and looks at the copy before it counts. ProblemsFound, OSError."""
    check_regional(folder)
    home = packs_of_home()
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home) as fresh:
        copy = Path(fresh) / folder.name
        shutil.copytree(folder, copy, symlinks=True)
        found = check_regional(copy)
        copy.rename(home / folder.name)
    return found


def _list(rulebook: Rulebook, arguments: argparse.Namespace) -> int:
    if arguments.format == "json":
        found = [
            {"id": one.id, "version": one.pack.version, "years": one.pack.years, "area": one.area,
             "services": list(one.pack.services), "of_home": one.of_home}
            for one in rulebook.regional
        ]  # fmt: skip
        left_out = [
            {"folder": str(one.folder), "ko": one.lines("ko"), "en": one.lines("en")} for one in rulebook.left_out
        ]
        print(json.dumps({"packs": found, "left_out": left_out}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_line(one, arguments) for one in rulebook.regional))
        for one in rulebook.left_out:
            print("\n".join(f"✗ {line}" for line in one.lines(arguments.language)), file=sys.stderr)
    return REFUSED if rulebook.left_out else 0


def _line(pack: RegionalPack, arguments: argparse.Namespace) -> str:
    years = "–".join(dict.fromkeys(map(str, pack.pack.years or ())))
    label, where = (_said(arguments, one.ko, one.en) for one in (pack.pack.label, pack.where))
    return f"✓ {pack.id}  {pack.pack.version}  {years}  {where}: {label}"


def _said(arguments: argparse.Namespace, ko: str, en: str) -> str:
    return ko if arguments.language == "ko" else en
