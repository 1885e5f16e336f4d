"""Nobody's folders are opened, whoever starts Madang."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from madang.config.database import place
from madang.config.database.account import Account, NoSuchAccount, account_for_postgres
from madang.config.database.binaries import binaries_for, find_binaries, version
from madang.config.database.cluster import Cluster

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to run PostgreSQL as")


@as_root
@pytest.mark.supervisor
def test_a_closed_folder_stays_closed_and_data_go_elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = home.parent.parent / f"{home.parent.name}-elsewhere"
    monkeypatch.setattr(place, "SYSTEM_FOLDER", elsewhere)
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    try:
        cluster = Cluster(closed / "home")
        cluster.start()
        psycopg.connect(cluster.admin_url()).close()
        cluster.stop()
        assert cluster.data.is_relative_to(elsewhere)
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        # The choice is kept, even when the folder is opened later.
        closed.chmod(0o755)
        assert Cluster(closed / "home").place == cluster.place
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)


@pytest.mark.supervisor
def test_a_home_that_was_copied_has_a_database_of_its_own(home: Path) -> None:
    first = Cluster(home)
    first.start()
    with psycopg.connect(first.admin_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE seen (n int)")
    first.stop()
    copied = home.parent / "copied"
    shutil.copytree(home, copied)
    if first.account is not None:
        subprocess.run(["chown", "-R", first.account.name, copied / "postgres" / "data"], check=True)
    second = Cluster(copied)
    assert second.data == copied / "postgres" / "data"
    first.start()
    second.start()  # beside each other: two servers on the same data would refuse
    with psycopg.connect(second.admin_url(), autocommit=True) as connection:
        connection.execute("INSERT INTO seen VALUES (1)")
    with psycopg.connect(first.admin_url()) as connection:
        assert connection.execute("SELECT count(*) FROM seen").fetchone() == (0,)
    first.stop()
    second.stop()


@as_root
def test_programs_that_the_other_user_cannot_reach_are_copied_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Account, "can_enter", lambda _account, _folder: False)
    account = account_for_postgres()
    assert account is not None
    shared = home.parent / "shared"
    shared.mkdir()
    first = binaries_for(account, shared)
    assert first.is_relative_to(shared)
    assert version(first) == version(find_binaries())
    with_libraries = subprocess.run([first / "bin" / "initdb", "--version"], capture_output=True, check=False)
    assert with_libraries.returncode == 0, with_libraries.stderr
    made = first.stat().st_mtime_ns
    assert binaries_for(account, shared) == first
    assert first.stat().st_mtime_ns == made


@as_root
def test_root_names_a_user_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADANG_POSTGRES_USER", "daemon")
    account = account_for_postgres()
    assert account is not None
    assert account.name == "daemon"
    for unfit in ("root", "no-such-user"):
        monkeypatch.setenv("MADANG_POSTGRES_USER", unfit)
        with pytest.raises(NoSuchAccount, match="MADANG_POSTGRES_USER"):
            account_for_postgres()


def test_a_link_that_somebody_else_laid_in_the_temporary_folder_is_not_trusted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = home.parent / f"madang-{os.geteuid()}"
    (home.parent / "target").mkdir()
    trap.symlink_to(home.parent / "target")
    monkeypatch.setattr(place, "SYSTEM_FOLDER", Path("/proc/madang"))
    monkeypatch.setattr("tempfile.tempdir", str(home.parent))
    with pytest.raises(PermissionError):
        place.shared_folder()


def test_a_home_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(place.UnusableHome, match="MADANG_HOME"):
            place.make_home(home, None)
