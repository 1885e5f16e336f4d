"""The bitmaps say of every resident what the table and the interpreter say."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from madang.rules.bitmaps.layout import lay_out, padded
from madang.rules.service import (
    KOREA,
    Family,
    Packed,
    Part,
    Rulebook,
    Standing,
    Table,
    TooLarge,
    load_rulebook,
    pack_on,
    packer_on,
    table_on,
)
from madang.rules.tests.conditions.random_services import DAY, rulebook
from madang.rules.tests.conditions.random_services import service as random_service
from madang.rules.tests.conditions.small_source import SmallSource
from madang.rules.tests.failing import without_figure

WAYS = [False, pytest.param(True, marks=pytest.mark.skipif(find_spec("numba") is None, reason="needs numba"))]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("odd") / "pack", 11, 90)


@pytest.fixture(scope="module")
def source(book: Rulebook) -> SmallSource:
    return SmallSource(book, DAY)


@pytest.fixture(scope="module")
def packed(book: Rulebook, source: SmallSource) -> Packed:
    return pack_on(book, DAY, source)


@pytest.fixture(scope="module")
def families(source: SmallSource) -> list[Family]:
    return source.families()


@pytest.fixture(scope="module")
def by_table(book: Rulebook, families: list[Family]) -> dict[str, list[int]]:
    """Service → numbers of the residents whom the table calls eligible, on the day."""
    return members(table_on(book, DAY, random_ids(book)), families)


def random_ids(book: Rulebook) -> list[str]:
    return [id for id in book.pack.services if id.startswith("random_")]


def members(table: Table, families: list[Family]) -> dict[str, list[int]]:
    statuses = np.array([table.match(family).status for family in families])
    return {
        service.id: np.flatnonzero(statuses[:, number] == 2).tolist()
        for number, service in enumerate(table.programmes.services)
    }


def test_members_are_those_the_table_names(packed: Packed, by_table: dict[str, list[int]]) -> None:
    assert packed.residents > 600
    assert len(packed.services) > 60
    for service in packed.services:
        assert packed.members(service).tolist() == by_table[service], service


@pytest.mark.parametrize("compiled", WAYS)
def test_counts_are_the_members(packed: Packed, by_table: dict[str, list[int]], compiled: bool) -> None:
    counts = packed.counts(compiled=compiled)
    assert counts == {service: len(by_table[service]) for service in packed.services}
    assert 0 < sum(counts.values()) < packed.residents * len(counts)


def test_members_are_those_the_interpreter_names(
    book: Rulebook, packed: Packed, families: list[Family], by_table: dict[str, list[int]]
) -> None:
    for number in random.Random(2).sample(range(len(families)), 20):
        answers = Standing(book, families[number]).check(packed.services, explain=False)
        for answer in answers:
            assert (answer.status == "eligible") == (number in by_table[answer.service])
            assert answer.status != "unknown"


@pytest.mark.parametrize("compiled", WAYS)
def test_changes_are_the_difference_of_two_days(
    book: Rulebook, source: SmallSource, packed: Packed, by_table: dict[str, list[int]], compiled: bool
) -> None:
    later = dt.date(2026, 12, 30)
    elsewhen = SmallSource(book, later).families()
    then = members(table_on(book, later, random_ids(book)), elsewhen)
    changes = packed.changes(later, compiled=compiled)
    wanted = {
        service: (len(set(then[service]) - set(now)), len(set(now) - set(then[service])))
        for service, now in by_table.items()
        if service in packed.services
    }
    assert changes == wanted
    assert sum(new for new, _ in changes.values()) > 15
    assert sum(lost for _, lost in changes.values()) > 15


def test_other_law_needs_packing_anew(packed: Packed) -> None:
    with pytest.raises(ValueError, match="법이 바뀝니다"):
        packed.changes(dt.date(2025, 12, 30))


def test_what_fails_for_somebody_is_refused_and_named(packed: Packed, book: Rulebook) -> None:
    failing = [id for id, reason in packed.refused.items() if "neither true nor false" in reason.en]
    assert failing
    for id in failing:
        texts = " ".join(clause.when.text for clause in book.pack.services[id].clauses)
        assert "long_gone" in texts or " / " in texts
    assert "amount" in packed.refused["basic_pension"].en


def test_a_figure_taken_away_refuses_what_reads_it_and_moves_nobody_else(
    book: Rulebook, source: SmallSource, packed: Packed
) -> None:
    reach = {id: book.reach_of_service(book.pack.services[id]).parameters for id in packed.services}
    figures = sorted(frozenset().union(*reach.values()))
    assert figures
    for name in figures:
        broken = pack_on(without_figure(book, name, DAY), DAY, source)
        gone = set(packed.services) - set(broken.services)
        assert gone
        assert all(name in reach[id] for id in gone)
        counts = packed.counts(compiled=False)
        assert broken.counts(compiled=False) == {id: counts[id] for id in broken.services}


def test_what_does_not_fit_is_refused_before_anything_is_read(
    book: Rulebook, source: SmallSource, packed: Packed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pack_on(book, DAY, source, memory=packed.bytes).bytes == packed.bytes
    monkeypatch.setattr(source, "codes", None)
    with pytest.raises(TooLarge) as refused:
        pack_on(book, DAY, source, memory=packed.bytes - 1)
    assert (refused.value.needed, refused.value.given) == (packed.bytes, packed.bytes - 1)
    assert "메모리" in refused.value.label.ko
    assert "memory" in refused.value.label.en


def test_two_processes_pack_the_same(book: Rulebook, source: SmallSource, packed: Packed) -> None:
    together = pack_on(book, DAY, source, workers=2)
    assert np.array_equal(together.planes, packed.planes)
    assert together.refused == packed.refused


class OneBlock(SmallSource):
    """One block of a source, as a source of its own."""

    def __init__(self, source: SmallSource, part: Part) -> None:
        super().__init__(source.rulebook, source.on, seed=source.seed)
        self.part = part

    def parts(self) -> list[Part]:
        return [Part(0, self.part.first, self.part.residents)]

    def codes(self, part: Part, columns: Sequence[str]) -> dict[str, Any]:
        return super().codes(self.part, columns)


@pytest.mark.parametrize("compiled", WAYS)
def test_blocks_packed_one_by_one_add_up_to_the_whole(
    book: Rulebook, source: SmallSource, packed: Packed, compiled: bool
) -> None:
    packer = packer_on(book, DAY, source)
    every = [packer.pack(OneBlock(source, part)) for part in source.parts()]
    refused = {id for one in every for id in one.refused}
    assert refused == packed.refused.keys()
    counts = packed.counts(compiled=compiled)
    summed = {id: sum(one.counts(compiled=compiled).get(id, 0) for one in every) for id in counts}
    assert summed == counts
    members = {id: np.concatenate([one.members(id) for one in every]).tolist() for id in packed.services[:20]}
    assert members == {id: packed.members(id).tolist() for id in members}


def test_what_looks_at_others_is_refused(tmp_path_factory: pytest.TempPathFactory, source: SmallSource) -> None:
    folder = tmp_path_factory.mktemp("others") / "pack"
    rulebook(folder, 3, 1)
    plain = random_service(random.Random(3), 0)
    texts = {
        "children": "some c in applicant.children satisfies c.age < 8",
        "months": "monthly average(employment.earned_income, 3) > 5",
        "absent": "car.value > 5",
        "kin": "count(applicant.children) > 1",
    }
    clause = {"id": "c", "law": "-", "label": {"ko": "-", "en": "-"}}
    made = [{**plain, "service": f"random_{id}", "clauses": [{**clause, "when": when}]} for id, when in texts.items()]
    (folder / "services" / "all.yaml").write_text(json.dumps({"services": made}), encoding="utf-8")
    found = pack_on(load_rulebook([KOREA, folder]), DAY, source).refused
    assert {id: found[f"random_{id}"].en for id in texts} == {
        "children": "it looks at other people",
        "months": "it reads a flow over several months or years",
        "absent": "the population has no column 'car.value'",
        "kin": "it looks at other people",
    }


def test_every_resident_has_one_bit() -> None:
    chance = np.random.default_rng(4)
    sizes = chance.integers(0, 200, (7, 4)) * chance.integers(0, 2, (7, 4))
    firsts = np.r_[0, np.cumsum(sizes.sum(axis=1))]
    parts = [Part(number, int(firsts[number]), row) for number, row in enumerate(sizes)]
    layout = lay_out(parts)
    found = []
    for number, part in enumerate(parts):
        rows, there = padded(part.residents)
        position = np.concatenate(
            [
                np.arange(start * 64, (start - (-size // 64)) * 64)
                for start, size in zip(layout.starts[number].tolist(), sizes[number].tolist(), strict=True)
                if size
            ]
            or [np.zeros(0, np.int64)]
        )
        mine = position[there]
        assert layout.numbers(mine // 64, mine % 64).tolist() == (part.first + rows[there]).tolist()
        found += mine.tolist()
    assert len(set(found)) == len(found) == sizes.sum()
