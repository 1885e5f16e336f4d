"""The keys as a page that says how to check, as JSON, and as the two files that the commands read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from madang.portal.keys.published import published
from madang.portal.views.methods import READ, takes
from madang.portal.views.page import page, page_view

FRESH = "public, max-age=300"
"""Keys change when one is added: a copy that is five minutes old does no harm."""


@takes(*READ)
@page_view
def keys(request: HttpRequest) -> HttpResponse:
    """GET: in words, with the commands that check a letter, a print and a proof with no network."""
    found = published()
    context = {
        "found": found, "logs": sum(len(one) for one in found.logs.values()), "page_form": False,
        "here": reverse("portal:keys"), "root": request.build_absolute_uri("/")[:-1],
    }  # fmt: skip
    return page(request, "keys/keys", context)


@takes(*READ)
def keys_json(request: HttpRequest) -> HttpResponse:
    """GET: all of them, `madang-keys/v1` (docs/letters.md)."""
    return _fresh(JsonResponse(published().json(), json_dumps_params={"ensure_ascii": False, "indent": 1}))


@takes(*READ)
def authority_pem(request: HttpRequest) -> HttpResponse:
    """GET: what `madang letter verify --trust` reads."""
    return _file(published().authority_pem, "application/x-pem-file", "madang-authority.pem")


@takes(*READ)
def verifier_keys(request: HttpRequest) -> HttpResponse:
    """GET: what `madang audit verify --keys` reads."""
    return _file(published().verifier_keys, "text/plain; charset=utf-8", "madang-log-keys.txt")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _fresh(response)


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = FRESH
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
