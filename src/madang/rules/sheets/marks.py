"""Cells that name things instead of measuring them: yes and no, choices by label, regions by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from madang.rules.loading.service import nearest
from madang.rules.model import Label
from madang.rules.problems import ProblemsFound
from madang.rules.regions import Regions
from madang.rules.sheets.columns import Subject, folded
from madang.rules.sheets.faults import CellFault, shown

_yes = {"예", "네", "yes", "y", "true", "o", "○", "참"}
_no = {"아니오", "아니요", "no", "n", "false", "x", "×", "거짓"}


@dataclass(frozen=True, slots=True)
class Places:
    """Regions as they are named on a day."""

    regions: Regions
    day: dt.date


def read_marks(text: str, subject: Subject, places: Places) -> list[str | bool]:
    """The values a cell names, without repeats, in order. CellFault: one of them is none of the subject's."""
    parts = [part.strip().strip('"“”').strip() for part in text.split(",")]
    if subject.kind == "boolean":
        return list(dict.fromkeys(_flag(part, subject) for part in parts))
    if subject.kind == "region":
        return list(dict.fromkeys(_region(part, places) for part in parts))
    return list(dict.fromkeys(_choices(parts, subject)))


def _flag(word: str, subject: Subject) -> bool:
    folded_word = word.casefold()
    if folded_word in _yes or folded_word in _no:
        return folded_word in _yes
    raise CellFault(
        "wrong_type",
        f"'{shown(subject.label.ko)}'에는 예나 아니오를 적습니다 ('{shown(word)}' 아님).",
        f"'{shown(subject.label.en)}' takes 예 or 아니오 (yes or no), not '{shown(word)}'",
    )


def _region(word: str, places: Places) -> str:
    try:
        return places.regions.find(word, places.day).code
    except ProblemsFound as found:
        message = found.problems[0].message
        raise CellFault(
            "unknown_region",
            f"{message.ko} 시·도나 시·군·구의 이름 또는 코드를 적어 주세요.",
            f"{message.en}; write the name or code of a province, city, county or district",
        ) from None


def _choices(parts: Sequence[str], subject: Subject) -> list[str]:
    """Labels may hold commas themselves: the longest run of parts that is a label is taken."""
    known = names_of(subject)
    found: list[str] = []
    start = 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            value = known.get(folded(", ".join(parts[start:end])))
            if value is not None:
                found.append(value)
                start = end
                break
        else:
            raise _unknown(parts[start], subject, known)
    return found


def names_of(subject: Subject) -> Mapping[str, str]:
    """Every way to name a choice of the subject, folded, to its value; labels before values."""
    names = {folded(choice.value): choice.value for choice in subject.choices}
    for choice in subject.choices:
        for label in (choice.label.en, choice.label.ko):
            names[folded(label)] = choice.value
    return names


def _unknown(word: str, subject: Subject, known: Mapping[str, str]) -> CellFault:
    near = nearest(folded(word), known)
    labels = {choice.value: choice.label for choice in subject.choices}
    meant = [labels[known[name]] for name in near] or list(labels.values())[:6]
    meant = list(dict.fromkeys(meant))
    return CellFault(
        "unknown_choice",
        f"'{shown(subject.label.ko)}' 선택지에 '{shown(word)}'은(는) 없습니다. 있는 것 가운데 골라 주세요.",
        f"'{shown(subject.label.en)}' has no choice '{shown(word)}'; take one of those there are",
        Label(", ".join(shown(label.ko) for label in meant), ", ".join(shown(label.en) for label in meant)),
    )
