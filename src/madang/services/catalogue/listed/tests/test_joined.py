"""Records that are services of the rulebook: data of the pack, found both ways, and computed instead of likely."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.rules.service import ProblemsFound, installed_rulebook
from madang.services.catalogue.listed.joined import read_joined
from madang.services.catalogue.listed.service import import_from, joined, shown, source_at, write_likely

DAY = dt.date(2026, 11, 20)
PAGE = (
    "<wantedList><totalCount>1</totalCount><pageNo>1</pageNo><servList><servId>WLF00001132</servId>"
    "<servNm>생계급여</servNm><jurMnofNm>보건복지부</jurMnofNm></servList></wantedList>"
)


NOT_KNOWN = {
    "ctc", "eitc", "emergency_other", "housing_repair", "jobseeker", "maternity_leave", "medical_aid",
    "parental_leave", "pregnancy_medical", "scholarship",
}  # fmt: skip
"""Services whose records' ids have not been seen, or whose record several services share."""


def test_every_service_of_the_rulebook_has_its_record_or_is_known_to_have_none() -> None:
    national = {id for id, service in installed_rulebook().pack.services.items() if not service.area}
    assert set(joined().values()) == national - NOT_KNOWN


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{service: dance, portal: gov24, key: A}", "dance"), ("{service: aid, portal: naver, key: A}", "naver"),
        ("{service: aid, portal: gov24}", "key"), ("{service: aid, portal: gov24, key: B}", "twice"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told(tmp_path: Path, line: str, words: str) -> None:
    text = f"source: x\njoined:\n  - {{service: aid, portal: gov24, key: B}}\n  - {line}\n"
    (tmp_path / "portals.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound, match=words) as found:
        read_joined(tmp_path, frozenset({"aid"}))
    assert "portals.yaml:4" in str(found.value)


@pytest.mark.django_db
def test_a_joined_record_is_found_both_ways_and_is_not_likely(tmp_path: Path) -> None:
    (tmp_path / "detail").mkdir()
    (tmp_path / "list-1.xml").write_text(PAGE, encoding="utf-8")
    import_from(source_at("bokjiro_central", str(tmp_path)), DAY)
    (by_key,), (by_service,) = shown("WLF00001132"), shown("livelihood")
    assert by_key == by_service
    assert (by_key.service, by_key.said["name"]) == ("livelihood", "생계급여")
    assert write_likely("bokjiro_central", tmp_path / "pack", DAY) == {"written": 0, "computed": 1}
