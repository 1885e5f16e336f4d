"""What may go wrong with decisions, in both languages."""

from __future__ import annotations

from madang.rules.service import Label


class EntitlementsRefused(Exception):
    """Nothing was written. code is stable; :meth:`text` says why in "ko" or "en"."""

    code = "refused"

    def __init__(self, ko: str, en: str) -> None:
        self.label = Label(ko, en)
        super().__init__(f"{ko} / {en}")

    def text(self, language: str) -> str:
        """The reason in "ko" or "en"."""
        return self.label.ko if language == "ko" else self.label.en


class NoSuchService(EntitlementsRefused):
    """A service that the rulebook does not have, or that is not in force on the day."""

    code = "no_such_service"


class NoSuchDecision(EntitlementsRefused):
    """A decision's number that is not there."""

    code = "no_such_decision"


class NoSuchProposal(EntitlementsRefused):
    """A recalculation's number that is not there."""

    code = "no_such_proposal"


class NotSettled(EntitlementsRefused):
    """The answer, or its amount, is still open: nothing can be decided. The text names what is missing."""

    code = "not_settled"


class KeyUsed(EntitlementsRefused):
    """The key was used before for another decision."""

    code = "key_used"


class CannotReplay(EntitlementsRefused):
    """What the decision rests on is not there, or is not what its digest says."""

    code = "cannot_replay"
