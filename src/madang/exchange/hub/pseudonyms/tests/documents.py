"""Documents that name persons, as strategies: what a provider with records may say, and what else may stand beside."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from madang.exchange.hub.registry.entries import Persons

PERSONS = Persons(
    ("numbers[]",),
    ("records[].number", "records[].record.spouse", "records[].record.children[]", "not_found[]"),
    r"(?<![0-9A-Za-z])S\d{7}(?!\d)",
)
NUMBER = re.compile(PERSONS.number)
numbers = st.integers(0, 10**7 - 1).map(lambda number: f"S{number:07}")


def _innocent(text: str) -> bool:
    return NUMBER.search(text) is None


_words = st.text(st.characters(codec="utf-8"), max_size=12).filter(_innocent)
leaves = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | _words
    | st.decimals(allow_nan=False, allow_infinity=False).map(lambda one: one + Decimal(0))
)  # fmt: skip
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=3), max_leaves=8
)
beside = st.dictionaries(
    _words.filter(lambda name: name not in ("numbers", "records", "not_found")), anything, max_size=3
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """An answer."""
    found = []
    for number in draw(st.lists(numbers, max_size=4)):
        record: dict[str, Any] = draw(st.dictionaries(st.sampled_from(("income", "note")), leaves, max_size=2))
        record |= {"spouse": draw(st.none() | numbers), "children": draw(st.lists(numbers, max_size=3))}
        found.append({"number": number, "record": record})
    return draw(beside) | {"records": found, "not_found": draw(st.lists(numbers, max_size=3))}


@st.composite
def searches(draw: st.DrawFn) -> dict[str, Any]:
    """A request, with numbers."""
    return draw(beside) | {"numbers": draw(st.lists(numbers, max_size=6))}
