"""Addresses of the account. The names are allauth's where it looks them up; what it has beside these is not offered."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.account import again, demo, overview, passwords, sign_in
from madang.portal.account.email import ChangeEmail
from madang.portal.account.passkeys import AddPasskeyPage, NamePasskey, RemovePasskey
from madang.portal.account.second_steps import AddApp, NewRecoveryCodes, RecoveryCodes, RemoveApp
from madang.portal.account.sign_up import EmailCode, FirstPasskey, SignUp, SignUpWithPassword

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="mfa_index"),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", sign_in.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second-step/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("signed-out/", sign_in.signed_out, name="account_signed_out"),
    path("closed/", sign_in.closed, name="account_inactive"),
    path("demo/", demo.demo, name="account_demo"),
    path("sign-up/", SignUp.as_view(), name="account_signup_by_passkey"),
    path("sign-up/password/", SignUpWithPassword.as_view(), name="account_signup"),
    path("sign-up/passkey/", FirstPasskey.as_view(), name="mfa_signup_webauthn"),
    path("email/", ChangeEmail.as_view(), name="account_email"),
    path("email/code/", EmailCode.as_view(), name="account_email_verification_sent"),
    path("passkeys/add/", AddPasskeyPage.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("passkeys/", overview.overview, name="mfa_list_webauthn"),
    path("app/", AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("again/", again.step_up, name="account_step_up"),
    path("again/passkey/", again.ByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("again/code/", again.ByCode.as_view(), name="mfa_reauthenticate"),
    path("again/password/", again.ByPassword.as_view(), name="account_reauthenticate"),
    path("password/", passwords.ChangePassword.as_view(), name="account_change_password"),
    path("password/first/", passwords.SetPassword.as_view(), name="account_set_password"),
    path("password/forgotten/", passwords.ForgottenPassword.as_view(), name="account_reset_password"),
    path("password/forgotten/code/", passwords.ForgottenPasswordCode.as_view(),
         name="account_confirm_password_reset_code"),
    path("password/forgotten/new/", passwords.NewPassword.as_view(), name="account_complete_password_reset"),
    path("password/forgotten/done/", passwords.password_replaced, name="account_password_reset_completed"),
    path("sessions/end/", overview.end_one, name="account_end_session"),
    path("sessions/end-all/", overview.end_all, name="account_end_sessions"),
]  # fmt: skip
