"""Follows changes one by one until somebody ends it."""

from __future__ import annotations

import datetime as dt

import django

django.setup()

from madang.entitlements.service import follow_changes  # noqa: E402 - after Django is set up
from madang.rules.service import load_rulebook  # noqa: E402

if __name__ == "__main__":
    rulebook = load_rulebook()
    while True:
        follow_changes(rulebook, dt.date(2026, 3, 20), most=1)
