"""What must be true before the first request: texts compiled, static files in place, tables up to date."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
import polib
from django.core.management import call_command

from madang.config import environment
from madang.config.database import fitness
from madang.config.database.roles import grant_future_tables

PACKAGE = Path(__file__).resolve().parents[1]


def compile_texts(below: Path = PACKAGE) -> int:
    """Compiles every ``locale/*/LC_MESSAGES/*.po`` that is newer than its ``.mo``; returns how many.

    By polib, because msgfmt is a system package that a fresh machine lacks.
    """
    compiled = 0
    for source in sorted(below.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        partial = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(partial))
        partial.replace(target)
        compiled += 1
    return compiled


def collect_static_files() -> None:
    """Copies static files, hashed and compressed, to STATIC_ROOT."""
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def migrate() -> None:
    """Brings the tables up to date as their owner (DATABASE_OWNER_URL); the application's role gets its rights."""
    owner = environment.required("DATABASE_OWNER_URL")
    application = environment.required("DATABASE_URL")
    fitness.check_version_of(owner)
    grant_future_tables(owner, unquote(urlsplit(application).username or ""))
    # Settings are read once: in this process the database belongs to its owner.
    os.environ["DATABASE_URL"] = owner
    django.setup()
    from django.conf import settings
    from django.db import connections

    from madang.config.database.url import django_database

    settings.DATABASES["default"] = django_database(owner, pool=False)
    connections.settings = connections.configure_settings(settings.DATABASES)
    call_command("migrate", interactive=False, verbosity=0)
