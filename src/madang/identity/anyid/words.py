"""What sign-in says in mails, notices and refusals, in place of allauth's own texts; Korean in locale/."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mail(NamedTuple):
    """Subject and paragraphs; `%(name)s` is filled in from what allauth hands over."""

    subject: Promise
    paragraphs: tuple[Promise, ...]


_NOT_YOU = _("If that was not you, sign in, end the sessions you do not know and change your ways to sign in.")
_IGNORE = _("If you did not ask for this, ignore this mail: nobody gets in without the code.")

MAILS: dict[str, Mail] = {
    "account/email/email_confirmation_signup": Mail(
        _("Your code for Madang"),
        (_("Your code is %(code)s. Type it on the page where you are signing up."), _IGNORE),
    ),
    "account/email/email_confirmation": Mail(
        _("Your code for Madang"),
        (_("Your code is %(code)s. Type it on the page that asked for it, to confirm this address."), _IGNORE),
    ),
    "account/email/password_reset_code": Mail(
        _("Your code for a new password"),
        (_("Your code is %(code)s. Type it on the page where you asked for a new password."), _IGNORE),
    ),
    "account/email/account_already_exists": Mail(
        _("You already have an account with Madang"),
        (
            _("Somebody wanted to sign up with this address, but it already has an account."),
            _("To sign in, open the sign-in page; with a forgotten password: %(password_reset_url)s"),
        ),
    ),
    "account/email/unknown_account": Mail(
        _("There is no account with this address"),
        (
            _("Somebody asked for a new password for this address, but it has no account with Madang."),
            _("To sign up: %(signup_url)s"),
        ),
    ),
    "account/email/password_changed": Mail(_("Your password was changed"), (_NOT_YOU,)),
    "account/email/password_reset": Mail(_("Your password was replaced by a new one"), (_NOT_YOU,)),
    "account/email/password_set": Mail(_("Your account now has a password"), (_NOT_YOU,)),
    "account/email/email_changed": Mail(
        _("Your account now uses another e-mail address"),
        (_("From now on mail goes to %(to_email)s."), _NOT_YOU),
    ),
    "account/email/email_confirm": Mail(_("Your e-mail address is confirmed"), (_NOT_YOU,)),
    "account/email/email_deleted": Mail(_("This address was removed from your account"), (_NOT_YOU,)),
    "mfa/email/webauthn_added": Mail(_("A passkey was added to your account"), (_NOT_YOU,)),
    "mfa/email/webauthn_removed": Mail(_("A passkey was removed from your account"), (_NOT_YOU,)),
    "mfa/email/totp_activated": Mail(_("An authenticator app was added to your account"), (_NOT_YOU,)),
    "mfa/email/totp_deactivated": Mail(_("The authenticator app was removed from your account"), (_NOT_YOU,)),
    "mfa/email/recovery_codes_generated": Mail(_("Your account has new recovery codes"), (_NOT_YOU,)),
}
GREETING = _("Madang · 마당")

# What a page says after it was done; allauth's other notices (signed in, signed out) are said by the pages themselves.
NOTICES: dict[str, Promise] = {
    "account/messages/email_confirmation_sent.txt": _("We sent a code to %(email)s."),
    "account/messages/email_confirmed.txt": _("The address %(email)s is confirmed."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your account now has a password."),
    "account/messages/email_deleted.txt": _("The address was removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app was added."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app was removed."),
}

REFUSALS: dict[str, Promise] = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _("E-mail address and password do not belong together. Check both and try again."),
    "email_taken": _("This address already has an account."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right, or no longer. Check it, or wait for the next one."),
    "incorrect_password": _("This is not your password."),
    "max_email_addresses": _("You cannot add more than %d addresses."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    "rate_limited": _("Too many attempts. Wait a minute and try again."),
    "same_as_current": _("This is what you have already."),
    "unverified_email": _("Confirm your e-mail address first."),
    "cannot_generate_recovery_codes": _("Recovery codes are for accounts with a passkey or an authenticator app."),
    "cannot_delete_authenticator": _("This way to sign in cannot be removed."),
    "not_our_page": _("This answer of your passkey was made for another website. Nothing happened."),
    "passkey_refused": _("This passkey did not work here. Try again, or sign in another way."),
    "second_step_only": _("This passkey was added as a second step only. Sign in with your password first."),
    "copied_passkey": _("This passkey seems to have been copied, so it is refused. Sign in another way and remove it."),
    "pin_needed": _("The passkey has to ask for your fingerprint, face or PIN to be a way in on its own."),
}
