"""Takes out of the visitor's browser what it keeps for Back and reload."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from madang.portal.views.methods import FORM, takes
from madang.portal.views.page import page, page_view
from madang.portal.views.refused import answers_refusal


@takes(*FORM)
@page_view
@answers_refusal
def erase(request: HttpRequest) -> HttpResponse:
    """POST: an empty page that tells the browser to forget this site's pages (W3C Clear-Site-Data).

    Language and text size stay: they are cookies and say nothing about what was told.
    """
    response = page(request, "erased", {"page_form": False})
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
