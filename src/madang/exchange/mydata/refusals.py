"""What mydata refuses, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class MydataRefused(Refused):
    """Nothing was changed and nobody was asked."""


class NoSuchPurpose(MydataRefused):
    """Neither a service of the rulebook nor another purpose that grounds are kept for."""

    code = "no_such_purpose"


class NothingToConsent(MydataRefused):
    """For this purpose nothing is asked of that person that needs them to agree."""

    code = "nothing_to_consent"


class AnotherText(MydataRefused):
    """The text that was agreed to is not the one that holds now: it has to be shown again."""

    code = "another_text"


class NoSuchConsent(MydataRefused):
    """Not there, or not yours to see."""

    code = "no_such_consent"


class ConsentEnded(MydataRefused):
    """It was withdrawn, or another one took its place."""

    code = "consent_ended"


class NoEvidence(MydataRefused):
    """An official who records what somebody said or signed names where that can be seen."""

    code = "no_evidence"


class NotQuarantined(MydataRefused):
    """The feed of that agency is not held back, or there is no such agency."""

    code = "not_quarantined"
