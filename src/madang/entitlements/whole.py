"""Outcomes are worked out on all that is known, whoever asks: half a family would give a wrong answer in silence.

What may be shown of it is settled where it is read: by disclosures and by the walls of the rows it is kept in.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from madang.trust.service import entered, system

WORKER = system("entitlements")


def on_all_facts() -> AbstractContextManager[None]:
    """One transaction, or a part of the caller's, in which everybody's facts are there."""
    return entered(WORKER)
