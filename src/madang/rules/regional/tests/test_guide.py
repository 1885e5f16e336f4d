"""The pack that the guide shows is one: copied out of it, it appears for residents of its place."""

from __future__ import annotations

import re
from pathlib import Path

from madang.rules.service import check, family_from, load_rulebook

GUIDE = Path(__file__).resolve().parents[5] / "docs" / "guide" / "regional-pack.md"
BLOCK = re.compile(r"^`(local_example_gift/[a-z_/.]+)`\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FAMILY = {
    "date": "2026-03-20",
    "applicant": "a",
    "persons": [{"id": "a", "age": 31, "facts": {"local_example_gift.months": 6}}, {"id": "c", "age": 0}],
    "relations": [{"from": "a", "to": "c", "kind": "child"}],
    "residences": [{"persons": ["a", "c"], "region": "경기도 용인시"}],
}


def test_the_pack_of_the_guide_works_as_it_says(tmp_path: Path) -> None:
    found = BLOCK.findall(GUIDE.read_text("utf-8"))
    assert len(found) == 5
    for file, text in found:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    book = load_rulebook(home=tmp_path)
    assert [line for one in book.left_out for line in one.lines("en")] == []
    answers = {one.service: one for one in check(book, family_from(FAMILY, book))}
    answer = answers["local_example_gift"]
    assert (answer.status, answer.amount and answer.amount.low, answer.certainty) == ("eligible", 300_000, "decision")
