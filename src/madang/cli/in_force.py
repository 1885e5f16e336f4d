"""The rulebook in force, for commands beside a database: the installed pack with all that was released."""

from __future__ import annotations

from madang.rules.service import Rulebook


def rulebook_in_force() -> Rulebook:
    """Once Django is set up. ProblemsFound where the installed pack is at fault."""
    from madang.rulemaking.service import in_force

    return in_force().rulebook
