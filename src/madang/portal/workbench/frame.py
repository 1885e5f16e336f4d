"""What the pages of the workbench share: who may come, how a page is framed, the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from madang.identity.anyid.service import principal_of
from madang.portal.desk.frame import said_page, sign_in_again, words_of
from madang.portal.views.methods import takes
from madang.portal.views.page import View, page, page_view
from madang.rulemaking.service import NoSuchDraft
from madang.trust.service import Denied, Principal

HOME = "portal:workbench"
AUTHOR, RELEASER = "rule_author", "rule_releaser"
MOST_DIGITS = 7


def workbench_page(*methods: str) -> Callable[[View], View]:
    """A page for an official who writes or releases rules. The view gets (request, principal, …); no cache keeps it.

    Others are sent to sign in, or told that it is not theirs (403). What is not there, or another authority's: 404.
    """

    def decorated(view: View) -> View:
        @takes(*methods)
        @page_view
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answer(view, request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorated


def workbench_view(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `workbench/<name>.html`. here: where the language button comes back to."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    refused = str(context.get("refused", ""))
    frame = {"page_form": False, "here": here, "desk": f"workbench-{name}", "failed": bool(refused), "refused": "",
             "key": str(uuid4())}  # fmt: skip
    return page(request, f"workbench/{name}", {**frame, **context}, status=422 if refused and status == 200 else status)


def writes(principal: Principal | None) -> bool:
    """Whether somebody writes rules."""
    return principal is not None and principal.kind == "official" and AUTHOR in principal.roles


def releases_rules(principal: Principal | None) -> bool:
    """Whether somebody releases what others wrote."""
    return principal is not None and principal.kind == "official" and RELEASER in principal.roles


def at_workbench(principal: Principal | None) -> bool:
    """Whether somebody works here at all."""
    return writes(principal) or releases_rules(principal)


def key_of(request: HttpRequest, draft: UUID | str, do: str) -> str:
    """So that a button pressed twice does it once."""
    return f"workbench:{draft}:{do}:{request.POST.get('key', '')[:40] or uuid4()}"[:128]


def number_typed(text: str) -> int | None:
    """A number of a draft's revision from a form or an address; None where it is none, or longer than any is."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def to_draft(draft: UUID | str, done: str = "") -> HttpResponse:
    """Back to the draft's page, which says what was done."""
    return redirect(f"{resolve_url('portal:workbench-draft', draft)}{f'?done={done}' if done else ''}")


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    principal = principal_of(request)
    if principal is None:
        return sign_in_again(request, HOME)
    if not at_workbench(principal):
        return said_page(
            request, 403, _("This page is for those who keep the rules"),
            _("Your account does not have this role. If it should have it, ask your supervisor."),
        )  # fmt: skip
    try:
        return view(request, principal, *args, **kwargs)
    except (Http404, NoSuchDraft):
        return said_page(request, 404, _("There is nothing here, or it is not yours to see"),
                         _("It may have been dealt with by somebody else meanwhile."), HOME)  # fmt: skip
    except Denied as denied:
        return said_page(request, 403, _("You may not do this"), words_of(denied), HOME)
