"""What every test of Madang may ask for: a database of its own, counted queries, a browser where there is one."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from django.utils.translation.reloader import translation_file_changed

from madang.config.database.url import django_database
from madang.config.preparation import compile_texts
from tests import application_role
from tests.browser import browser, chromium, open_page

__all__ = ["browser", "chromium", "open_page"]

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from madang.rules.service import Rulebook

PAGES = (Path(__file__).parent / "src" / "madang" / "portal", Path(__file__).parent / "tests" / "pages")
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server", "database_owner_url"})


def pytest_configure(config: pytest.Config) -> None:
    """Texts are compiled where the tests start, as `madang prepare` does where Madang starts.

    Rulebooks are many small objects that stay: they need not be looked through for rubbish time and again.
    """
    gc.set_threshold(50_000, 20, 100)
    if compile_texts():
        # Django read the catalogues while it was set up: on a fresh clone none, else those of before.
        translation_file_changed(None, Path("django.mo"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Marks what touches the database, for the second run on an ordinary PostgreSQL (.ci/run); browsers come last.

    Pages speak to the rooms below and hold no statements of their own: those rooms' tests are run a second time.

    Playwright leaves an event loop running in this thread, which code under test must not find there. Whole houses
    come first, and of each kind what is allowed to take long: nobody should wait for one of those at the end.
    """
    for item in items:
        asks = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db")
        if asks and not any(folder in item.path.parents for folder in PAGES):
            item.add_marker(pytest.mark.postgres_external)
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[int, float]:
    allowed = item.get_closest_marker("timeout")
    seconds = float(allowed.args[0]) if allowed is not None else 0.0
    if "browser" in getattr(item, "fixturenames", ()):
        return 2, -seconds
    return (0 if item.get_closest_marker("supervisor") else 1), -seconds


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The whole rulebook of the pack as it is here, read once: it is frozen."""
    from madang.rules.service import load_rulebook

    return load_rulebook()


@pytest.fixture(scope="session")
def kernels() -> Path:
    """Where compiled kernels are kept: once for all processes and runs of the tests."""
    return Path(__file__).parent / "var" / "columns"


@pytest.fixture
def home() -> Generator[Path]:
    """A short-lived home that PostgreSQL's user may pass through when tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="madang-test-"))
    folder.chmod(0o711)
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database_owner_url() -> Generator[str]:
    """An owner's address on a PostgreSQL: that of DATABASE_OWNER_URL, else an embedded one that ends with the tests."""
    given = os.environ.get("DATABASE_OWNER_URL", "")
    if given:
        yield given
        return
    from madang.config.database.cluster import Cluster

    folder = Path(tempfile.mkdtemp(prefix="madang-test-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "home", durable=False)
    cluster.start()
    yield cluster.admin_url()
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_owner_url: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Points Django at the server; pytest-django then makes the test database there, as its owner."""
    from django.db.models.signals import pre_migrate

    _connect_as(database_owner_url, "madang")
    pre_migrate.connect(_before_the_tables, weak=False, dispatch_uid="rights of the application's role")


def _before_the_tables(using: str, **_: Any) -> None:
    """Rights are given when tables are made, as `madang migrate` does; the role is the server's, so it comes first."""
    from django.db import connections

    settings = connections[using].settings_dict
    owner_url = settings["TEST_OWNER_URL"]
    if "TEST_APPLICATION_PASSWORD" not in settings:
        settings["TEST_APPLICATION_PASSWORD"] = application_role.make_role(owner_url)
        application_role.give_future_rights(owner_url, settings["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, database_owner_url: str, django_db_blocker: DjangoDbBlocker
) -> Generator[None]:
    """Tests run as an ordinary role: what row-level security would hide in production is hidden here too."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    password = connection.settings_dict["TEST_APPLICATION_PASSWORD"]
    application_role.allow_emptying(database_owner_url, name)
    with django_db_blocker.unblock():
        _connect_as(application_role.address(database_owner_url, name, user=application_role.ROLE, password=password))
    yield
    with django_db_blocker.unblock():
        _connect_as(database_owner_url, name)
    application_role.drop_rights(database_owner_url, name)


def _connect_as(url: str, name: str = "") -> None:
    from django.db import connection

    settings = django_database(url, pool=False)
    connection.close()
    for key in ("HOST", "PORT", "USER", "PASSWORD", "OPTIONS", "NAME"):
        connection.settings_dict[key] = settings[key]
    connection.settings_dict["NAME"] = name or settings["NAME"]
    connection.settings_dict.setdefault("TEST_OWNER_URL", url)


class CountQueries(Protocol):
    """``with count_queries(2): …`` fails unless exactly two statements reach the database."""

    def __call__(self, expected: int) -> Any:
        """A context manager."""


@pytest.fixture
def count_queries() -> CountQueries:
    """Query counts are part of a read's contract: a list that asks once a row is caught by the second row."""

    @contextmanager
    def counted(expected: int) -> Iterator[None]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            yield
        found = [query["sql"] for query in captured.captured_queries]
        assert len(found) == expected, f"{len(found)} queries instead of {expected}:\n" + "\n".join(found)

    return counted
