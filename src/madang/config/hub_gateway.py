"""The hub's gateway as the ASGI application that Granian serves, and how it is served."""

from __future__ import annotations

import os

import django
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings

from madang.config import environment
from madang.config.database import fitness

HEADER_MILLISECONDS = 10_000


def serve(host: str, port: int) -> int:
    """Serves until SIGTERM. Refuses to start with a role that row-level security would not hold.

    One worker: what was said once is remembered in it, and a core carries more than a country's agencies ask.
    """
    fitness.check_fitness(environment.required("DATABASE_URL"))
    environment.required("MADANG_KEY_HUB")
    Granian(
        "madang.config.hub_gateway:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS, max_buffer_size=128 * 1024),
        websockets=False,
        workers=1,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        log_enabled=False,
        workers_kill_timeout=4,
    ).serve()
    return 0


def application() -> object:
    """Made in the worker that serves it; it does not outlive Granian."""
    from madang.config.tether import tether_to_parent

    tether_to_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
    django.setup()
    from django.conf import settings

    from madang.exchange.hub import service as hub
    from madang.exchange.hub.signing.service import Signer

    configuration = hub.Configuration(
        signer=Signer.of(environment.required("MADANG_KEY_HUB")),
        addresses=hub.address_of_service,
        secret=settings.HUB_EVENT_SECRET,
        camel=environment.flag("MADANG_HUB_CAMEL_ERRORS"),
        instance=environment.text("MADANG_INSTANCE"),
    )
    return hub.gateway(configuration, environment.required("DATABASE_URL"))
