"""What may go wrong with decisions, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class EntitlementsRefused(Refused):
    """Nothing was written. code is stable; :meth:`text` says why in "ko" or "en"."""


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
