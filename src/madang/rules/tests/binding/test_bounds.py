"""What would take too long to examine is refused unread, by file and line, and never holds anybody up."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from madang.rules.service import ProblemsFound, load_rulebook
from madang.rules.tests.binding.a_pack import spoil, write

CONDITION, MOST_SECONDS = "total.income <= parameter.line", 20
RELATIVES = "some a in applicant.children satisfies some b in a.children satisfies some c in b.children satisfies "


@pytest.mark.parametrize(
    "text",
    [
        "some x in 1..2000 satisfies some y in 1..2000 satisfies x + y < 0",
        "some x in 1..90 satisfies some y in 1..90 satisfies x + y < 0",
        "some x in 1..100000000 satisfies x > age",
        "count(for x in 1..1000000 return x) > 0",
        "10 ** 10000000 > age",
        RELATIVES + "some d in c.children satisfies d.age < 0",
    ],
)
def test_a_condition_that_would_take_too_long_is_told_by_line(tmp_path: Path, text: str) -> None:
    assert told(spoil(tmp_path, CONDITION, text)) == [("too_costly", "services/aid.yaml:11")]


def test_a_value_that_many_read_is_told_once_where_it_stands(tmp_path: Path) -> None:
    folder = spoil(tmp_path, '"sum(for p in unit return p.work.income)"', '"sum(for x in 1..5000 return x)"')
    assert told(folder) == [("too_costly", "vocabulary/facts.yaml:9")]


def test_many_conditions_that_may_each_stand_are_not_all_worked_out(tmp_path: Path) -> None:
    """Each takes what it may; a draft has room for thousands."""
    write(tmp_path)
    file = tmp_path / "services" / "aid.yaml"
    long = f"some x in 1..90 satisfies sum([{', '.join(['x'] * 140)}])"
    lines = [
        f"  - {{id: c{number}, when: '{long} < {number} - 100', law: 법 §2, label: {{ko: 소득, en: Income}}}}"
        for number in range(70)
    ]
    file.write_text(file.read_text("utf-8").replace("clauses:\n", "clauses:\n" + "\n".join(lines) + "\n"), "utf-8")
    found = told(tmp_path)
    assert found[-1][0] == "too_costly"
    assert len(found) < len(lines)


def test_values_that_rest_on_hundreds_of_others_are_told(tmp_path: Path) -> None:
    lines = ["derived:"]
    lines += [
        f"  - {{name: total.d{number}, unit: home, type: number, law: 법, label: {{ko: 합, en: Sum}}, "
        f"value: '{f'total.d{number - 1} + 1' if number else 1}'}}"
        for number in reversed(range(400))
    ]
    (write(tmp_path) / "vocabulary" / "chain.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    assert told(tmp_path) == [("too_deep", "pack.yaml:1")]


def told(folder: Path) -> list[tuple[str, str]]:
    """What is wrong with the pack, which is said at once."""
    begun = time.process_time()
    with pytest.raises(ProblemsFound) as found:
        load_rulebook([folder])
    assert time.process_time() - begun < MOST_SECONDS
    assert all(problem.message.ko and problem.message.en for problem in found.value.problems)
    return [(problem.code, str(problem.place)) for problem in found.value.problems]
