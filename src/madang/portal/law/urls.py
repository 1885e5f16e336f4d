"""Addresses of the rulebook; they carry services, days and searches, and nothing of anybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.law import lists, service_page, services, table_page, try_page

urlpatterns: list[URLPattern] = [
    path("", services.services, name="rules"),
    path("changes/", lists.changes, name="rules-changes"),
    path("figures/", lists.figures, name="rules-figures"),
    path("contradictions/", lists.contradictions, name="rules-contradictions"),
    path("table/", table_page.table, name="rules-table"),
    path("table/definition/", table_page.definition, name="rules-definition"),
    path("service/<slug:service>/", service_page.service, name="rules-service"),
    path("service/<slug:service>/compare/", service_page.compare, name="rules-compare"),
    path("service/<slug:service>/cases/", service_page.cases, name="rules-cases"),
    path("service/<slug:service>/try/", try_page.try_family, name="rules-try"),
]
