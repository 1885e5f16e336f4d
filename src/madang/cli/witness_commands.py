"""`madang witness serve`: a witness of logs, with a key and a store of its own; it knows no database."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from madang.cli.language import language
from madang.config import environment

REFUSED = 1


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("verb", choices=("serve",))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--name", default="madang.local/witness", help="under which it signs (default: %(default)s)")
    parser.add_argument(
        "--folder", type=Path, default=environment.home() / "witness", help="its own (default: %(default)s)"
    )
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="only these logs, verifier keys one a line; else any at first sight",
    )
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Runs until it is stopped; it may be killed at any moment. 1 when its folder or a key cannot be used."""
    from madang.trust.witness.service import Malformed, read_keys, serve

    try:
        known = read_keys(arguments.keys) if arguments.keys else None
        serve(arguments.folder, arguments.name, arguments.port, arguments.host, known)
    except Malformed as refused:
        print(refused.text(arguments.language), file=sys.stderr)
    except sqlite3.OperationalError as error:
        print(
            f"다른 증인이 쓰고 있거나 쓸 수 없는 폴더입니다: {arguments.folder} ({error})"
            if arguments.language == "ko"
            else f"The folder is another witness's, or cannot be used: {arguments.folder} ({error})",
            file=sys.stderr,
        )
    except OSError as error:
        print(error, file=sys.stderr)
    else:
        return 0
    return REFUSED
