"""Whatever a folder tries, it is refused with its place, in both languages, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.regional.adding import with_regional
from madang.rules.regional.tests.hostile import HOSTILE
from madang.rules.service import load_rulebook
from tests.local_pack import ID, write

MOST_SECONDS, MOST_KILOBYTES = 5.0, 150_000
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What came of each, one after the other in one process that has two gigabytes to live in."""
    folders = []
    for number, (_, spoil) in enumerate(HOSTILE.values()):
        folder = write(tmp_path_factory.mktemp(f"hostile{number}") / "packs")
        spoil(folder)
        folders.append(str(folder))
    command = [sys.executable, "-m", "madang.rules.regional.tests.measured", *folders]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return dict(zip(HOSTILE, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_folder_is_refused(measured: dict[str, dict[str, Any]], name: str) -> None:
    code, found = HOSTILE[name][0], measured[name]
    told = [one for one in found["problems"] if one["code"] == code]
    assert told, found["problems"][:3]
    for one in told:
        assert one["place"].rpartition(":")[2].isdigit()
        assert one["ko"] != one["en"]
    assert found["seconds"] < MOST_SECONDS
    assert found["kilobytes"] < MOST_KILOBYTES


def test_the_house_goes_on_without_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = write(tmp_path / "packs", "local_test_bad"), write(tmp_path / "packs")
    (bad / "evil.py").write_text("raise SystemExit", "utf-8")
    rulebook = load_rulebook(home=tmp_path / "packs")
    assert ID in rulebook.pack.services
    assert "basic_pension" in rulebook.pack.services
    assert [one.folder for one in rulebook.left_out] == [bad]
    assert [one.folder for one in rulebook.regional if one.of_home] == [good]
    assert "local_test_bad/evil.py:1" in caplog.text


def test_what_nobody_thought_of_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    folder = write(tmp_path)
    base = load_rulebook(home=tmp_path / "none")
    monkeypatch.setattr("madang.rules.regional.adding.read_pack", surprised)
    rulebook = with_regional(base, [(folder, True)])
    assert [one.found.problems[0].code for one in rulebook.left_out] == ["unreadable"]
    assert rulebook.pack.services == base.pack.services


def test_a_long_reason_is_cut(tmp_path: Path) -> None:
    folder = write(tmp_path, **{"years: [2024, 2026]": "years: [2024, 2026]\n" + "x" * 50_000 + ": 1"})
    with pytest.raises(ProblemsFound):
        raise load_rulebook(home=tmp_path).left_out[0].found
    assert all(len(line) <= 300 for line in load_rulebook(home=tmp_path).left_out[0].lines("ko"))
    assert folder.exists()
