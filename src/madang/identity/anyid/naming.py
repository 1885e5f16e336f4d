"""How somebody wants to be called, asked when signing up."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from madang.identity.anyid.models import Account


class Naming(forms.Form):
    """`settings.ACCOUNT_SIGNUP_FORM_CLASS`: a field of both ways to sign up."""

    called = forms.CharField(required=False, max_length=40)

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Keeps it with the new account."""
        user.name = self.cleaned_data.get("called", "")
        user.save(update_fields=["name"])
