"""The commonest change: the figures of a service for another year, written into the files of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from madang.rules.drafting.service import NewFigure, promised, with_figure, with_years
from madang.rules.service import Rulebook


def with_figures_of_year(
    rulebook: Rulebook, files: Mapping[str, str], service: str, year: int, figures: Iterable[NewFigure]
) -> dict[str, str]:
    """The files that become other ones: path → text. KeyError for what the rulebook does not have; CannotWrite.

    rulebook, files: of the draft as it stands. The service promises the year from then on.
    """
    found: dict[str, str] = {}
    for figure in figures:
        path = rulebook.pack.parameters[figure.name].place.file
        found[path] = with_figure(found.get(path, files[path]), figure)
    span = promised(rulebook, service)
    if span is not None and not span[0] <= year <= span[1]:
        path = rulebook.pack.services[service].place.file
        first, last = min(span[0], year), max(span[1], year)
        found[path] = with_years(found.get(path, files[path]), service, first, last)
    return {path: text for path, text in found.items() if text != files[path]}
