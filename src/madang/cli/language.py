"""The language a command speaks: the terminal's, Korean unless it is English."""

from __future__ import annotations

import os


def language() -> str:
    """ "ko" or "en"."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "ko"
