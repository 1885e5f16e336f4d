"""What may go wrong when facts are recorded, in both languages."""

from __future__ import annotations

from madang.rules.service import Label


class FactsRefused(Exception):
    """Nothing was written. code is stable; :meth:`text` says why in "ko" or "en"."""

    code = "refused"

    def __init__(self, ko: str, en: str) -> None:
        self.label = Label(ko, en)
        super().__init__(f"{ko} / {en}")

    def text(self, language: str) -> str:
        """The reason in "ko" or "en"."""
        return self.label.ko if language == "ko" else self.label.en


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
