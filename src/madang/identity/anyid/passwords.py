"""allauth's forms for a new password without the second typing: who mistypes gets a new one by mail (NIST SP 800-63B
asks for no repetition, and password managers fill in one field)."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms


class _TypedOnce(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class ChangedPassword(_TypedOnce, ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""


class FirstPassword(_TypedOnce, SetPasswordForm):  # type: ignore[misc]
    """A first one, for an account with passkeys only."""


class ReplacedPassword(_TypedOnce, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new one in place of a forgotten one."""
