"""What production signs people in with."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from django.contrib.auth.hashers import ScryptPasswordHasher

from madang.config.tests.test_settings import load

PRODUCTION = {"MADANG_SECRET_KEY": "k", "MADANG_HOSTS": "madang.example", "MADANG_MASTER_KEY": "m"}


def test_production_s_session_cookie_and_hashes() -> None:
    names = (
        "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE", "SESSION_COOKIE_AGE", "MADANG_SESSION_AT_MOST",
        "ALLAUTH_TRUSTED_PROXY_COUNT", "MADANG_REAL_PEOPLE", "MADANG_ROLES_OF", "PASSWORD_HASHERS",
    )  # fmt: skip
    found = json.loads(load("production", names, **PRODUCTION).stdout)
    assert found.pop("PASSWORD_HASHERS")[0] == "django.contrib.auth.hashers.ScryptPasswordHasher"
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_AGE": 1800,
        "MADANG_SESSION_AT_MOST": 43200,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "MADANG_REAL_PEOPLE": True,
        "MADANG_ROLES_OF": "madang.identity.anyid.roles.roles_from_people",
    }


def test_scrypt_is_as_hard_as_owasp_asks() -> None:
    """OWASP Password Storage Cheat Sheet: N=2^14, r=8, p=5 is one of its equivalent choices."""
    assert (ScryptPasswordHasher.work_factor, ScryptPasswordHasher.block_size, ScryptPasswordHasher.parallelism) == (
        2**14,
        8,
        5,
    )


def test_production_refuses_to_be_a_demonstration() -> None:
    done = load("production", (), **PRODUCTION, MADANG_DEMO="1")
    assert "exclude each other" in done.stderr
    assert done.returncode != 0


def test_serve_stops_at_what_a_check_calls_an_error() -> None:
    program = (
        "import subprocess\nfrom unittest import mock\nfrom madang.config import server\n"
        "with mock.patch.object(server.fitness, 'check_fitness'), mock.patch.object(server, 'Granian') as granian:\n"
        "    try:\n        server.serve('127.0.0.1', 1, 1, 1, 0)\n"
        "    except subprocess.CalledProcessError:\n        print('stopped', granian.called)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MADANG_", "DATABASE_"))}
    environment |= PRODUCTION | {"DATABASE_URL": "postgresql://u:p@127.0.0.1:1/d", "MADANG_DEMO": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "madang.config.settings.production"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "stopped False\n", done.stderr
