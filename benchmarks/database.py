"""A PostgreSQL for a benchmark: embedded and durable, made for it and gone after it; spoken to as the application."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from madang.config.supervision.database import EmbeddedDatabase


@dataclass(frozen=True, slots=True)
class Server:
    """owner_url: of the tables' owner, to fill them with. The application's role is an ordinary one: walls hold it."""

    embedded: EmbeddedDatabase
    owner_url: str

    def restarted(self) -> None:
        """The server anew, with nothing in its memory; the operating system may still hold pages."""
        from django.db import connection

        connection.close()
        self.embedded.cluster.stop()
        self.embedded.cluster.start()


@contextmanager
def database() -> Iterator[Server]:
    """Django set up on a new, migrated database with fsync on."""
    from madang.config.supervision.database import EmbeddedDatabase

    folder = Path(tempfile.mkdtemp(prefix="madang-benchmark-"))
    folder.chmod(0o711)
    embedded = EmbeddedDatabase(folder / "home")
    urls = embedded.start()
    try:
        _migrated(urls)
        from django.db import connection

        yield Server(embedded, urls["DATABASE_OWNER_URL"])
        connection.close()
    finally:
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _migrated(urls: dict[str, str]) -> None:
    """Tables made by their owner, then the connection of the application."""
    from madang.config.database.roles import APPLICATION, grant_future_tables
    from madang.config.database.url import django_database

    grant_future_tables(urls["DATABASE_OWNER_URL"], APPLICATION)
    os.environ["DATABASE_URL"] = urls["DATABASE_OWNER_URL"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "madang.config.settings.test"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    connection.close()
    settings = django_database(urls["DATABASE_URL"], pool=False)
    for key in ("HOST", "PORT", "USER", "PASSWORD", "OPTIONS", "NAME"):
        connection.settings_dict[key] = settings[key]
    os.environ["DATABASE_URL"] = urls["DATABASE_URL"]
