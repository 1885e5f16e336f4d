"""The WSGI application that Granian serves."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from madang.config.tether import tether_to_parent


def _ready() -> WSGIHandler:
    """The application once the first visitor need not wait for what is read only once."""
    application = get_wsgi_application()
    from madang.portal.service import warm

    warm()
    return application


# Granian forks its workers itself; they too must not outlive it.
tether_to_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
application = _ready()
