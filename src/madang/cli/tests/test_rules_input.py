"""What a family is read from and written to: endless files, other alphabets, days in another form."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from madang.cli import rules_commands
from madang.cli.main import main
from madang.rules.service import Rulebook

ALONE = "date: 2026-03-20\npersons: [{id: a, age: 40}]\n"


class Endless(io.RawIOBase):
    """Gives bytes for ever, and counts them; a read of everything fails at once."""

    given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size > 0, "everything of an endless file"
        self.given += size
        return b"x" * size


@pytest.fixture(autouse=True)
def _one_rulebook(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loaded once for all tests here."""
    monkeypatch.setattr(rules_commands, "load_rulebook", lambda: rulebook)


def test_of_an_endless_file_little_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    endless = Endless()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=endless))
    assert main(["check", "-", "--language", "en"]) == 1
    assert endless.given < 1_100_000
    assert "-:1: the file is too large; the limit is 1,000,000 bytes" in capsys.readouterr().err
    monkeypatch.setattr(Path, "open", lambda path, mode: endless)
    assert main(["check", "/dev/zero", "--language", "ko"]) == 1
    assert "/dev/zero:1: 파일이 너무 큽니다. 1,000,000바이트까지 읽습니다." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "absent", "folder"),
    [("ko", "파일이 없습니다", "파일이 아니라 폴더입니다"), ("en", "no such file", "this is a folder, not a file")],
)
def test_what_cannot_be_opened_is_told(
    language: str, absent: str, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "none.yaml"), "--language", language]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.yaml'}: {absent}\n"
    assert main(["check", str(tmp_path), "--language", language]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: {folder}\n"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-13-01", "없는 날짜입니다 / no such day"),
        ("어제", "2026-03-20과 같은 꼴로 적습니다 / a date is written like 2026-03-20"),
        ("2026-3-5", "a date is written like"),
        ("20260305", "a date is written like"),
        ("2026-W12-5", "a date is written like"),
    ],
)
def test_a_day_is_told_its_form(day: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["check", "-", "--date", day])
    assert end.value.code == 2
    err = capsys.readouterr().err
    assert words in err
    assert "fromisoformat" not in err


def test_an_unknown_service_is_told_in_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--service", "dance", "--language", "en"]) == 2
    assert capsys.readouterr().err.startswith("dance: no such service; there are ")
    assert main(["facts", "--service", "dance", "--language", "ko"]) == 2
    assert capsys.readouterr().err.startswith("dance: 없는 서비스입니다. 있는 것: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_korean_gets_escapes(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "family.yaml"
    file.write_text(ALONE, "utf-8")
    command = [sys.executable, "-m", "madang.cli", "check", str(file), "--service", "emergency"]
    done = subprocess.run(
        [*command, "--format", "json"], capture_output=True, check=False, env={"PYTHONIOENCODING": encoding}
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["label"]["ko"] == "긴급복지 생계지원"
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0, done.stderr
    assert b"[emergency]" in done.stdout
