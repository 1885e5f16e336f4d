"""For pytest: what would be shrugged off in production stops a test."""

from __future__ import annotations

from madang.config.settings.base import *  # noqa: F403

SECRET_KEY = "a-key-for-tests-that-guards-nothing"  # noqa: S105
MADANG_MASTER_KEY = "dGVzdHMgc2VhbCBub3RoaW5nIHRoYXQgaXMgc2VjcmV0ISE="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT = HOME / "no-collected-files-in-tests"  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MADANG_DEMO = True
# A quarter of a second of CPU for each password would be most of the suite; production's is looked at by its own test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HUB_ADDRESS = HUB_CLIENT_KEY = HUB_PUBLIC_KEY = ""
