"""Addresses of operators and privacy officers. Whatever an address names is an agency, or a number of the house's."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.office import catalogue, held, reports, running

urlpatterns: list[URLPattern] = [
    path("operator/", running.running, name="operator"),
    path("operator/held/", held.held, name="operator-held"),
    path("operator/held/feeds/<slug:agency>/", held.feed, name="operator-feed"),
    path("operator/held/events/<int:held>/", held.event, name="operator-event"),
    path("operator/catalogue/", catalogue.catalogue, name="operator-catalogue"),
    path("privacy/", reports.reports, name="privacy-reports"),
    path("privacy/<int:report>/", reports.report, name="privacy-report"),
]
