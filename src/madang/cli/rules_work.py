"""The worker of the rules' room: works out what a draft would do to everybody, one at a time, with its progress."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang.cli.heartbeat import heartbeat
from madang.cli.nation_commands import kernels_folder

if TYPE_CHECKING:
    from madang.insight.service import Source
    from madang.rulemaking.service import Work

PAUSE, AWAY = 20.0, 0.5
"""Seconds after which it looks without having been rung; before a database that is away is tried again."""
SAMPLE, FEW, SEED = 50_000, 2_000, 2026
"""Residents that are drawn where there is no simulated province beside the house, to stand for the nation."""


def work_for_ever(port: int | None) -> int:
    """Woken by whoever asks. What a kill interrupts is begun again later."""
    from django.db import Error, connection
    from psycopg import OperationalError

    from madang.rulemaking.service import EFFECTS
    from madang.trust.service import rings

    with heartbeat(port) as beat:
        while True:
            try:
                for _ in rings(EFFECTS, PAUSE):
                    beat()
                    while work_once(beat):
                        beat()
            except (Error, OperationalError):
                connection.close()
                time.sleep(AWAY)


def work_once(beat: Any = lambda: None) -> bool:
    """Works out the effect that waits longest; False where none waits."""
    from madang.rulemaking import service as rulemaking

    effect = rulemaking.take_effect()
    if effect is None:
        return False
    try:
        rulemaking.keep_effect(effect, _worked_out(rulemaking.work_of(effect), beat))
    except Exception as error:  # whatever it is, somebody waits for an answer, and the next one for their turn
        rulemaking.refuse_effect(effect, rulemaking.why_not(_known(error)))
    return True


def _worked_out(work: Work, beat: Any) -> dict[str, Any]:
    from madang.insight.service import compare, summary
    from madang.rulemaking.service import progressed

    fast = importlib.util.find_spec("numba") is not None
    source = population() if fast else few()
    counted = [0]

    def progress(residents: int) -> None:
        counted[0] += residents
        progressed(work.effect, counted[0], source.counted)
        beat()

    progressed(work.effect, 0, source.counted)
    result = compare(
        work.before, work.after, work.services, work.on, source, kernels=kernels_folder(), progress=progress,
        compiling=lambda done, of: beat(), fast=fast,
    )  # fmt: skip
    carried = [{"ko": label.ko, "en": label.en} for label in work.carried]
    return {**summary(result), "carried": carried}


def population() -> Source:
    """The simulated province beside this house, or a sample drawn for the nation."""
    from django.conf import settings

    from madang.simulation.service import open_population, source_drawn, source_of

    try:
        return source_of(open_population(Path(settings.HOME) / "province"))
    except (OSError, ValueError):
        return source_drawn(SAMPLE, SEED, "nation")


def few() -> Source:
    """So many that the interpreter is done with them in a minute, where the compiled engine is not installed."""
    from madang.simulation.service import source_drawn

    return source_drawn(FEW, SEED, "nation")


def _known(error: Exception) -> Exception:
    """An import that fails is the engine that is not installed."""
    from madang.rules.service import Refused

    if isinstance(error, ImportError):
        return Refused(
            "빠른 계산에는 numba가 필요합니다: make setup-nation", "The fast engine needs numba: make setup-nation"
        )
    return error
