"""`madang letter verify`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from madang.cli.main import main
from madang.documents.service import KeySealer, as_pem, make_seal, make_seal_authority, seal


def test_the_verdict_is_printed_and_told_by_the_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority = make_seal_authority("마당 모의 관인 인증기관", begins=datetime(2026, 1, 1, tzinfo=UTC))
    agency = make_seal(authority, "48120", "경상남도 창원시", "창원시장", begins=datetime(2026, 1, 1, tzinfo=UTC))
    plain = typst.compile(b"a page")
    trusted, letter = tmp_path / "authority.pem", tmp_path / "letter.pdf"
    trusted.write_text(as_pem(authority.certificate), encoding="ascii")
    letter.write_bytes(seal(plain, KeySealer(agency)))
    asked = ["letter", "verify", str(letter), "--trust", str(trusted)]
    assert main([*asked, "--language", "ko"]) == 0
    assert "진본입니다. 경상남도 창원시" in capsys.readouterr().out
    letter.write_bytes(plain)
    assert main([*asked, "--language", "en"]) == 1
    assert "no seal" in capsys.readouterr().out
    assert main(["letter", "verify", str(tmp_path / "none.pdf"), "--trust", str(trusted)]) == 2
    assert main(["letter", "verify", str(letter), "--trust", str(letter)]) == 2
    assert "PEM" in capsys.readouterr().err
