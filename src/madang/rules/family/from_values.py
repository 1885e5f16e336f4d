"""Plain values → :class:`Family`, as if they had been written down and read; quicker where nothing is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from madang.rules.family.reading import family_of_tree, most_bytes, most_values, read_family
from madang.rules.family.records import Family
from madang.rules.family.writing import to_json
from madang.rules.loading.service import Pack, plain_tree
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regions import Regions


def family_from_values(value: Mapping[str, Any], pack: Pack, regions: Regions, *, date: dt.date) -> Family:
    """The family of values that were kept, on a day: the same as from their text, but quicker.

    What was said at several times and cannot be true at once is read, as registers that disagree are: it was judged
    when it was said. ProblemsFound: what cannot be true of any family. TypeError for what is no plain value.
    """
    return family_of_tree(plain_tree(value, "family.json"), pack, regions, date, date, kept=True)


def family_from_dict(
    value: Mapping[str, Any], pack: Pack, regions: Regions, *, default_date: dt.date | None, filename: str = "family"
) -> Family:
    """The family in a mapping of plain values (as from JSON; Decimal and date allowed). ProblemsFound.

    Sound values are read as they are; of any others the text is read, so that what is wrong has a place in it.
    """
    try:
        tree = plain_tree(value, f"{filename}.json", most_items=most_values, most_letters=most_bytes // 4)
        return family_of_tree(tree, pack, regions, default_date)
    except (TypeError, ProblemsFound):
        return _family_of_text(value, pack, regions, default_date, filename)


def _family_of_text(
    value: Mapping[str, Any], pack: Pack, regions: Regions, default_date: dt.date | None, filename: str
) -> Family:
    try:
        text = to_json(value)
    except (TypeError, ValueError, RecursionError):
        problems = Problems()
        problems.add(
            "wrong_type",
            None,
            "가족은 글·수·날짜로 된 값이어야 합니다.",
            "a family must be made of texts, numbers and dates",
        )
        raise ProblemsFound(problems.found) from None
    return read_family(text, pack, regions, default_date=default_date, filename=f"{filename}.json")
