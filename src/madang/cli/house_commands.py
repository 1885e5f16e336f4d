"""`madang run | prepare | migrate | serve`: the house itself."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from madang.config import environment


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    if command == "run":
        parser.add_argument("--port", type=int, help="the web server's port (default: the first free one from 8000)")
        parser.add_argument("--database-port", type=int, default=0, help="the embedded database's port (default: any)")
        parser.add_argument("--home", type=Path, help="where data live (default: MADANG_HOME, else ./var)")
    if command == "each":
        parser.add_argument("words", nargs=argparse.REMAINDER, help="commands with `then` between them")
    if command == "serve":
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=2, help="requests a worker works on at once")
        parser.add_argument("--waiting", type=int, default=126, help="open pages a worker lets wait beside them")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does ``command``; imports what it needs, so that `madang check` does not pay for Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
    if command == "run":
        from madang.config.supervision.run import run as run_everything

        home = arguments.home.resolve() if arguments.home else environment.home()
        return run_everything(home, arguments.port, arguments.database_port)
    if command == "each":
        return _each(arguments.words)
    if command == "serve":
        from madang.config.server import serve

        return serve(arguments.host, arguments.port, arguments.workers, arguments.threads, arguments.waiting)
    from madang.config import preparation

    preparation.set_up_as_owner()
    if command == "prepare":
        preparation.compile_texts()
        preparation.collect_static_files()
    preparation.migrate()
    return 0


def _each(words: list[str]) -> int:
    """One command after the other in one process; the status of the first that fails, else 0."""
    from madang.cli.main import main

    while words:
        end = words.index("then") if "then" in words else len(words)
        if status := main(words[:end]):
            return status
        words = words[end + 1 :]
    return 0
