"""What can go wrong between us and an agency, as types. None of them carries personal content."""

from __future__ import annotations


class AgencyFailure(Exception):
    """An agency gave no usable answer. `outcome` is down, slow or wrong; `reason` says why, for people."""

    outcome = "down"

    def __init__(self, agency: str, operation: str, reason: str) -> None:
        super().__init__(f"{agency}.{operation}: {reason}")
        self.agency, self.operation, self.reason = agency, operation, reason


class AgencyDown(AgencyFailure):
    """Not reachable, refused, broke off, 5xx, or left alone for a while after failing again and again."""

    outcome = "down"


class AgencySlow(AgencyFailure):
    """No complete answer within the time allowed."""

    outcome = "slow"


class AgencyAnsweredWrongly(AgencyFailure):
    """An answer that is not what the contract promises: not JSON, another shape, too large, an unexpected status."""

    outcome = "wrong"


class UnknownOperation(LookupError):
    """No agency of that name, or no such operation in its contract: a mistake of the caller."""
