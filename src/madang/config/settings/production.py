"""Behind TLS, for real people. What must be set is required here, so a half-configured server does not start."""

from __future__ import annotations

from madang.config import environment
from madang.config.settings.base import *  # noqa: F403

SECRET_KEY = environment.required("MADANG_SECRET_KEY")
MADANG_MASTER_KEY = environment.required("MADANG_MASTER_KEY")
ALLOWED_HOSTS = environment.items("MADANG_HOSTS")
if not ALLOWED_HOSTS:
    environment.required("MADANG_HOSTS")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Browsers' preload list is for the owner of a domain to join, not for a program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# ASVS 3.3.1: the __Host- prefix ties a cookie to this host over TLS.
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
LANGUAGE_COOKIE_SECURE = True
TEXT_COOKIE_NAME = "__Host-text"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True

# A demonstration, in which anybody may be anybody, never runs with these settings (see also anyid.E001).
MADANG_REAL_PEOPLE = True
if MADANG_DEMO:  # noqa: F405
    raise environment.Contradiction("MADANG_DEMO and production settings exclude each other: unset MADANG_DEMO.")
MADANG_ROLES_OF = "madang.identity.anyid.roles.roles_from_people"

# The proxy that ends TLS names the visitor: limits count visitors, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("MADANG_SMTP_HOST", "localhost")
EMAIL_PORT = int(environment.text("MADANG_SMTP_PORT", "25"))
EMAIL_HOST_USER = environment.text("MADANG_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("MADANG_SMTP_PASSWORD")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
EMAIL_TIMEOUT = 10
