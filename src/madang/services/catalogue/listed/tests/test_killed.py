"""kill -9 in the middle of an import: given again, the command goes on and ends as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from madang.config.database.url import database_url
from madang.services.catalogue.listed.importing import WORKER
from madang.services.catalogue.listed.service import import_from, last_import, source_at
from madang.services.catalogue.listed.tests.kept import end_state
from madang.services.catalogue.listed.tests.test_importing import DAY, written
from madang.simulation.service import publish_catalogue
from madang.trust import service as trust

SIZE = 900


def started(folder: Path, home: Path) -> subprocess.Popen[str]:
    settings = connection.settings_dict
    url = database_url(
        host=str(settings["HOST"]), port=int(settings["PORT"]), name=str(settings["NAME"]),
        user=str(settings["USER"]), password=str(settings["PASSWORD"]),
    )  # fmt: skip
    command = [sys.executable, "-m", "madang.cli", "catalogue", "import", str(folder), "--date", f"{DAY}"]
    return subprocess.Popen(
        [*command, "--language", "en"], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "DATABASE_URL": url, "MADANG_HOME": str(home)},
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_goes_on_to_the_same_end(tmp_path: Path, home: Path) -> None:
    folder = written(publish_catalogue(SIZE, 4, on=DAY, dirt=0.05), tmp_path / "pages")
    with trust.entered(WORKER):
        point = transaction.savepoint()
        import_from(source_at("gov24", str(folder)), DAY)
        wanted = end_state()
        transaction.savepoint_rollback(point)
    assert last_import("gov24") is None
    phases = []
    for word, times in (("reading", 9), ("comparing", 2)):
        process = started(folder, home)
        assert process.stdout is not None
        seen = 0
        for line in process.stdout:
            seen += line.startswith(word)
            if seen == times:
                break
        time.sleep(0.005 * times)  # into the middle of the next step
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        last = last_import("gov24")
        assert last is not None
        phases.append(last["phase"])
    assert phases == ["reading", "settling"]
    process = started(folder, home)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"{3 * SIZE:,} rows = " in said
    assert end_state() == wanted
