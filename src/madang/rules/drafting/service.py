"""The door of drafting: a rulebook with other files, what differs then, and figures written into files."""

from __future__ import annotations

from madang.rules.cases import cases_in
from madang.rules.drafting.carrying import carried_on
from madang.rules.drafting.closures import YearOfService, figures_between, promised, years_of_services
from madang.rules.drafting.figures import FigureOfYear, figures_of_year, years_without_figures
from madang.rules.drafting.files import (
    FOLDERS,
    MOST_BYTES,
    MOST_FILES,
    MOST_TOGETHER,
    BadFile,
    files_of,
    pack_files,
    path_of,
    text_of,
    version_of,
)
from madang.rules.drafting.laying import cases_among, laid_over
from madang.rules.drafting.merging import merged
from madang.rules.drafting.typed import BadFigure, figure_in, flow, shown
from madang.rules.drafting.writing import CannotWrite, NewFigure, with_figure, with_years

__all__ = [
    "FOLDERS",
    "MOST_BYTES",
    "MOST_FILES",
    "MOST_TOGETHER",
    "BadFigure",
    "BadFile",
    "CannotWrite",
    "FigureOfYear",
    "NewFigure",
    "YearOfService",
    "carried_on",
    "cases_among",
    "cases_in",
    "figure_in",
    "figures_between",
    "figures_of_year",
    "files_of",
    "flow",
    "laid_over",
    "merged",
    "pack_files",
    "path_of",
    "promised",
    "shown",
    "text_of",
    "version_of",
    "with_figure",
    "with_years",
    "years_of_services",
    "years_without_figures",
]
