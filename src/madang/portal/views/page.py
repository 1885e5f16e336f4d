"""What every page has in common: language and text size chosen by a button of the form, and the headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

TEXT_SIZES = ("normal", "large", "huge")
ONE_YEAR = 365 * 24 * 3600

View = Callable[..., HttpResponse]


def chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """The value of a preference button that was pressed, or "" when none was."""
    value = request.POST.get(name, "") if request.method == "POST" else ""
    return value if value in allowed else ""


def only_shown_again(request: HttpRequest) -> bool:
    """Whether this post changes only how the page looks, or brings it back after a reload: nothing typed is judged."""
    looks = chosen(request, "language", languages()) or chosen(request, "text_size", TEXT_SIZES)
    return bool(looks) or request.POST.get("do") == "again"


def languages() -> tuple[str, ...]:
    """Codes of the languages of this installation."""
    return tuple(code for code, _name in settings.LANGUAGES)


def page_view(view: View) -> View:
    """A view of the portal: obeys the preference buttons, and stays out of every cache but the visitor's own.

    With no-store a browser has nothing to show on Back but "submit the form again"; no-cache lets it show the page
    it had, and only on Back (RFC 9111 §5.2.2.4). The button of `erase` takes these pages out of the browser again.
    """

    @wraps(view)
    def with_preferences(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = chosen(request, "language", languages())
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = view(request, *args, **kwargs)
        if language:
            _remember(response, settings.LANGUAGE_COOKIE_NAME, language, secure=settings.LANGUAGE_COOKIE_SECURE)
        size = chosen(request, "text_size", TEXT_SIZES)
        if size:
            _remember(response, settings.TEXT_COOKIE_NAME, size, secure=request.is_secure())
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return with_preferences


def page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Renders a template of the portal inside its frame."""
    size = chosen(request, "text_size", TEXT_SIZES) or request.COOKIES.get(settings.TEXT_COOKIE_NAME, "")
    frame = {
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "text_size": size if size in TEXT_SIZES else "normal",
        "demo": None,
        "page_form": True,
        "default_button": "show",
        "failed": False,
        "section": "",
    }
    return render(request, f"portal/{template}.html", frame | dict(context), status=status)


def _remember(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    response.set_cookie(name, value, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=secure)
