"""What every installation has in common. Secrets and addresses come from the surroundings (environment.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from madang.config import environment, hub_keys
from madang.config.database.url import django_database
from madang.config.logs import logging_config
from madang.config.settings.security import *  # noqa: F403
from madang.config.settings.sign_in import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[2]
HOME = environment.home()

SECRET_KEY = environment.text("MADANG_SECRET_KEY")
MADANG_MASTER_KEY = environment.text("MADANG_MASTER_KEY")
DEBUG = False
ROOT_URLCONF = "madang.config.urls"
WSGI_APPLICATION = "madang.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "madang.identity.anyid.apps.AnyIdConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "madang.config.apps.MadangConfig",
    "madang.trust",
    "madang.exchange.hub",
    "madang.exchange.mydata",
    "madang.facts",
    "madang.people",
    "madang.entitlements",
    "madang.rulemaking",
    "madang.services.catalogue",
    "madang.services.casework",
    "madang.services.applications",
    "madang.portal",
]

MIDDLEWARE = [
    "madang.config.requests.request_context",
    # Headers stand above whatever may refuse a request or send it on to TLS, so that such an answer has them too.
    "madang.config.security_headers.permissions_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Pages carry the visitor's answers; Django pads compressed answers against BREACH and masks the CSRF token.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "madang.identity.anyid.middleware.AnyIdMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "madang.portal.account.header.signed_in",
            ],
        },
    },
]

DATABASES = {"default": django_database(environment.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
LANGUAGE_COOKIE_NAME = "madang_language"
TEXT_COOKIE_NAME = "madang_text"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# A form of the portal is text; a saved family file is the largest thing anybody posts.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 4

LOGGING_CONFIG = "madang.config.logs.configure"
LOGGING = logging_config(
    as_json=environment.flag("MADANG_LOG_JSON"),
    level=environment.text("MADANG_LOG_LEVEL", "INFO"),
)
HUB_ADDRESS = hub_keys.hub_address(HOME)
HUB_CLIENT_KEY = hub_keys.seed(HOME, "mydata")
HUB_PUBLIC_KEY = hub_keys.hub_public_key(HOME)
HUB_EVENT_SECRET = hub_keys.event_secret(SECRET_KEY)
METRICS_TOKEN = environment.text("MADANG_METRICS_TOKEN")
MADANG_DEMO = environment.flag("MADANG_DEMO")
MADANG_DEMO_PEOPLE = "madang.config.demonstration.people"
MADANG_DEMO_PARTS = "madang.config.demonstration.parts"
MADANG_REAL_PEOPLE = False
# The authority whose officials keep the rules of this installation: 보건복지부 unless it says otherwise.
MADANG_RULES_KEPT_BY = environment.text("MADANG_RULES_KEPT_BY", "mohw")
MADANG_HEALTH_OF = "madang.config.running.health_addresses"
MADANG_ROLES_OF = "madang.config.demonstration.roles_of"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = environment.text("MADANG_MAIL_FROM", "madang@localhost")
MYDATA_PERSONS = "madang.exchange.mydata.registered.RegisteredPersons"
MYDATA_INBOX = "madang.exchange.hub.service.take_events"
