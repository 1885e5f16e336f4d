"""What a column of a table may name: the facts and shared derived values of a rulebook, by id or by label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from madang.rules.loading.service import Pack, nearest
from madang.rules.model import Choice, Label

_kinds = {
    "money": "number",
    "number": "number",
    "rate": "number",
    "boolean": "boolean",
    "date": "date",
    "choice": "choice",
    "region": "region",
}
_gaps = re.compile(r"\s+")
_likenesses = str.maketrans(
    {"≤": "<=", "≥": ">=", "≠": "!=", "∼": "~", "〜": "~", "～": "~", "、": ",", "，": ",", ";": ",", "…": "..."}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A value that rows may set conditions on.

    kind: number, boolean, date, choice or region; None for one that cannot stand in a column (a text, a list).
    unit: as the vocabulary says it (KRW, days …), "rate" for a share, None where none is known. whole: it is counted
    in whole numbers. low, high: inclusive bounds of the fact.
    """

    name: str
    kind: str | None
    label: Label
    unit: str | None = None
    whole: bool = False
    low: int | None = None
    high: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter that a cell may name instead of a number or date. unit as in :class:`Subject`."""

    name: str
    kind: str
    unit: str | None


def normal(text: str) -> str:
    """Full-width letters and the many signs for one thing made alike (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text.translate(_likenesses)).translate(_likenesses).strip()


def folded(text: str) -> str:
    """A word as it is compared: made alike, without capitals and blanks."""
    return _gaps.sub("", normal(text)).casefold()


class Subjects:
    """The subjects and figures of a pack, found by id, short id, or label in either language."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.by_name = _subjects(pack)
        self._by_label: dict[str, list[str]] = {}
        for subject in self.by_name.values():
            for label in dict.fromkeys((folded(subject.label.ko), folded(subject.label.en))):
                self._by_label.setdefault(label, []).append(subject.name)
        self.figures = dict(_figures(pack))
        self._figures_by_label = {folded(pack.parameters[name].label.ko): name for name in self.figures}

    def named(self, text: str) -> Subject | None:
        """The subject with this id; person. and residence. may be left out."""
        name = text.strip()
        for candidate in (name, f"person.{name}", f"residence.{name}"):
            if candidate in self.by_name:
                return self.by_name[candidate]
        return None

    def find(self, text: str) -> list[Subject]:
        """The subjects a heading may mean: one by its id, else all with that label."""
        exact = self.named(text)
        return [exact] if exact else [self.by_name[name] for name in self._by_label.get(folded(text), ())]

    def like(self, text: str) -> list[str]:
        """Up to three subjects whose id or label is most like a mistyped one, as "label (id)"."""
        word = folded(text)
        names = [name for label in nearest(word, self._by_label) for name in self._by_label[label]]
        names += [name for label, some in self._by_label.items() if len(word) > 1 and word in label for name in some]
        names += nearest(text.strip(), self.by_name)
        return [f"{self.by_name[name].label.ko} ({name})" for name in dict.fromkeys(names)][:3]

    def figure(self, text: str) -> Figure | None:
        """The figure `parameter.name`, or the one with this Korean label."""
        name = text.strip().removeprefix("parameter.")
        if text.strip().startswith("parameter."):
            return self.figures.get(name)
        found = self._figures_by_label.get(folded(text))
        return self.figures[found] if found else None


def _subjects(pack: Pack) -> Mapping[str, Subject]:
    found = {}
    for fact in pack.facts.values():
        whole = fact.type == "money" or fact.unit in ("days", "months", "years", "people", "grade", "cc")
        found[fact.name] = Subject(
            fact.name, _kinds.get(fact.type), fact.label, fact.unit, whole, fact.low, fact.high, fact.choices
        )
    for name, definitions in pack.derived.items():
        first = definitions[0]
        label = next((one.label for one in definitions if one.label), Label(name, name))
        unit = {"money": "KRW", "rate": "rate"}.get(first.type or "")
        if name == "person.age":
            unit = "years"  # 민법 §158: counted in full years
        found[name] = Subject(name, _kinds.get(first.type or ""), label, unit, first.type == "money" or unit == "years")
    return found


def _figures(pack: Pack) -> Iterable[tuple[str, Figure]]:
    units = {"money": "KRW", "rate": "rate"}
    for parameter in pack.parameters.values():
        if parameter.type in ("money", "number", "rate", "date"):
            kind = "date" if parameter.type == "date" else "number"
            yield parameter.name, Figure(parameter.name, kind, units.get(parameter.type))
