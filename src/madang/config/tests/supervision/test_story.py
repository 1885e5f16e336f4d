"""One birth through a whole house: `madang story` to its end, and once more in the same home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from madang.config.tests.supervision.installation import Installation

pytestmark = [pytest.mark.supervisor, pytest.mark.timeout(240)]
RESIDENTS = "1500"
"""Few enough to be made at once, enough for one of them to be the mother."""
STEPS = ["sign_in", "birth", "alert", "apply", "decide", "letter", "looks", "letter_offline", "proof_offline"]


@pytest.fixture
def house(home: Path) -> Generator[Installation]:
    """A whole house with its small province, its agencies, its workers."""
    made = Installation(home)
    try:
        made.start(demo=True, environment={"MADANG_PROVINCE_SIZE": RESIDENTS}, seconds=120)
        yield made
    finally:
        made.end()


def told(home: Path) -> tuple[int, list[dict[str, Any]], str]:
    """What the command says: its status, its lines, its complaint."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
    command = [sys.executable, "-m", "madang.cli", "story", "--headless", "--json", "--language", "ko"]
    done = subprocess.run(command, env={**clean, "MADANG_HOME": str(home)}, capture_output=True, text=True, timeout=90)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_story_goes_to_its_end_and_again_with_another_child(house: Installation) -> None:
    numbers = set()
    for child in (1, 2):
        status, lines, complaint = told(house.home)
        assert (status, complaint) == (0, ""), (child, lines, house.words()[-3000:])
        assert [line["step"] for line in lines if "step" in line] == STEPS
        found = {line["step"]: line["found"] for line in lines if "step" in line}
        assert any("부모급여" in words for words in found["alert"]), found["alert"]
        numbers.add(found["apply"][0])
        assert found["apply"][1] == "papers: 5 official, 0 still asked"
        assert found["letter"][0].endswith("application/pdf")
        assert found["letter_offline"][0].startswith("진본입니다"), found["letter_offline"]
        assert "1 witness(es)" in found["proof_offline"][0]
        latency = next(line["seconds"] for line in lines if line.get("figure") == "alert_latency")
        assert 0 < latency < 20
    assert len(numbers) == 2


def test_without_a_house_the_story_says_so(home: Path) -> None:
    status, lines, complaint = told(home)
    assert (status, lines) == (1, [])
    assert "Madang" in complaint
    assert "Traceback" not in complaint
