"""The door of the book: the rulebook to be read. Everything is worked out of the rulebook that is given."""

from __future__ import annotations

from madang.rules.book.case_words import difference_words
from madang.rules.book.changes import (
    DefinitionChange,
    Entry,
    FigureChange,
    definition_changes,
    figure_changes,
)
from madang.rules.book.comparing import Comparison, Pair, compared
from madang.rules.book.contradictions import (
    Contradiction,
    FigureConflict,
    TextSays,
    check_contradictions,
    contradictions_of,
    figure_conflicts,
)
from madang.rules.book.counting import (
    Unsure,
    certainties,
    certainties_by_service,
    unsure_figures,
    unsure_regions,
)
from madang.rules.book.covering import Covered, cases_of, covering, day_of
from madang.rules.book.documents import MARK, documents
from madang.rules.book.figures import CERTAINTIES, Figure, figures_of, lasts_until, read_in_span, users_of
from madang.rules.book.parts import Dated, ServiceOnDay, Used, service_on
from madang.rules.book.searching import services_found
from madang.rules.book.step import Step
from madang.rules.book.steps import Walk, walks
from madang.rules.book.words import (
    CASE_WORDS,
    CERTAINTY_WORDS,
    GROUND_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    kind_of,
    life_event,
    value_text,
    value_words,
    words,
)
from madang.rules.book.years import STATES, YEARS, RegionSource, YearStanding, all_years, counts_of, years_of
from madang.rules.model import Clause, Component, ParameterDefinition

__all__ = [
    "CASE_WORDS",
    "CERTAINTIES",
    "CERTAINTY_WORDS",
    "GROUND_WORDS",
    "KIND_WORDS",
    "MARK",
    "STATES",
    "STATE_WORDS",
    "YEARS",
    "Clause",
    "Comparison",
    "Component",
    "Contradiction",
    "Covered",
    "Dated",
    "DefinitionChange",
    "Entry",
    "Figure",
    "FigureChange",
    "FigureConflict",
    "Pair",
    "ParameterDefinition",
    "RegionSource",
    "ServiceOnDay",
    "Step",
    "TextSays",
    "Unsure",
    "Used",
    "Walk",
    "YearStanding",
    "all_years",
    "cases_of",
    "certainties",
    "certainties_by_service",
    "check_contradictions",
    "compared",
    "contradictions_of",
    "counts_of",
    "covering",
    "day_of",
    "definition_changes",
    "difference_words",
    "documents",
    "figure_changes",
    "figure_conflicts",
    "figures_of",
    "kind_of",
    "lasts_until",
    "life_event",
    "read_in_span",
    "service_on",
    "services_found",
    "unsure_figures",
    "unsure_regions",
    "users_of",
    "value_text",
    "value_words",
    "walks",
    "words",
    "years_of",
]
