"""Which services read the changed figures, and what the figures were and become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from madang.insight.whatif.result import Figure
from madang.rules.service import Change, Label, Rulebook, ServiceDefinition, figure_on, label_of_change, services_on


class NoEffect(Exception):
    """No service in force on the day reads any of the changed figures; carries the reason in both languages."""

    def __init__(self, names: Sequence[str], date: dt.date) -> None:
        listed = ", ".join(names)
        self.label = Label(
            f"{date.isoformat()}에 시행 중인 서비스 가운데 {listed} 수치를 읽는 것이 없습니다.",
            f"no service in force on {date.isoformat()} reads {listed}",
        )
        super().__init__(f"{self.label.ko} / {self.label.en}")


def affected(
    rulebook: Rulebook, changes: Sequence[Change], date: dt.date
) -> tuple[tuple[ServiceDefinition, ...], tuple[Label, ...]]:
    """(services that read a changed figure, labels of the figures that none reads). NoEffect when there is none."""
    names = {change.name for change in changes}
    read = {service.id: rulebook.reach_of_service(service).parameters for service in services_on(rulebook, date)}
    services = tuple(one for one in services_on(rulebook, date) if read[one.id] & names)
    if not services:
        raise NoEffect(sorted(names), date)
    unread = names - frozenset().union(*read.values())
    parameters = rulebook.pack.parameters
    return services, tuple(parameters[name].label for name in sorted(unread))


def figures_of(rulebook: Rulebook, after: Rulebook, changes: Sequence[Change], date: dt.date) -> tuple[Figure, ...]:
    """Each changed figure as it is and as it would be; an entry or item alone where only that was changed."""
    found: dict[str, Figure] = {}
    for change in changes:
        before, then = (_part(figure_on(book, change.name, date), change) for book in (rulebook, after))
        found[change.target] = Figure(change.target, label_of_change(change, rulebook.pack.parameters), before, then)
    return tuple(found.values())


def _part(value: object, change: Change) -> object:
    if isinstance(value, dict) and change.key is not None:
        return value[change.key]
    if isinstance(value, list) and change.number is not None:
        return value[change.number - 1]
    return value
