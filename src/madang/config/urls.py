"""Addresses of the house. Rooms bring their own; the portal owns the root."""

from __future__ import annotations

from django.urls import include, path

from madang.config import health

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", health.metrics_page, name="metrics"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("madang.portal.account.urls")),
    path("", include("madang.portal.urls")),
]

handler400 = "madang.config.error_pages.bad_request"
handler403 = "madang.config.error_pages.permission_denied"
handler404 = "madang.config.error_pages.not_found"
handler429 = "madang.portal.account.refused.too_many"
handler500 = "madang.config.error_pages.server_error"
