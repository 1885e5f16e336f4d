"""A PostgreSQL for a benchmark: embedded and durable, made for it and gone after it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database() -> Iterator[None]:
    """Django set up on a new, migrated database with fsync on."""
    from madang.config.database.cluster import Cluster

    folder = Path(tempfile.mkdtemp(prefix="madang-benchmark-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "home")
    cluster.start()
    try:
        os.environ["DATABASE_URL"] = cluster.admin_url()
        os.environ["DJANGO_SETTINGS_MODULE"] = "madang.config.settings.test"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        yield
        connection.close()
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
