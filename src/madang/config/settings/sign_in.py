"""Signing in: accounts, sessions, ways in, limits. OWASP ASVS 5.0 §6 (authentication), §7 (sessions)."""

from __future__ import annotations

AUTH_USER_MODEL = "anyid.Account"
AUTHENTICATION_BACKENDS = ["madang.identity.anyid.backend.Backend"]
# docs/decisions/0018: memory-hard, in Python itself; PBKDF2 stays readable.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    # A resident number or a telephone number is no secret.
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mfa_index"

SESSION_ENGINE = "madang.identity.anyid.sessions"
SESSION_COOKIE_NAME = "madang_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 30 * 60
"""Seconds without use after which a session ends."""
MADANG_SESSION_AT_MOST = 12 * 3600
"""Seconds after which a session ends in any case."""
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Counters of limits and used codes are the same for every worker; entries that count are never thrown out for room.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "anyid_counter",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

ACCOUNT_ADAPTER = "madang.identity.anyid.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "madang.identity.anyid.naming.Naming"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "change_password": "madang.identity.anyid.passwords.ChangedPassword",
    "set_password": "madang.identity.anyid.passwords.FirstPassword",
    "reset_password_from_key": "madang.identity.anyid.passwords.ReplacedPassword",
}
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
"""A whole office may stand behind one address; one account is tried five times in five minutes."""

MFA_ADAPTER = "madang.identity.anyid.keys.KeysAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "add_webauthn": "madang.identity.anyid.passkeys.AddPasskey",
    "signup_webauthn": "madang.identity.anyid.passkeys.SignUpPasskey",
    "authenticate_webauthn": "madang.identity.anyid.passkeys.UsePasskey",
    "login_webauthn": "madang.identity.anyid.passkeys.SignInWithPasskey",
    "reauthenticate_webauthn": "madang.identity.anyid.passkeys.ShowPasskeyAgain",
}
