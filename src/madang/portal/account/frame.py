"""What all pages of the account share: our frame around allauth's views, notices, where the language button returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from madang.portal.views.page import page


def account_page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `account/<name>.html`; 422 when its form was refused."""
    forms = [value for key, value in context.items() if key == "form" or key.endswith("_form")]
    failed = any(getattr(form, "errors", None) for form in forms)
    frame = {
        "page_form": False,
        "here": request.get_full_path(),
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "notices": [(str(notice), notice.level_tag) for notice in get_messages(request)],
        "failed": failed,
    }
    return page(request, f"account/{name}", {**frame, **context}, status=422 if failed and status == 200 else status)


class AccountPage:
    """Before one of allauth's views: renders `page_name` of ours instead of its template."""

    page_name: ClassVar[str]
    request: HttpRequest

    def render_to_response(self, context: Mapping[str, Any], **_: Any) -> HttpResponse:
        """The page."""
        return account_page(self.request, self.page_name, {**context, **self.shown()})

    def shown(self) -> dict[str, Any]:
        """What the template wants beside allauth's context."""
        return {}


def said_page(
    request: HttpRequest,
    title: Promise,
    words: tuple[Promise, ...],
    links: tuple[tuple[str, Promise], ...],
    status: int = 200,
) -> HttpResponse:
    """A page that only says something: `links` are (name of an address, words), the first is the main one."""
    context = {"title": title, "words": words, "links": [(resolve_url(name), text) for name, text in links]}
    return account_page(request, "said", context, status)


def safe_next(request: HttpRequest) -> str:
    """The page of this host that a request wants to go on with; "" for none, or one elsewhere (ASVS 5.0 §3.7.2)."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fine else ""
