"""Names of the agencies that facts come from."""

from __future__ import annotations

from django.utils.translation import gettext as _


def source_words(agency: str) -> str:
    """The agency's name in the page's language; the id itself for one that is not known here."""
    names = {
        "moi": _("Resident register (Ministry of the Interior and Safety)"),
        "nts": _("National Tax Service"),
        "nhis": _("National Health Insurance Service"),
        "ei": _("Employment insurance (Ministry of Employment and Labor)"),
        "welfare": _("Welfare records (Ministry of Health and Welfare)"),
        "court": _("Family register (Supreme Court)"),
        "ask": _("you said so"),
    }
    return names.get(agency, agency)
