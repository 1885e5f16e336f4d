"""Figures for Prometheus, summed over the workers when PROMETHEUS_MULTIPROC_DIR is set."""

from __future__ import annotations

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("madang_http_requests_total", "Answered requests.", ["route", "method", "status"])
SECONDS = Histogram("madang_http_request_seconds", "Time to an answer.", ["route"], buckets=BUCKETS)


def request_finished(route: str, method: str, status: int, seconds: float) -> None:
    """Counts one answer. ``route`` is a URL pattern; an unheard-of method becomes ``other``: labels stay few."""
    REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """The text format Prometheus reads, and its content type."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
