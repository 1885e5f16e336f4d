"""What may go wrong when facts are recorded, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class FactsRefused(Refused):
    """Nothing was written. code is stable; :meth:`text` says why in "ko" or "en"."""


class BadFact(FactsRefused):
    """A name, value, period or source that cannot be. The text says which line of the batch."""

    code = "bad_fact"


class BatchConflict(FactsRefused):
    """The batch's key was used before for something else."""

    code = "batch_conflict"


class AlreadySuperseded(FactsRefused):
    """Somebody else has corrected or withdrawn the fact before: look again, then decide."""

    code = "already_superseded"


class NoSuchFact(FactsRefused):
    """A fact's id that is not in the log."""

    code = "no_such_fact"
