"""Sign-in as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AnyIdConfig(AppConfig):
    """Label ``anyid``: accounts, sessions, counters of rate limits."""

    name = "madang.identity.anyid"
    label = "anyid"

    def ready(self) -> None:
        """Registers the checks that stop a demonstration beside real people, and what happens at a sign-in."""
        from allauth.account.signals import authentication_step_completed, user_signed_up
        from django.contrib.auth.signals import user_logged_in

        from madang.identity.anyid import assurance, checks, events, sessions

        checks.register_all()
        events.connect()
        user_signed_up.connect(assurance.signed_up, dispatch_uid="a password was chosen")
        authentication_step_completed.connect(sessions.renew, dispatch_uid="a session is renewed")
        user_logged_in.connect(sessions.begin, dispatch_uid="a session begins")
