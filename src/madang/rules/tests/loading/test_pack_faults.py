"""Every fault of a pack is told with file and line, in both languages, several at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from madang.rules.loading.service import load_pack, merge
from madang.rules.problems import ProblemsFound

small_pack = Path(__file__).parent / "small_pack"

# file, what is replaced, by what, code of the problem, the line's text
faults = [
    ("vocabulary/facts.yaml", "freshness: P1M", "fresh: P1M", "unknown_key", "fresh:"),
    ("vocabulary/facts.yaml", "freshness: P1M", "freshness: monthly", "wrong_type", "freshness:"),
    (
        "vocabulary/facts.yaml",
        "    entity: person\n    type: money\n    unit",
        "    type: money\n    unit",
        "missing_key",
        "name: employment.earned_income",
    ),
    ("vocabulary/facts.yaml", "low: 0", "low: nothing", "wrong_type", "low:"),
    ("vocabulary/facts.yaml", "    type: boolean", "    type: bool", "not_a_choice", "type: bool"),
    ("vocabulary/facts.yaml", "name: household.lodger", "name: household.Lodger", "bad_name", "household.Lodger"),
    ("vocabulary/facts.yaml", "name: household.lodger", "name: tax.business_income", "duplicate_name", None),
    ("vocabulary/facts.yaml", "name: pension.recognised_income", "name: housing.tenure", "duplicate_name", None),
    ("vocabulary/facts.yaml", "label: {ko: 동거인, en: Lodger}", "label: {ko: 동거인}", "missing_language", "동거인"),
    ("vocabulary/facts.yaml", "type: text", "type: choice", "no_choices", "person.memo"),
    ("vocabulary/facts.yaml", "value: sum(unit.employment.earned_income)", "value: [1]", "wrong_type", "value: [1]"),
    ("vocabulary/facts.yaml", "unit: self_and_spouse", "law: x", "duplicate_key", "law: 기초연금법"),
    (
        "parameters/figures.yaml",
        ", source: 시험용, certainty: to_be_checked",
        ", certainty: official",
        "no_source",
        "1000",
    ),
    ("parameters/figures.yaml", ", certainty: to_be_checked", "", "no_certainty", "value: 1000"),
    ("parameters/figures.yaml", "to_be_checked", "sure", "not_a_choice", "sure"),
    ("parameters/figures.yaml", "to: 2024-12-31", "to: 2025-01-01", "overlap", "from: 2025-01-01"),
    ("parameters/figures.yaml", "to: 2024-12-31", "to: 2023-12-31", "to_before_from", "to: 2023-12-31"),
    ("parameters/figures.yaml", "to: 2024-12-31", "to: 2024-02-30", "bad_date", "2024-02-30"),
    ("parameters/figures.yaml", "value: 1000", "value: 1000.5", "money_not_integer", "1000.5"),
    ("parameters/figures.yaml", "value: 1000", "value: yes", "wrong_type", "value: yes"),
    ("services/pension.yaml", "unit: self_and_spouse", "", "missing_key", "service: pension"),
    ("services/pension.yaml", "  - id: income", "  - id: age", "overlap", "id: age"),
    ("services/pension.yaml", "to: 2024-12-31}", "to: 2025-12-31}", "overlap", "value: 100"),
    ("services/pension.yaml", "stage: after", "stage: later", "not_a_choice", "stage: later"),
    ("services/pension.yaml", "label: {ko: 소득, en: Income}", "", "missing_key", "id: income"),
    ("services/pension.yaml", "  line: if", "  Line: if", "bad_name", "Line:"),
    ("services/pension.yaml", "law: 기초연금법\n", "law: &x 기초연금법\n", "alias", "&x"),
    ("services/pension.yaml", "kind: benefit", "kind: [", "malformed", None),
    ("services/pension.yaml", "kind: benefit", "kind: !!python/name:os.system x", "tag", "kind"),
    ("units/units.yaml", "when: p.household.lodger", "law: x", "missing_key", "id: lodger"),
    ("units/units.yaml", "id: spouse", "id: self", "duplicate_name", "id: self"),
    ("pack.yaml", 'version: "2026.1"', "", "missing_key", "id: small"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), faults)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, code: str, line: str | None
) -> None:
    pack = _copy(tmp_path, file, old, new)
    with pytest.raises(ProblemsFound) as caught:
        load_pack(pack)
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert found, str(caught.value)
    place = found[0].place
    assert place is not None
    assert place.file == file
    if line is not None:
        assert line in (pack / file).read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert f"{file}:{place.line}: " in caught.value.text("ko")
    assert found[0].message.ko != found[0].message.en


def test_several_faults_are_told_at_once_in_order(tmp_path: Path) -> None:
    pack = _copy(tmp_path, "services/pension.yaml", "stage: after", "stage: later")
    units = pack / "units/units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("    law: 기초연금법 §2(4)\n", ""), encoding="utf-8")
    (pack / "services/gone.yaml").symlink_to(pack / "nowhere.yaml")
    with pytest.raises(ProblemsFound) as caught:
        load_pack(pack)
    assert [(str(found.place), found.code) for found in caught.value.problems] == [
        ("services/gone.yaml:1", "missing_file"),
        ("services/pension.yaml:25", "not_a_choice"),
        ("units/units.yaml:2", "missing_key"),
    ]


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        load_pack(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["missing_file"]


def test_a_regional_pack_adds_but_does_not_replace(tmp_path: Path) -> None:
    base = load_pack(small_pack)
    local = _copy(tmp_path, "pack.yaml", "id: small", "id: province")
    for folder in ("vocabulary", "parameters", "units"):
        shutil.rmtree(local / folder)
    with pytest.raises(ProblemsFound) as caught:
        load_pack(local, bases=[base])
    assert [problem.code for problem in caught.value.problems] == ["duplicate_name"]
    service = local / "services/pension.yaml"
    service.write_text(service.read_text(encoding="utf-8").replace("service: pension", "service: top_up"), "utf-8")
    both = load_pack(local, bases=[base])
    assert (both.id, both.version, list(both.services)) == ("province", "2026.1+2026.1", ["pension", "top_up"])
    assert merge([base]) == base


def _copy(folder: Path, file: str, old: str, new: str) -> Path:
    pack = folder / "pack"
    shutil.copytree(small_pack, pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return pack
