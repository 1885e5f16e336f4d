"""What casework refuses, in both languages; each text says what to do next."""

from __future__ import annotations

from madang.rules.service import Refused


class CaseworkRefused(Refused):
    """Nothing was changed."""


class NoSuchCase(CaseworkRefused):
    """No case of that number is there for whoever asks."""

    code = "no_such_case"


class ChangedMeanwhile(CaseworkRefused):
    """Somebody else was quicker: look again, then go on."""

    code = "changed_meanwhile"


class NotNow(CaseworkRefused):
    """The case is in a state in which this cannot be done."""

    code = "not_now"


class NotEntitled(CaseworkRefused):
    """The law gives no other answer than the one the rules work out: it cannot be approved, or not refused."""

    code = "not_entitled"


class NotHeard(CaseworkRefused):
    """An adverse decision needs a notice first, and the time to answer it."""

    code = "not_heard"


class NoSuchOffice(CaseworkRefused):
    """The authority of a case is not among the organisations: an operator has to load them."""

    code = "no_such_office"


class TooLate(CaseworkRefused):
    """The time the law gives is over. The text says until when it was and what is left to do."""

    code = "too_late"


class SameOfficial(CaseworkRefused):
    """Whoever decided does not answer the objection to it."""

    code = "same_official"


class BadInput(CaseworkRefused):
    """Words that are missing, too long, or no words; a day that cannot be."""

    code = "bad_input"


class AutomaticNotAllowed(CaseworkRefused):
    """No statute allows an automatic decision on this service, or something is left to judge."""

    code = "automatic_not_allowed"
