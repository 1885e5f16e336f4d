"""`madang audit`, from the command line: an export alone, the database, a proof; what is said and the exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from madang.cli.main import main
from madang.config import connection
from madang.trust.service import entered, log_keys, log_row, proof_bundle, sequence, system, write

EVERYTHING = system("test")


def written(count: int) -> list[int]:
    """Ids of entries in one tenant's log."""
    with entered(EVERYTHING):
        return write([
            log_row(tenant="48170", kind="act", name="test", actor="system:test", body={"n": number})
            for number in range(count)
        ])  # fmt: skip


@pytest.fixture
def folder(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(connection, "set_up", lambda: None)
    written(30)
    sequence()
    assert main(["audit", "export", "--tenant", "48170", "--to", str(tmp_path / "export"), "--language", "en"]) == 0
    return tmp_path / "export"


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# known from the gazette\n{log_keys('48170')[0]}\n")
    words = ["audit", "verify", str(folder), "--keys", str(keys)]
    assert main([*words, "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Everything holds." in said
    assert "rows: 30" in said
    entries = folder / "entries.jsonl"
    entries.write_text("".join(entries.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    assert main([*words, "--language", "ko"]) == 1
    said = capsys.readouterr().out
    assert "#0 행이 없어졌습니다" in said
    assert "맞지 않습니다: removed 1" in said
    assert main(["audit", "verify", str(tmp_path / "nothing"), "--language", "en"]) == 2
    assert "not an export" in capsys.readouterr().err
    assert main([*words, "--heads", str(tmp_path / "none"), "--language", "en"]) == 2
    keys.write_text("x")
    assert main([*words, "--language", "en"]) == 2
    assert "not a verifier key" in capsys.readouterr().err


def test_the_command_needs_neither_settings_nor_database(folder: Path) -> None:
    program = (
        "import sys; from madang.cli.main import main; code = main(sys.argv[1:]);"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "audit", "verify", str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "holds"), [("ko", "모두 맞습니다."), ("en", "Everything holds.")])
def test_the_database_an_export_and_a_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, holds: str
) -> None:
    monkeypatch.setattr(connection, "set_up", lambda: None)
    (entry, *_) = written(3)
    sequence()
    spoken = ["--language", language]
    assert main(["audit", "check", "--tenant", "48170", *spoken]) == 0
    assert holds in capsys.readouterr().out
    assert main(["audit", "export", "--tenant", "48170", "--to", str(tmp_path / "export"), *spoken]) == 0
    assert main(["audit", "export", "--tenant", "48170", "--to", str(tmp_path / "export"), *spoken]) == 2
    assert main(["audit", "check", "--tenant", "99999", *spoken]) == 2
    proof = tmp_path / "proof.json"
    with entered(EVERYTHING):
        proof.write_text(proof_bundle(entry), encoding="utf-8")
    assert main(["audit", "verify", str(tmp_path / "export"), "--receipt", str(proof), *spoken]) == 0
    assert main(["audit", "verify", str(proof), *spoken]) == 0
    proof.write_text(proof.read_text(encoding="utf-8").replace('"index": 0', '"index": 1'), encoding="utf-8")
    assert main(["audit", "verify", str(proof), *spoken]) == 1


def test_without_a_database_it_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MADANG_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["audit", "check", "--tenant", "48170"]) == 2
    assert main(["log", "sequence", "--once"]) == 1
    assert "not running" in capsys.readouterr().err


@pytest.mark.django_db
def test_what_waits_is_sequenced_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(connection, "set_up", lambda: None)
    written(4)
    assert main(["log", "sequence", "--once", "--language", "en"]) == 0
    assert "4 entries of 1 tenants" in capsys.readouterr().out


def test_a_witness_that_cannot_start_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["witness", "serve", "--port", "0", "--folder", str(tmp_path / "w"), "--language", "en"]
    assert main([*words, "--name", "a name with blanks"]) == 1
    assert "not a key's name" in capsys.readouterr().err
    assert main([*words, "--keys", str(tmp_path / "none")]) == 1
