"""Where the processes of this installation answer for their health, for the operator's page."""

from __future__ import annotations

import json

from django.conf import settings

from madang.config.processes import PROCESSES


def health_addresses() -> dict[str, str]:
    """Name → address of its health, in the order they start; empty where no supervisor of this home has noted any.

    `settings.MADANG_HEALTH_OF` names this function.
    """
    try:
        noted = json.loads((settings.HOME / "run" / "addresses.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {one.name: f"{noted[one.name]}{one.ready_path}" for one in PROCESSES if one.name in noted}
