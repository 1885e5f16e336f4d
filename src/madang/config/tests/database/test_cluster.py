"""The embedded server: made, killed, started again; closed to everybody but its own roles."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from madang.config.database.cluster import Cluster, ClusterError

pytestmark = pytest.mark.supervisor


@pytest.fixture
def cluster(home: Path) -> Generator[Cluster]:
    """A durable server, as in production."""
    server = Cluster(home)
    server.start()
    yield server
    server.stop()


def test_rows_survive_kill_9(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 500)")
    assert cluster.process is not None
    cluster.process.kill()
    cluster.process.wait()
    cluster.start()
    with psycopg.connect(cluster.admin_url()) as connection:
        assert connection.execute("SELECT count(*), sum(n) FROM kept").fetchone() == (500, 125250)


def test_a_second_driver_takes_over_from_a_server_left_behind(cluster: Cluster, home: Path) -> None:
    left_behind = cluster.process
    assert left_behind is not None
    second = Cluster(home)
    second.start()
    assert left_behind.wait(10) == 0
    second.stop()


def test_a_lock_file_whose_number_now_belongs_to_another_program_is_ignored(cluster: Cluster) -> None:
    assert cluster.process is not None
    cluster.process.kill()
    cluster.process.wait()
    lock = cluster.data / "postmaster.pid"
    lines = lock.read_text(encoding="utf-8").splitlines()
    lines[0] = str(os.getpid())
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    cluster.start()
    psycopg.connect(cluster.admin_url()).close()


def test_only_tcp_on_this_machine_with_a_password(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url()) as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in (
                "listen_addresses",
                "unix_socket_directories",
                "password_encryption",
                "data_checksums",
                "fsync",
            )
        }
    assert shown == {
        "listen_addresses": ("127.0.0.1",),
        "unix_socket_directories": ("",),
        "password_encryption": ("scram-sha-256",),
        "data_checksums": ("on",),
        "fsync": ("on",),
    }
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=cluster.port, user="madang_admin", password="guess", dbname="postgres")


def test_data_are_closed_to_others_and_parents_are_left_as_they_were(home: Path) -> None:
    before = stat.S_IMODE(home.parent.stat().st_mode)
    cluster = Cluster(home)
    cluster.start()
    cluster.stop()
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.parent.stat().st_mode) == before
    assert not any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (home / "secrets", cluster.log))


def test_a_home_that_was_killed_half_made_is_made_again(home: Path) -> None:
    first = Cluster(home)
    (first.place / "data.partial").mkdir()
    (first.place / "data.partial" / "PG_VERSION").write_text("18\n")
    first.start()
    psycopg.connect(first.admin_url()).close()
    first.stop()


def test_data_of_another_version_are_refused_and_left_alone(cluster: Cluster) -> None:
    cluster.stop()
    version = cluster.data / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(ClusterError, match="made by PostgreSQL 17"):
        cluster.start()
    version.write_text("18\n")
    cluster.start()


def test_a_password_that_does_not_fit_is_told_and_nothing_stays_behind(cluster: Cluster, home: Path) -> None:
    cluster.stop()
    (home / "secrets" / "database-admin").write_text("another")
    with pytest.raises(ClusterError, match="does not start"):
        cluster.start()
    assert cluster.process is None


def test_stopping_closes_connections_and_ends_soon(cluster: Cluster) -> None:
    """Whoever is still connected keeps nothing up: a fast shutdown is enough, within STOP_SECONDS."""
    connection = psycopg.connect(cluster.admin_url())
    process = cluster.process
    cluster.stop()
    assert process is not None
    assert process.returncode == 0
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_a_stopped_server_that_hangs_is_ended(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madang.config.database.cluster.STOP_SECONDS", 0.3)
    assert cluster.process is not None
    process = cluster.process
    process.send_signal(signal.SIGSTOP)
    cluster.stop()
    assert process.returncode == -signal.SIGKILL
