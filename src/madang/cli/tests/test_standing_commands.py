"""`madang enrol | follow | standing | alerts` in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.cli import entitlements_commands, standing_commands
from madang.cli.main import main
from madang.cli.tests.test_entitlements_commands import CHILD
from madang.config import connection
from madang.rules.service import installed_rulebook

pytestmark = pytest.mark.django_db
DATE = ("--date", "2025-05-20")


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = installed_rulebook()
    monkeypatch.setattr(connection, "set_up", lambda: None)
    monkeypatch.setattr(entitlements_commands, "rulebook_in_force", lambda: rulebook)
    monkeypatch.setattr(standing_commands, "rulebook_in_force", lambda: rulebook)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_a_birth_date_corrected_is_followed_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    young, old = tmp_path / "young.yaml", tmp_path / "old.yaml"
    young.write_text(CHILD, encoding="utf-8")
    old.write_text(CHILD.replace("2020-01-01", "2015-01-01"), encoding="utf-8")
    said(capsys, "record", str(young), "--key", "1", "--source", "moi")
    assert "1 people is kept" in said(capsys, "enrol", "m", *DATE, "--language", "en")
    said(capsys, "follow", "--once", *DATE)
    assert "Child allowance [child_allowance]: eligible 100,000" in said(capsys, "standing", "m", "--language", "en")
    said(capsys, "record", str(old), "--key", "2", "--source", "moi")
    assert "differ" in said(capsys, "follow", "--once", *DATE, "--language", "en")
    table = said(capsys, "standing", "m", "--language", "en")
    assert "child_allowance: no longer eligible" in table
    assert "아동수당법" in table
    assert "더는 받을 수 없음" in said(capsys, "standing", "m", "--language", "ko")


def test_alerts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing to look at." in said(capsys, "alerts", "--language", "en")
    assert "알릴 것이 없습니다." in said(capsys, "alerts", "--language", "ko")
