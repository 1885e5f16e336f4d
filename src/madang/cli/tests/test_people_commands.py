"""`madang organisations | people`: what they print in both languages, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.cli.main import main
from madang.config import connection
from madang.people.service import person_of_number
from madang.simulation.service import generate
from madang.trust.service import entered, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "set_up", lambda: None)


def said(capsys: pytest.CaptureFixture[str], *words: str, language: str = "en", status: int = 0) -> str:
    assert main([*words, "--language", language]) == status
    captured = capsys.readouterr()
    assert (captured.out == "") == bool(status)
    return captured.err if status else captured.out


def test_organisations_are_loaded_listed_and_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "organisations", "load", language="ko").startswith("더함 ")
    assert said(capsys, "organisations", "load").startswith("added 0, changed 0, the same ")
    ministries = said(capsys, "organisations", "list", "--kind", "ministry")
    assert "moi  Ministry of the Interior and Safety  (ministry)\n" in ministries
    assert "48170" not in ministries
    units = said(capsys, "organisations", "list", "48120", language="ko")
    assert "4812125000  동읍  (읍·면·동)  < 4812100000\n" in units
    assert "48120.welfare_policy  복지정책과  (부서)  < 48120.welfare_bureau  모의\n" in units
    found = said(capsys, "organisations", "responsible", "4812125000", "--date", "2026-11-26")
    assert found == "48120  Changwon-si, Gyeongsangnam-do  > 4812125000\n"
    assert "2026-07-01" in said(capsys, "organisations", "responsible", "4611000000", "--date", "2026-07-02", status=1)
    assert "없습니다" in said(capsys, "organisations", "list", "nobody", language="ko", status=1)
    assert "kind is one of" in said(capsys, "organisations", "list", "--kind", "club", status=1)


def test_somebody_is_appointed_and_dismissed(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "organisations", "load")
    words = ("people", "appoint", "c1", "caseworker", "--tenant", "48170", "--unit", "4817025000")
    line = said(capsys, *words)
    assert ": c1, caseworker, until 20" in line
    number = line.split()[1].rstrip(":")
    assert said(capsys, "people", "roles", "c1", language="ko") == "48170: 담당자 (4817025000)\n"
    assert "c1  caseworker  4817025000  20" in said(capsys, "people", "appointments", "48170")
    assert "already" in said(capsys, *words, status=1)
    assert "역할" in said(capsys, "people", "appoint", "c1", "king", "--tenant", "48170", language="ko", status=1)
    assert "no such" in said(capsys, "people", "dismiss", number, "--tenant", "48120", status=1)
    assert "has ended" in said(capsys, "people", "dismiss", number, "--tenant", "48170", "--reason", "moved")
    assert said(capsys, "people", "roles", "c1") == "The account has no role now.\n"


def test_the_province_is_enrolled_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    generate(60, 1, "경상남도", tmp_path / "province", slices=False)
    words = ("people", "province", "--folder", str(tmp_path / "province"))
    assert said(capsys, *words) == "new 60, known 0, renamed 0\n"
    assert said(capsys, *words, language="ko") == "새로 0명, 이미 60명, 이름이 바뀐 사람 0명\n"
    with entered(system("test")):
        assert person_of_number("S0000060") == "p0000060"
    assert "no simulated population" in said(capsys, "people", "province", "--folder", str(tmp_path / "no"), status=1)
