"""Layers of memory: what is remembered is always what would be worked out afresh, however often facts change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.rules.reckoning.memory import Memory
from madang.rules.reckoning.uncertain import FactKey

FACTS: list[FactKey] = [(name, "a") for name in "uvwxyz"]
NAMES = ["one", "two", "three", "four"]
READS = {"one": "uv", "two": "wx", "three": "", "four": "z"}
"""`three` reads through `one` and `two`, `four` through `three`."""

THROUGH = {"three": ("one", "two"), "four": ("three",)}


class Sums:
    """Values that are sums of facts, some of them through other values, remembered in a memory."""

    def __init__(self, facts: dict[FactKey, int], memory: Memory) -> None:
        self.facts, self.memory, self.worked_out = facts, memory, 0

    def value(self, name: str) -> int:
        found: int = self.memory.remember(name, lambda: self._work_out(name))
        return found

    def _work_out(self, name: str) -> int:
        self.worked_out += 1
        keys = [(letter, "a") for letter in READS[name]]
        self.memory.note(*keys)
        return sum(self.facts[key] for key in keys) + sum(map(self.value, THROUGH.get(name, ())))

    def told(self, changes: dict[FactKey, int]) -> Sums:
        return Sums({**self.facts, **changes}, self.memory.without(*changes))

    def afresh(self, name: str) -> int:
        return Sums(self.facts, Memory()).value(name)


steps = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), max_size=3),
        st.dictionaries(st.sampled_from(FACTS), st.integers(0, 9), min_size=1, max_size=2),
    ),
    max_size=12,
)


@given(steps, st.lists(st.integers(0, 12), max_size=4))
def test_every_layer_says_what_is_true_of_its_own_facts(
    changes: list[tuple[list[str], dict[FactKey, int]]], back: list[int]
) -> None:
    layers = [Sums(dict.fromkeys(FACTS, 0), Memory())]
    for asked, told in changes:
        for name in asked:
            assert layers[-1].value(name) == layers[-1].afresh(name)
        layers.append(layers[-1].told(told))
    for place in [*back, *range(len(layers))]:
        layer = layers[min(place, len(layers) - 1)]
        for name in NAMES:
            assert layer.value(name) == layer.afresh(name)


def test_what_does_not_rest_on_the_fact_is_not_worked_out_again() -> None:
    first = Sums(dict.fromkeys(FACTS, 1), Memory())
    assert first.value("four") == 5
    second = first.told({("u", "a"): 5})
    assert (second.value("two"), second.worked_out) == (2, 0)
    assert (second.value("four"), second.worked_out) == (9, 3)


def test_what_was_never_worked_out_has_no_reads() -> None:
    with pytest.raises(KeyError):
        Memory().reads("one")


@pytest.mark.parametrize("fail", [True, False])
def test_a_failure_is_not_remembered_but_its_reads_count(fail: bool) -> None:
    memory = Memory()

    def inner() -> int:
        memory.note(("u", "a"))
        return 1 // 0 if fail else 1

    def outer() -> str:
        memory.note(("v", "a"))
        try:
            memory.remember("inner", inner)
        except ZeroDivisionError:
            return "failed"
        return "done"

    assert memory.remember("outer", outer) == ("failed" if fail else "done")
    assert memory.reads("outer") == {("u", "a"), ("v", "a")}
