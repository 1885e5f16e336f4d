"""`madang rules years | changes | contradictions | document`, and the counts under `rules sources`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madang.cli import rules_commands
from madang.cli.main import main
from madang.rules.service import Rulebook


@pytest.fixture(autouse=True)
def _one_rulebook(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_commands, "load_rulebook", lambda: rulebook)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rules", *words]) == 0
    return capsys.readouterr().out


def test_years_as_table_and_as_json_say_the_same(capsys: pytest.CaptureFixture[str], rulebook: Rulebook) -> None:
    table = said(capsys, "years", "--language", "en")
    found = json.loads(said(capsys, "years", "--format", "json"))
    counts = found["counts"]["2026"]
    assert table.splitlines()[-2] == (
        f"2026: exact {counts['exact']}, partial {counts['partial']}, blocked {counts['blocked']}"
    )
    assert len(found["years"]) == 5 * len(rulebook.pack.services)
    housing = next(row for row in found["years"] if (row["service"], row["year"]) == ("housing", 2026))
    assert housing["state"] == "partial"
    assert housing["secondary"]
    assert all(row["why"] for row in found["years"] if row["state"] != "exact")
    assert all(name in table for name in housing["secondary"])


def test_years_in_korean(capsys: pytest.CaptureFixture[str]) -> None:
    assert "first_meeting        2026 정확" in said(capsys, "years", "--language", "ko")


def test_sources_end_with_counts_by_service_and_in_all(capsys: pytest.CaptureFixture[str], rulebook: Rulebook) -> None:
    lines = said(capsys, "sources").splitlines()
    assert lines[-1].startswith("official: ")
    assert all(any(line.startswith(f"{id} ") for line in lines[-len(rulebook.pack.services) - 3 :])
               for id in rulebook.pack.services)  # fmt: skip


def test_changes_of_the_pension_line(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "changes", "--format", "json"))["figures"]
    line = next(row for row in rows if row["name"] == "basic_pension_line_single")
    assert (line["old"], line["new"], line["percent"], line["from"]) == (2280000, 2470000, "8.3", "2026-01-01")
    assert "+8.3%" in said(capsys, "changes")
    assert "2026-01-01" not in said(capsys, "changes", "--years", "2024", "2025")


@pytest.mark.parametrize("years", [("2026", "2025"), ("2026", "2026"), ("2026", "99999")])
def test_years_in_the_wrong_order(capsys: pytest.CaptureFixture[str], years: tuple[str, str]) -> None:
    assert main(["rules", "changes", "--language", "en", "--years", *years]) == 2
    assert "earlier year" in capsys.readouterr().err


def test_contradictions(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(json.loads(said(capsys, "contradictions", "--format", "json"))) >= 7
    assert "governs" in said(capsys, "contradictions", "--language", "en")


def test_documents_are_written_and_written_again_but_never_over_another_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, rulebook: Rulebook
) -> None:
    folder = tmp_path / "pages"
    words = ("document", "--to", str(folder), "--date", "2026-03-20", "--language", "en")
    said(capsys, *words)
    assert len(list(folder.iterdir())) == len(rulebook.pack.services) + 4
    said(capsys, *words)
    (folder / "index.md").write_text("# mine\n", encoding="utf-8")
    (folder / "housing.md").unlink()
    assert main(["rules", *words]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert (folder / "index.md").read_text(encoding="utf-8") == "# mine\n"
    assert not (folder / "housing.md").exists()


def test_documents_without_a_folder_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Conditions on 2026-03-20" in said(capsys, "document", "--date", "2026-03-20", "--language", "en")
