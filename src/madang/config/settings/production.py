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
