"""`madang catalogue import | show | quarantine`: what they print in both languages, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madang.cli.main import main
from madang.config import connection
from madang.simulation.service import publish_catalogue, serving

pytestmark = pytest.mark.django_db
DATE = ("--date", "2026-11-20")


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "set_up", lambda: None)


def said(capsys: pytest.CaptureFixture[str], *words: str, language: str = "en", status: int = 0) -> str:
    capsys.readouterr()
    assert main(["catalogue", *words, "--language", language]) == status
    captured = capsys.readouterr()
    assert (captured.err == "") == (status == 0)
    return captured.err if status else captured.out


def test_a_published_folder_is_imported_shown_and_its_quarantine_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = str(tmp_path / "pages")
    written = json.loads(said(capsys, "publish", folder, "--services", "150", "--seed", "6", "--format", "json"))
    assert written["rows"] == dict.fromkeys(("serviceList", "serviceDetail", "supportConditions"), 150)
    assert "Nothing was imported yet: madang catalogue import" in said(capsys, "show")
    assert "격리된 행이 없습니다." in said(capsys, "quarantine", language="ko")
    lines = said(capsys, "import", folder, *DATE).splitlines()
    assert lines[0] == "reading  0"
    assert "450 rows = " in lines[lines.index("done") + 1]
    assert any(line.startswith("comparing MOCK") for line in lines)
    korean = said(capsys, "import", folder, *DATE, language="ko")
    assert "450행 = 받음 " in korean
    assert "  그대로: 1" in korean
    assert "새로" not in korean
    held = json.loads(said(capsys, "quarantine", "--format", "json"))
    counts = {code: sum(row["times"] for row in held if row["code"] == code) for code in written["refused"]}
    assert counts == written["refused"]
    assert {"part", "key", "code", "ko", "en", "times", "body"} <= held[0].keys()
    ko, en = (said(capsys, "quarantine", "--reason", held[0]["code"], language=one) for one in ("ko", "en"))
    assert held[0]["ko"] in ko
    assert held[0]["en"] in en
    assert "gov24: 1" in said(capsys, "show")
    overview = json.loads(said(capsys, "show", "--format", "json"))
    assert overview["last_import"]["phase"] == "done"
    unclear = said(capsys, "show", "--unclear").splitlines()
    assert len(unclear) == overview["listed"]["gov24"]["unclear"]
    key = unclear[0].split()[0]
    one = json.loads(said(capsys, "show", key))
    assert (one["key"], one["withdrawn"], one["changes"][0]["kind"]) == (key, False, "new")
    assert said(capsys, "show", "--changes") == ""
    assert "목록에 없습니다" in said(capsys, "show", "nothing", language="ko", status=1)


def test_an_address_is_imported_with_the_key_of_the_surroundings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(publish_catalogue(40, 3), key="secret") as server:
        assert "MADANG_OPEN_DATA_KEY" in said(capsys, "import", server.address, *DATE, status=1)
        monkeypatch.setenv("MADANG_OPEN_DATA_KEY", "secret")
        done = json.loads(said(capsys, "import", server.address, *DATE, "--format", "json", "--rows", "30"))
    assert done["resumed"]
    assert done["rows_in"] == 120 == done["accepted"] + done["quarantined"]


def test_what_is_listed_is_matched_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    publish_catalogue(60, 8, tmp_path / "pages", dirt=0.1)
    said(capsys, "import", str(tmp_path / "pages"), *DATE)
    pack = str(tmp_path / "pack")
    counts = json.loads(said(capsys, "likely", pack, *DATE, "--format", "json"))
    assert "결정이 아님" in said(capsys, "likely", pack, *DATE, language="ko")
    family = tmp_path / "family.yaml"
    family.write_text(
        "date: 2026-11-20\nhousehold: [{id: a, birth_date: 1999-05-05, relation: head}]\nregion: 서울 종로구\n"
    )
    words = ["match", str(family), "--catalogue", pack]
    assert main([*words, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(id.startswith("gov24_") for id in told["likely"]) == counts["written"]
    assert not set(told["likely"]) & {"livelihood", "basic_pension"}
    for language, mark in (("ko", "(가능성, 결정 아님) "), ("en", "(likely, no decision) ")):
        assert main([*words, "--show", "1000", "--language", language]) == 0
        out = capsys.readouterr().out
        assert f"  {mark}" in out
        assert out.index("livelihood") < out.index(mark)
    (tmp_path / "pack" / "letter.txt").write_text("dear")
    assert "other things" in said(capsys, "likely", pack, *DATE, status=2)


def test_what_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "there is no serviceList-1.json" in said(capsys, "import", str(tmp_path), status=1)
    assert "list-1.xml 파일이 없습니다" in said(
        capsys, "import", str(tmp_path), "--source", "bokjiro_local", language="ko", status=1
    )
    assert "10000" in said(capsys, "import", str(tmp_path), "--rows", "0", status=2)
    with pytest.raises(SystemExit):
        main(["catalogue"])
