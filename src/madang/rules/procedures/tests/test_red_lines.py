"""What the build must never let pass: papers without mapping, questions about what an agency holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.procedures.service import load_procedures
from madang.rules.procedures.tests.korean import broken, clock, korea, rulebook
from madang.rules.service import KOREA

pension, parent = "procedures/basic_pension.yaml", "procedures/parent_benefit.yaml"
copy = "procedures/resident_register_copy.yaml"
certificate = "certificates/resident_register_copy.yaml"

faults = [
    # A paper whose mapping or reason is deleted.
    (pension, "    evidence: [person.marital_status]\n", "", "no_mapping", "id: family_certificate"),
    (pension, "    done_by: consent\n", "", "no_mapping", "id: financial_consent"),
    (parent, "    evidence: [stay.abroad_days]\n", "", "no_mapping", "id: entry_and_exit"),
    (parent, "    evidence: [stay.abroad_days]", "    evidence: []", "no_mapping", "id: entry_and_exit"),
    (parent, "    evidence: [stay", "    done_by: consent\n    evidence: [stay", "two_mappings", "id: entry_and_exit"),
    (copy, "      reason: original_signature\n", "      reason: it_is_usual\n", "not_a_choice", "it_is_usual"),
    (copy, "      reason: original_signature\n", "", "missing_key", None),
    # Evidence that no agency holds, or that is no fact.
    (parent, "evidence: [stay.abroad_days]", "evidence: [child.in_applicants_care]", "no_agency", "id: entry_and_exit"),
    (parent, "evidence: [stay.abroad_days]", "evidence: [stay.abroad_day]", "unknown_fact", "id: entry_and_exit"),
    ("agencies/moi.yaml", "        days_abroad:\n", "        days_away:\n", "no_agency", None),
    # A question about what an agency holds: by its fact, or by the name of a field of a contract.
    (parent, "fact: child.in_applicants_care", "fact: child.care_setting", "asked_though_held", "id: child_elsewhere"),
    (parent, "- id: payment_account\n", "- id: monthly_rent\n", "asked_though_held", "id: monthly_rent"),
    ("agencies/welfare.yaml", "        car_use:\n", "        payment_account:\n", "asked_though_held", None),
    (parent, "fact: child.in_applicants_care", "fact: child.in_applicant_care", "unknown_fact", "id: child_elsewhere"),
    # A fact that the service reads, no agency holds and nobody is asked.
    (parent, "    fact: child.in_applicants_care\n", "", "not_asked", "procedure:"),
    # Answers and acts.
    (pension, "    answer: payment_account\n", "", "no_answer", "id: bankbook"),
    (pension, "    answer: payment_account\n", "    answer: account\n", "unknown_name", "answer: account"),
    (pension, "done_by: consent", "done_by: trust", "not_a_choice", "done_by: trust"),
    # Automatic decisions only by a named statute (행정기본법 §20).
    (pension, "  allowed: false", "  allowed: true", "no_statute", None),
    (copy, '  statute: "주민등록법 §29③ 단서 (전자문서와 무인민원발급기에 의한 교부)"\n', "", "no_statute", None),
    # Everything rests on a law, a source and a certainty; terms on the clock.
    (pension, "    certainty: to_be_checked\n    evidence", "    evidence", "missing_key", "id: lease"),
    (pension, "  kind: civil\n  amount: 30", "  kind: lunar\n  amount: 30", "bad_period", None),
    (copy, "  amount: 3\n", "  amount: 0\n", "bad_period", None),
    (pension, "  counting: to_be_checked\n  why:", "  counting: to_be_checked\n  reason:", "unknown_key", "reason:"),
    (pension, "  counting: to_be_checked\n  why:", "  counting: to_be_checked\n  reason:", "missing_key", None),
    (pension, "channels: [visit]", "channels: [post]", "unknown_name", "post"),
    (pension, "applicants: [proxy]", "applicants: [neighbour]", "unknown_name", "neighbour"),
    (pension, "id: official_without_consent", "id: official", "duplicate_name", None),
    (pension, "procedure: basic_pension", "procedure: basic_pensions", "unknown_service", None),
    (pension, "procedure: basic_pension", "procedure: parent_benefit", "duplicate_name", None),
    (pension, "kind: benefit", "kind: permit", "wrong_kind", None),
    (copy, "procedure: resident_register_copy", "procedure: basic_pension", "no_procedure", None),
    # A certificate shows what the register holds.
    (certificate, "field: address,", "field: street,", "unknown_field", "street"),
    (certificate, "    hides: [relation]\n", "    hides: [relations]\n", "unknown_name", "relations"),
    (certificate, "    hides: [relation]\n", "", "no_effect", "id: relation"),
    (certificate, "agency: moi", "agency: mois", "not_a_choice", "mois"),
    ("agencies/moi.yaml", "        register_status:\n", "        standing:\n", "unknown_field", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), faults)
def test_a_pack_that_breaks_it_does_not_load(
    tmp_path: Path, file: str, old: str, new: str, code: str, line: str | None
) -> None:
    pack = broken(tmp_path, file, old, new)
    with pytest.raises(ProblemsFound) as found:
        load_procedures(pack, rulebook(), clock())
    problem = next((one for one in found.value.problems if one.code == code), None)
    assert problem is not None, found.value.text("en")
    assert problem.place is not None
    assert problem.message.ko != problem.message.en
    if line is not None:
        lines = (pack / problem.place.file).read_text(encoding="utf-8").splitlines()
        assert line in lines[problem.place.line - 1]


def papers_of(file: Path) -> list[str]:
    """The ids of the papers as they stand in the file."""
    text = file.read_text(encoding="utf-8").split("\npapers:\n")[1]
    return re.findall(r"^  - id: (\w+)$", re.split(r"^\w", text, flags=re.MULTILINE)[0], re.MULTILINE)


mapped = [
    (file.relative_to(KOREA).as_posix(), paper)
    for file in sorted((KOREA / "procedures").glob("*.yaml"))
    for paper in papers_of(file)
]


@pytest.mark.parametrize(("file", "paper"), mapped)
def test_every_mapping_deleted_turns_the_build_red(tmp_path: Path, file: str, paper: str) -> None:
    text = (KOREA / file).read_text(encoding="utf-8")
    begin = text.index(f"\n  - id: {paper}\n", text.index("\npapers:\n"))
    entry = re.match(r"\n  - id: .*\n(    .*\n)+", text[begin:])
    assert entry is not None
    without = re.sub(r"    (evidence|done_by|needed_because):.*\n(      .*\n)*", "", entry.group())
    pack = broken(tmp_path, file, entry.group(), without)
    with pytest.raises(ProblemsFound) as found:
        load_procedures(pack, rulebook(), clock())
    assert "no_mapping" in {problem.code for problem in found.value.problems}


def test_the_papers_of_every_procedure_were_tried() -> None:
    assert len(mapped) == sum(len(one.papers) for one in korea().procedures.values()) == 21
