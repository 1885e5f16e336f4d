"""Settings of each kind of installation load, and a half-configured one does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys

SHOW = """
import json, importlib
settings = importlib.import_module("madang.config.settings.%s")
print(json.dumps({name: getattr(settings, name) for name in %r}))
"""


def load(kind: str, names: tuple[str, ...], **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MADANG_", "DATABASE_"))}
    program = SHOW % (kind, names)
    return subprocess.run(
        [sys.executable, "-c", program], env=clean | environment, capture_output=True, text=True, check=False
    )


def test_production_wants_key_and_hosts() -> None:
    assert "MADANG_SECRET_KEY must be set" in load("production", ()).stderr
    assert "MADANG_HOSTS must be set" in load("production", (), MADANG_SECRET_KEY="k", MADANG_MASTER_KEY="m").stderr


def test_production_is_tls_only_with_host_cookies() -> None:
    names = (
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "MADANG_DEMO",
    )
    done = load("production", names, MADANG_SECRET_KEY="k", MADANG_MASTER_KEY="m", MADANG_HOSTS="madang.example")
    found = json.loads(done.stdout)
    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "MADANG_DEMO": False,
    }


def test_dev_answers_only_this_machine_unless_told() -> None:
    found = json.loads(load("dev", ("ALLOWED_HOSTS", "DEBUG"), MADANG_HOSTS="office.example").stdout)
    assert found == {"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]", "office.example"], "DEBUG": False}


def test_a_bad_database_address_is_refused_without_repeating_it() -> None:
    done = load("dev", (), DATABASE_URL="mysql://u:hunter2@h/d")
    assert "DATABASE_URL must look like" in done.stderr
    assert "hunter2" not in done.stderr


def test_django_s_own_deployment_checks_find_nothing() -> None:
    key = "".join(chr(33 + n % 90) for n in range(60))
    environment = {**os.environ, "MADANG_SECRET_KEY": key, "MADANG_MASTER_KEY": key, "MADANG_HOSTS": "madang.example"}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    words = [
        "-m",
        "django",
        "check",
        "--deploy",
        "--fail-level=WARNING",
        "--settings=madang.config.settings.production",
    ]
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
