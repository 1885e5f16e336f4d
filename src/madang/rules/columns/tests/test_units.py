"""Who belongs to each unit of everybody, by the kernels and by the interpreter on the same chunk."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.columns.book import Book
from madang.rules.columns.compiling import plain
from madang.rules.columns.families import ChunkFacts
from madang.rules.columns.programme import Programme
from madang.rules.columns.tests.agreeing import Comparison, families_on
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, load_rulebook

DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize("name", load_rulebook().pack.units)
@pytest.mark.parametrize("promised", [False, True])
def test_members_of_everybodys_unit(rulebook: Rulebook, name: str, promised: bool) -> None:
    comparison = Comparison(rulebook, DAY, families_on(rulebook, DAY, range(300, 340), hide=0.0))
    chunk, promise = comparison.examined(_programme(Book(rulebook, DAY), name))
    programme = _programme(Book(rulebook, DAY, promise if promised else None), name)
    arrays = programme.work_out(chunk)
    starts, members, state, lowest = (arrays[ref] for ref in programme.kernels[-1].makes)
    by_home, settled = programme.kernels[-1].by_home, 0
    for row in range(chunk.persons):
        place = int(chunk.home[row]) if by_home else row
        found = members[starts[place] : starts[place + 1]].tolist()
        expected = Reckoning(rulebook, ChunkFacts(rulebook, chunk, DAY, row)).unit(name)
        if state[place] != 0 or not isinstance(expected, list):
            assert state[place] != 0
            continue
        settled += 1
        assert sorted(found) == sorted(int(person.id[1:]) for person in expected)
        assert lowest[place] == min(found, default=-1)
    assert settled > 0.9 * chunk.persons


def _programme(book: Book, name: str) -> Programme:
    book.unit(name)
    return Programme(book, (), None, plain, units=[name])
