"""`make run`: one machine, plain HTTP, people who do not exist."""

from __future__ import annotations

from madang.config import environment, hub_keys
from madang.config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.items("MADANG_HOSTS")]
SECRET_KEY = environment.text("MADANG_SECRET_KEY", "only-for-commands-that-sign-nothing")
MADANG_DEMO = environment.flag("MADANG_DEMO", default=True)
HUB_EVENT_SECRET = hub_keys.event_secret(SECRET_KEY)
