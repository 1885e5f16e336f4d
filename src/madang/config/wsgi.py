"""The WSGI application that Granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from madang.config import environment
from madang.config.stopping import when_asked_to_stop
from madang.config.tether import tether_to_parent
from madang.config.turns import Application, Turns


def _ready() -> Application:
    """The application once the first visitor need not wait for what is read only once.

    With turns where `madang serve` has said how many: without, no request can stand aside.
    """
    application = get_wsgi_application()
    from madang.portal.service import warm
    from madang.rulemaking.service import ready, watch

    ready()
    warm()
    watch()
    turns, places = environment.text("MADANG_TURNS"), environment.text("MADANG_PLACES")
    if not turns or not places:
        return application
    taken = Turns(application, int(turns), int(places))
    when_asked_to_stop(taken.close)
    return taken


# Granian forks its workers itself; they too must not outlive it.
tether_to_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
application = _ready()
