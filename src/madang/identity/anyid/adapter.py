"""How allauth is fitted into the house: our accounts, our texts, our order of ways to show oneself again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from madang.identity.anyid.assurance import assurance_of
from madang.identity.anyid.backend import may_sign_in
from madang.identity.anyid.models import Account
from madang.identity.anyid.words import GREETING, MAILS, NOTICES, REFUSALS


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """`settings.ACCOUNT_ADAPTER`."""

    error_messages: Mapping[str, Any] = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def new_user(self, request: HttpRequest) -> Account:
        """Whoever signs up in a demonstration is as synthetic as everybody else there."""
        return Account(synthetic=bool(settings.MADANG_DEMO))

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Every way in ends here: a closed account, or one of the wrong kind, is turned away."""
        if not may_sign_in(user):
            user.is_active = False
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def is_safe_url(self, url: str) -> bool:
        """Back to a page of this very host, over no worse a connection; no other host, however trusted."""
        request = current.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in, or showed themselves again, within REAUTHENTICATION_TIMEOUT need not do it once more."""
        sure = assurance_of(current.request)
        span = dt.timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT)
        return sure is None or not sure.within(span)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Passkey, then code, then password; who has a second step must show it, a password alone is not enough."""
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        seconds = [found[name] for name in ("mfa_reauthenticate:webauthn", "mfa_reauthenticate") if name in found]
        return seconds or [found[name] for name in ("reauthenticate",) if name in found]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our words for allauth's notice; a notice without words of ours is one that the page says itself."""
        text = str(message) if message else str(NOTICES.get(message_template or "", ""))
        if text:
            messages.add_message(request, level, text % (message_context or {}) if not message else text, extra_tags)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A plain text mail in the language of the page that caused it. KeyError for one we have no words for."""
        mail = MAILS[template_prefix]
        body = "\n\n".join(str(paragraph) % context for paragraph in mail.paragraphs)
        to = [email] if isinstance(email, str) else email
        return EmailMessage(str(mail.subject), f"{body}\n\n{GREETING}\n", self.get_from_email(), to, headers=headers)
