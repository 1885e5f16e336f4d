"""Headers that neither Django nor django-csp sets. OWASP ASVS 5.0 §3.4, §3.5."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Madang needs none of these; a page that comes to need one says so here.
UNUSED_FEATURES: tuple[str, ...] = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope")
UNUSED_FEATURES += ("magnetometer", "microphone", "midi", "payment", "usb", "browsing-topics")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: closes unused browser features, keeps answers out of other origins' and shared caches' hands."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # ASVS 14.3.2: what a page says about a person stays out of every cache, static files say otherwise themselves.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
