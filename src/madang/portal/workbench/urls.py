"""Addresses of the workbench."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.workbench import archives, changes, draft_page, file_page, list_page, release_page, year_page

urlpatterns: list[URLPattern] = [
    path("", list_page.drafts, name="workbench"),
    path("import/", list_page.imported, name="workbench-import"),
    path("drafts/<uuid:rules_draft>/", draft_page.draft, name="workbench-draft"),
    path("drafts/<uuid:rules_draft>/year/", year_page.year, name="workbench-year"),
    path("drafts/<uuid:rules_draft>/file/", file_page.file, name="workbench-file"),
    path("drafts/<uuid:rules_draft>/changes/", changes.changes, name="workbench-changes"),
    path("drafts/<uuid:rules_draft>/archive/", archives.of_draft, name="workbench-archive"),
    path("releases/<int:rules_release>/", release_page.release, name="workbench-release"),
    path("releases/<int:rules_release>/archive/", archives.of_release, name="workbench-release-archive"),
]
