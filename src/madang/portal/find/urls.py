"""Addresses of the search. What is looked for is in the address, so that it can be kept and gone back to; who looks is
not. What somebody told in a check travels in a post."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.find import likely, record, search

urlpatterns: list[URLPattern] = [
    path("find/", search.find, name="find"),
    path("find/<slug:portal>/<str:record>/", record.record, name="record"),
    path("likely/", likely.likely, name="likely"),
]
