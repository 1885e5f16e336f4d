"""Where sources disagree: a pack's `contradictions.yaml`, and figures that have another value elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madang.rules.binding.rulebook import Rulebook
from madang.rules.installed import KOREA
from madang.rules.loading.service import Fields, Problems, read_file
from madang.rules.model import DatedValue, Label, ParameterDefinition, Place, ServiceDefinition

GROUNDS = ("hierarchy", "later", "mistake", "undecided")
CERTAINTIES = ("official", "secondary", "to_be_checked")


@dataclass(frozen=True, slots=True)
class TextSays:
    """One of the texts: where it stands, what it says, and whether it is the one that governs."""

    source: str
    says: Label
    governs: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more official texts that disagree. benefit: what they are about, also where the rulebook does not have it.

    figures: (parameter, first day) of the values whose `conflicts:` tell the same. ground: one of GROUNDS; undecided
    where no text governs.
    """

    id: str
    benefit: Label
    title: Label
    texts: tuple[TextSays, ...]
    ground: str
    why: Label
    certainty: str
    place: Place
    services: tuple[str, ...] = ()
    figures: tuple[tuple[str, dt.date], ...] = ()

    def concerns(self, service: ServiceDefinition) -> bool:
        """Whether it is about a service: named by its id, or by its Korean name without what follows in brackets."""
        return service.id in self.services or service.label.ko.split(" (")[0] == self.benefit.ko.split(" (")[0]


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """A dated figure for which some source has another value, told beside the figure (`conflicts:`)."""

    parameter: ParameterDefinition
    value: DatedValue


def contradictions_of(folder: Path = KOREA) -> tuple[Contradiction, ...]:
    """What the pack's file tells, () without one. ProblemsFound."""
    path = folder / "contradictions.yaml"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


def check_contradictions(rulebook: Rulebook, told: tuple[Contradiction, ...]) -> None:
    """ProblemsFound where one names a service that the rulebook lacks, or a figure without another value elsewhere."""
    problems = Problems()
    for one in told:
        _check(one, rulebook, problems)
    problems.check()


def figure_conflicts(rulebook: Rulebook, told: tuple[Contradiction, ...] = ()) -> tuple[FigureConflict, ...]:
    """Every figure with another value elsewhere that `told` does not tell already, in the order of the pack."""
    known = {figure for one in told for figure in one.figures}
    return tuple(
        FigureConflict(parameter, value)
        for parameter in rulebook.pack.parameters.values()
        for value in parameter.values
        if value.conflicts and (parameter.name, value.start) not in known
    )


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> tuple[Contradiction, ...]:
    problems = Problems()
    item = read_file(path.parent, path, problems)
    problems.check()
    assert item is not None
    fields = Fields(item, problems)
    found = tuple(_contradiction(entry) for entry in fields.each("contradictions", required=True))
    fields.close()
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            problems.add("duplicate_name", one.place, f"'{one.id}'이(가) 두 번 나옵니다.", f"'{one.id}' is given twice")
        seen.add(one.id)
    problems.check()
    return found


def _contradiction(fields: Fields) -> Contradiction:
    texts = tuple(_text(entry) for entry in fields.each("texts", required=True))
    ground = fields.one_of("ground", GROUNDS)
    governing = sum(text.governs for text in texts)
    if len(texts) < 2 or governing != (ground != "undecided"):
        fields.problems.add(
            "bad_contradiction", fields.place,
            "글이 둘 이상이고 그 가운데 하나만 따라야 합니다(undecided면 아무것도 따르지 않음).",
            "two texts or more are needed, one of which governs (none where it is undecided)",
        )  # fmt: skip
    return Contradiction(
        id=fields.identifier("id"), benefit=fields.label("benefit"), title=fields.label("title"), texts=texts,
        ground=ground, why=fields.label("why"), certainty=fields.one_of("certainty", CERTAINTIES), place=fields.place,
        services=tuple(item.text for item in fields.items("services")),
        figures=tuple(_figure(entry) for entry in fields.each("figures")),
    )  # fmt: skip


def _text(fields: Fields) -> TextSays:
    return TextSays(fields.text("source"), fields.label("says"), fields.flag("governs"))


def _figure(fields: Fields) -> tuple[str, dt.date]:
    return fields.text("name"), fields.date("from", required=True) or dt.date.min


def _check(one: Contradiction, rulebook: Rulebook, problems: Problems) -> None:
    for service in one.services:
        if service not in rulebook.pack.services:
            problems.add("unknown_service", one.place, f"'{one.id}': '{service}'이라는 서비스가 없습니다.",
                         f"'{one.id}': there is no service '{service}'")  # fmt: skip
    for name, start in one.figures:
        parameter = rulebook.pack.parameters.get(name)
        if parameter is None or not any(value.start == start and value.conflicts for value in parameter.values):
            said = f"'{name}' ({start})"
            problems.add("unknown_figure", one.place, f"'{one.id}': {said}에 다른 값이 적혀 있지 않습니다.",
                         f"'{one.id}': {said} has no conflicts")  # fmt: skip
