"""Why a journey could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from madang.rules.service import Problem


class JourneyRefused(Exception):
    """`reason`: too_large, unreadable or impossible; `problems` say what about the family."""

    def __init__(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.problems = tuple(problems)
