"""Consents read: those that may carry a fetch, those a person gave or is helped by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q

from madang.exchange.mydata.models import Consent


def about(givers: Collection[str], purposes: Sequence[str], applicant: str) -> list[Consent]:
    """Everything these persons said about these purposes for this applicant's sake. One query.

    What somebody said for their own sake (alerts) holds whoever of the household is looked at.
    """
    of_case = Q(applicant=applicant) | Q(purpose="benefit_alerts")
    return list(Consent.objects.filter(of_case, giver__in=list(givers), purpose__in=list(purposes)).order_by("pk"))


def consents_of(person: str) -> list[Consent]:
    """All a person gave, the latest first; in whose context it runs decides who is there. One query."""
    return list(Consent.objects.filter(giver=person).order_by("-given_at", "-pk"))


def consents_for(applicant: str, application: str = "") -> list[Consent]:
    """What was said for the sake of an applicant, or of one application. One query."""
    rows = Consent.objects.filter(applicant=applicant)
    return list((rows.filter(application=application) if application else rows).order_by("giver", "-given_at"))
