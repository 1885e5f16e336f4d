"""Records batch after batch and notes each key once it is acknowledged, until somebody ends it."""

from __future__ import annotations

import itertools
import os
import sys

import django

django.setup()

from madang.facts.service import NewFact, record  # noqa: E402 - after Django is set up
from madang.rules.service import load_rulebook  # noqa: E402


def main(path: str, seed: str) -> None:
    """Never returns."""
    rulebook = load_rulebook()
    log = os.open(path, os.O_WRONLY | os.O_APPEND)
    for number in itertools.count():
        key = f"{seed}-{number}"
        batch = [NewFact(f"p{n}", "employment.earned_income", number, "nts") for n in range(1 + number % 40)]
        record(rulebook, batch, key=key)
        os.write(log, f"{key}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
