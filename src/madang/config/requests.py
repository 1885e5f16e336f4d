"""Every request gets an id, is counted, and is told about in one line."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from madang.config import metrics
from madang.config.turns import WAITED

log = structlog.get_logger(__name__)
REQUEST_ID = "X-Request-ID"
ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNLOGGED = ("/static/", "/health/", "/metrics")


def request_context(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: binds ``request_id`` to every log line, echoes it, and measures by route, never by path.

    The route is the URL pattern: a path could carry what somebody typed, a pattern cannot. What a request stood aside
    to wait for (turns.py) is no time of the answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = _request_id(request.headers.get(REQUEST_ID, ""))
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - started - request.META.get(WAITED, 0.0)
        response[REQUEST_ID] = request_id
        route = _route(request)
        metrics.request_finished(route, request.method or "", response.status_code, seconds)
        if not request.path.startswith(UNLOGGED):
            log.info(
                "request", method=request.method, route=route, status=response.status_code, ms=round(seconds * 1000, 1)
            )
        return response

    return middleware


def _request_id(offered: str) -> str:
    """The caller's own id when it is a harmless one, so that one trace runs through several servers."""
    return offered if ACCEPTED_ID.fullmatch(offered) else uuid.uuid4().hex


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.route or "/") if match else "(none)"
