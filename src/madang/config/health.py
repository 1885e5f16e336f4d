"""Is this server alive, and can it work? Answers for load balancers and the supervisor; nothing about anybody."""

from __future__ import annotations

import hmac
import os

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from madang.config import metrics

log = structlog.get_logger(__name__)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    checks = {"database": _database_answers()}
    well = all(checks.values())
    body = {
        "status": "ready" if well else "not ready",
        "checks": {name: "ok" if ok else "failed" for name, ok in checks.items()},
    }
    response = JsonResponse(body, status=200 if well else 503)
    # By this the supervisor knows its own server from another installation's on the same port.
    response["X-Madang-Instance"] = os.environ.get("MADANG_INSTANCE", "")
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError as error:
        log.warning("database_unreachable", error=type(error).__name__)
        return False


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus text. With MADANG_METRICS_TOKEN a bearer token is asked; without, only this machine may look.

    Whoever may not look gets 404: the page does not exist for them (ASVS 5.0 §13.4.5).
    """
    if not _may_look(request):
        raise Http404
    body, content_type = metrics.exposition()
    return HttpResponse(body, content_type=content_type)


def _may_look(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    if token:
        offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(offered.encode(), token.encode())
    # A reverse proxy on this machine also calls from loopback; it announces itself and is refused.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded
