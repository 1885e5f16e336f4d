"""Changes in memory: the differences are exactly those of working everybody out anew, one by one or all at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from madang.entitlements.service import Board, FactChange, Incremental, Interpreter, Reach, Stand
from madang.entitlements.standing.differences import kind_of, shown
from madang.entitlements.standing.evaluator import Asked
from madang.rules.service import UNKNOWN, FactValue, Family, Rulebook, check
from tests.town import changes, town

Shown = tuple[str, int | None, int | None, int]


class Counting(Interpreter):
    """Counts what is worked out."""

    count = 0

    def stands(self, asked: Iterable[Asked]) -> Any:
        """As the interpreter."""
        for one in asked:
            self.count += len(one[1])
            yield from super().stands([one])


def board_of(rulebook: Rulebook, families: dict[str, Family]) -> tuple[Board, Counting]:
    counting = Counting(rulebook)
    board = Board(counting, Reach(rulebook), families, everywhere(rulebook))
    counting.count = 0
    return board, counting


def everywhere(rulebook: Rulebook) -> list[str]:
    """The services of the whole country: a board holds the same ones of everybody, wherever they live."""
    return [service.id for service in rulebook.pack.services.values() if not service.area]


def anew(rulebook: Rulebook, board: Board) -> dict[tuple[str, str], Shown]:
    """Everybody by `check`, which shares nothing with the outcomes but the clauses."""
    found: dict[tuple[str, str], Shown] = {}
    for resident, family in board.families.items():
        family = replace(family, persons={id: board.persons[id] for id in family.persons})
        for one in check(rulebook, family, board.services, explain=False):
            low, high = (None, None) if one.amount is None else (one.amount.low, one.amount.high)
            found[resident, one.service] = one.status, low, high, len({name for name, _ in one.missing})
    return found


def standing(board: Board) -> dict[tuple[str, str], Shown]:
    return {(resident, id): shown(stand) for resident, stands in board.stands.items() for id, stand in stands.items()}


def test_a_batch_gives_the_differences_of_a_full_recomputation(rulebook: Rulebook) -> None:
    families = town(rulebook, 25)
    board, counting = board_of(rulebook, families)
    before = anew(rulebook, board)
    assert standing(board) == before
    told = board.apply(changes(rulebook, families, 800))
    after = anew(rulebook, board)
    assert standing(board) == after
    expected = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert {(one.resident, one.service): (shown(one.before), shown(one.after)) for one in told} == expected
    assert len(expected) > 12
    assert counting.count < len(before)


def test_one_by_one_ends_where_the_batch_ends(rulebook: Rulebook) -> None:
    families = town(rulebook, 6)
    at_once, _ = board_of(rulebook, families)
    one_by_one, _ = board_of(rulebook, families)
    stream = list(changes(rulebook, families, 150))
    at_once.apply(stream)
    for change in stream:
        one_by_one.apply([change])
    assert standing(one_by_one) == standing(at_once)


@pytest.mark.parametrize("most", [0, 5, 1_000])
def test_with_a_memory_each_change_leads_where_working_anew_leads(rulebook: Rulebook, most: int) -> None:
    """Facts no longer told and told on other evidence among the changes; of `most` families something is remembered."""
    families = town(rulebook, 6)
    plain, remembering = Interpreter(rulebook), Incremental(rulebook, most)
    boards = [Board(one, Reach(rulebook), families, everywhere(rulebook)) for one in (plain, remembering)]
    chance = random.Random(most)
    for number, change in enumerate(changes(rulebook, families, 150)):
        kind = chance.random()
        held = FactValue(UNKNOWN) if kind < 0.2 else replace(change.value, proven=kind < 0.4)
        told = [board.apply([change._replace(id=f"{number}", value=held)]) for board in boards]
        assert told[0] == told[1]
    assert boards[0].stands == boards[1].stands
    assert boards[0]._reads == boards[1]._reads
    assert len(remembering._kept) == min(most, len(families))


def test_repetitions_and_what_is_known_cost_no_evaluation_and_yield_nothing(rulebook: Rulebook) -> None:
    families = town(rulebook, 4)
    board, counting = board_of(rulebook, families)
    for person in board.persons:  # until a service looks at what they own
        held = board.persons[person].facts["assets.financial"]
        richer = FactChange(f"1 {person}", person, "assets.financial", FactValue(held.value + 50_000_000))  # type: ignore[operator, arg-type]
        board.apply([richer])
        if worked_out := counting.count:
            break
    assert worked_out > 0
    assert board.apply([richer]) == []
    assert board.apply([richer._replace(id="2")]) == []
    assert board.apply([richer._replace(id="3", value=held), richer._replace(id="4")]) == []
    assert counting.count == worked_out


def test_only_services_that_looked_at_the_fact_are_worked_out(rulebook: Rulebook) -> None:
    families = town(rulebook, 8)
    board, counting = board_of(rulebook, families)
    readers = Reach(rulebook).readers("child.birth_registered")
    assert 0 < len(readers) < len(rulebook.pack.services)
    person = next(iter(board.persons))
    told = FactValue(not board.persons[person].facts["child.birth_registered"].value)
    board.apply([FactChange("1", person, "child.birth_registered", told)])
    assert counting.count <= len(readers) * len(board.reached_by[person])


def stand(status: str, low: int | None = None, missing: int = 0) -> Stand:
    return Stand(status, low, low, "", tuple(f"f{number}" for number in range(missing)), "c", frozenset(), None)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, stand("eligible"), "eligible"),
        (stand("unknown", missing=2), stand("eligible", 5), "eligible"),
        (stand("eligible", 5), stand("ineligible"), "lost"),
        (stand("eligible", 5), stand("unknown", missing=1), "lost"),
        (stand("eligible", 5), stand("eligible", 6), "amount"),
        (stand("eligible", 5), stand("eligible", 5), None),
        (stand("unknown", missing=2), stand("unknown", missing=1), "question"),
        (stand("ineligible"), stand("unknown", missing=1), "question"),
        (stand("unknown", missing=1), stand("unknown", missing=1), None),
        (stand("ineligible"), stand("unknown", missing=2), None),
        (stand("unknown", missing=1), stand("ineligible"), None),
    ],
)
def test_kinds(before: Stand | None, after: Stand, kind: str | None) -> None:
    assert kind_of(before, after) == kind
