"""Grounds, consents and facts are settled inside as a worker; who may ask for it is settled by acts and the policy."""

from __future__ import annotations

from contextlib import AbstractContextManager

from madang.trust.service import entered, system

WORKER = system("mydata")


def on_everybody() -> AbstractContextManager[None]:
    """One transaction, or a part of the caller's, in which everybody's rows are there."""
    return entered(WORKER)
