"""Takes in folder after folder in this process and prints, for each, how it was refused, how long and how much more
memory it took: `python -m madang.rules.regional.tests.measured FOLDER …` (one JSON line each)."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from madang.rules.problems import ProblemsFound
from madang.rules.regional.adding import checked
from madang.rules.service import load_rulebook

MOST_MEMORY = 2_000_000_000


def main(folders: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    base = load_rulebook(home=Path("/nowhere"))
    for folder in folders:
        begun, before = time.process_time(), _peak()
        try:
            checked(base, Path(folder), ())
            found: list[dict[str, str]] = []
        except ProblemsFound as refused:
            found = [
                {"code": one.code, "place": str(one.place), "ko": one.text("ko"), "en": one.text("en")}
                for one in refused.problems
            ]
        spent, grown = time.process_time() - begun, _peak() - before
        sys.stdout.write(json.dumps({"problems": found, "seconds": spent, "kilobytes": grown}) + "\n")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1:])
