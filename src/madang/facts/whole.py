"""Recording sees all that is known of what it changes, whoever recorded it; acts above settle who may record."""

from __future__ import annotations

from contextlib import AbstractContextManager

from madang.trust.service import entered, system

WORKER = system("facts")


def on_all_facts() -> AbstractContextManager[None]:
    """One transaction, or a part of the caller's, in which everybody's facts are there."""
    return entered(WORKER)
