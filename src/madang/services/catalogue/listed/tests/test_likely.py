"""What is listed as a pack: answered like any other, likely each time, and never what cannot be known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import KOREA, Standing, family_from, load_regions, load_rulebook
from madang.services.catalogue.listed.service import import_from, source_at, write_likely
from madang.services.catalogue.open_data.service import LEFT_OUT, likely
from madang.simulation.service import digest, publish_catalogue

DAY = dt.date(2026, 11, 20)
SAID: dict[str, Any] = {
    "key": "WII000001", "name": "교통비 지원", "agency": "경상남도 창원시", "deadline": {"kind": "always"},
    "place": {"state": "region", "code": "4812000000", "level": "sigungu"},
    "conditions": {"age_from": 19, "age_to": 34, "asks": [["person", ["JA0313"]]]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"conditions": None}, "no_conditions"), ({"conditions": {"unknown": ["JA0499"]}}, "unknown_code"),
        ({"place": {"state": "unclear"}}, "place_unclear"), ({"deadline": {"end": "2026-11-19"}}, "ended"),
        ({"place": {"state": "region", "code": "4812100000", "level": "gu"}}, "place_of_a_gu"),
        ({"ends": "2026-11-19"}, "ended"),
    ],
)  # fmt: skip
def test_what_is_not_known_enough_has_no_definition(change: dict[str, Any], reason: str) -> None:
    assert isinstance(likely("gov24", SAID, load_regions(), DAY), dict)
    assert likely("gov24", SAID | change, load_regions(), DAY) == reason
    assert reason in LEFT_OUT
    assert isinstance(likely("gov24", SAID | {"deadline": {"end": "2026-11-20"}}, load_regions(), DAY), dict)


@pytest.mark.django_db
def test_what_is_listed_is_answered_as_likely(tmp_path: Path) -> None:
    publish_catalogue(200, 8, tmp_path / "pages", dirt=0.1)
    done = import_from(source_at("gov24", str(tmp_path / "pages")), DAY)
    counts = write_likely("gov24", tmp_path / "pack", DAY)
    assert counts["written"] > 100
    assert counts["no_conditions"] > 0
    assert sum(counts.values()) == done.counts["new"]
    assert write_likely("gov24", tmp_path / "again", DAY) == counts
    assert digest(tmp_path / "pack") == digest(tmp_path / "again")
    book = load_rulebook([KOREA, tmp_path / "pack"])
    family = family_from(
        {"date": DAY, "applicant": "a", "persons": [{"id": "a", "birth_date": "1999-05-05"}],
         "residences": [{"persons": ["a"], "region": "경상남도 창원시"}]},
        book,
    )  # fmt: skip
    ids = [id for id in book.pack.services if id.startswith("gov24_")]
    assert len(ids) == counts["written"]
    answers = Standing(book, family).check(ids)
    assert {answer.certainty for answer in answers} == {"likely"}
    assert {answer.status for answer in answers} >= {"ineligible", "unknown"}
    assert all("ask the agency" in answer.notes[0].text.en for answer in answers if answer.notes)
    (tmp_path / "pack" / "letter.txt").write_text("dear")
    with pytest.raises(ValueError, match="other things"):
        write_likely("gov24", tmp_path / "pack", DAY)
