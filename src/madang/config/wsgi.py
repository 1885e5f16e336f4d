"""The WSGI application that Granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from madang.config.tether import tether_to_parent

# Granian forks its workers itself; they too must not outlive it.
tether_to_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
application = get_wsgi_application()
