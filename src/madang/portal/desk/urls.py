"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.desk import actions, case_page, filing, letters, queue_page

urlpatterns: list[URLPattern] = [
    path("", queue_page.queue_page, name="desk-queue"),
    path("file/", filing.file_page, name="desk-file"),
    path("cases/<int:number>/", case_page.case_page, name="desk-case"),
    path("cases/<int:number>/<slug:verb>/", actions.act_on_case, name="desk-act"),
    path("letters/<slug:document>.pdf", letters.letter_file, name="desk-letter"),
]
