"""Two rulebooks over one population: what a draft of the law does, whatever it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from madang.insight.whatif.affected import NoEffect
from madang.insight.whatif.result import Figure, WhatIf
from madang.insight.whatif.running import Compiling, Engines, Progress, engine, gone_through
from madang.insight.whatif.source import Source
from madang.rules.columns.service import Columns, Interpreted
from madang.rules.drafting.service import figures_between
from madang.rules.service import Rulebook, ServiceDefinition, services_on


def compare(
    before: Rulebook,
    after: Rulebook,
    services: Collection[str],
    date: dt.date,
    source: Source,
    *,
    kernels: Path | None = None,
    progress: Progress = lambda residents: None,
    compiling: Compiling = lambda done, of: None,
    fast: bool = True,
) -> WhatIf:
    """What going over from one rulebook to the other does to everybody in the source on a day, by service.

    services: ids; of them those that are in force on the day in both are compared. NoEffect when there is none.
    fast: by the compiled engine, FastEngineMissing without it; else by the interpreter, for a small source.
    """
    old, new = (_in_force(book, services, date) for book in (before, after))
    both = [id for id in new if id in old]
    if not both:
        raise NoEffect(sorted(services), date)
    kind = Columns if fast else Interpreted
    engines = Engines(
        engine(before, date, [old[id] for id in both], kernels, compiling, kind),
        engine(after, date, [new[id] for id in both], kernels, compiling, kind),
    )
    looking = kind(after, date, (), also=(*engines.before.wanted, *engines.after.wanted))
    looking.kinds = list(dict.fromkeys((*engines.before.kinds, *engines.after.kinds)))
    return gone_through(engines, [new[id] for id in both], _figures(before, after, both, date), (), source, looking,
                        progress)  # fmt: skip


def _in_force(rulebook: Rulebook, services: Collection[str], date: dt.date) -> dict[str, ServiceDefinition]:
    known = [id for id in rulebook.pack.services if id in services]
    return {one.id: one for one in services_on(rulebook, date, known)}


def _figures(before: Rulebook, after: Rulebook, services: Collection[str], date: dt.date) -> tuple[Figure, ...]:
    """Those that differ and that one of the services reads."""
    read = {name for book in (before, after) for id in services
            for name in book.reach_of_service(book.pack.services[id]).parameters}  # fmt: skip
    return tuple(Figure(name, label, old, new) for label, name, old, new in figures_between(before, after, date)
                 if name in read)  # fmt: skip
