"""The statements that reach the database about some tables, leaving out transactions and contexts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def statements_about(*words: str) -> Iterator[list[str]]:
    """A list that holds, afterwards, each statement with any of these words in it."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured.captured_queries if any(one in query["sql"] for one in words)]
