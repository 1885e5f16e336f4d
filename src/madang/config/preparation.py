"""What must be true before the first request: texts compiled, static files in place, tables up to date."""

from __future__ import annotations

import io
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
import polib
from django.conf import settings
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
    call_command("collectstatic", interactive=False, verbosity=0)


def set_up_as_owner() -> None:
    """Starts Django with the tables' owner (DATABASE_OWNER_URL), once, before anything has read the settings.

    The application's role gets its rights on future tables. Raises MissingSetting and UnfitDatabase.
    """
    owner = environment.required("DATABASE_OWNER_URL")
    application = environment.required("DATABASE_URL")
    fitness.check_version_of(owner)
    grant_future_tables(owner, unquote(urlsplit(application).username or ""))
    os.environ["DATABASE_URL"] = owner
    # One short connection: a pool would only keep threads waiting at the end.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()


def migrate() -> None:
    """Brings the tables up to date; then nothing starts beside what a system check calls an error.

    Raises SystemCheckError, for one when a demonstration stands beside real people.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("check", databases=["default"], stdout=io.StringIO())
