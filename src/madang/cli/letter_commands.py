"""`madang letter verify`: whether a letter is genuine, without a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madang.cli.language import language
from madang.documents.service import SealRefused, certificates, verify

NOT_GENUINE, USED_WRONGLY = 1, 2
MOST_READ = 20_000_001  # one byte above what is checked: enough to be refused, and no more is read


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `letter`."""
    parser.add_argument("what", choices=("verify",))
    parser.add_argument("file", type=Path, help="the letter as PDF")
    parser.add_argument("--trust", type=Path, required=True, help="certificates of the authorities one trusts (PEM)")
    parser.add_argument("--revoked", type=Path, action="append", default=[], help="a list of revoked seals (CRL, DER)")
    parser.add_argument("--language", choices=("ko", "en"), default=language())


def run(command: str, arguments: argparse.Namespace) -> int:
    """Prints the verdict; 0 genuine and unchanged, 1 not, 2 a file that cannot be read."""
    korean = arguments.language == "ko"
    try:
        trusted = certificates(_bytes(arguments.trust))
        lists = [_bytes(path) for path in arguments.revoked]
        file = _bytes(arguments.file)
    except OSError as error:
        print(
            f"{error.filename}: {'읽을 수 없습니다' if korean else 'cannot be read'} ({error.strerror})",
            file=sys.stderr,
        )
        return USED_WRONGLY
    except SealRefused as refused:
        print(f"{arguments.trust}: {refused.text(arguments.language)}", file=sys.stderr)
        return USED_WRONGLY
    verdict = verify(file, trusted, revoked=lists)
    print(verdict.text(arguments.language))
    return 0 if verdict.valid else NOT_GENUINE


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_READ)
