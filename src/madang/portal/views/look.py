"""Language and text size for pages that are no answer to a form: back to the page one came from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madang.portal.views.page import page_view


@require_POST
@page_view
def look(request: HttpRequest) -> HttpResponse:
    """POST: `language` or `text_size`, remembered in a cookie; `next` is a page of this host, else the first one."""
    wanted = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if fine else reverse("portal:home"))
