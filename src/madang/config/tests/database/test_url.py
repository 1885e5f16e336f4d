"""Database addresses, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.config.database.url import BadDatabaseUrl, database_url, django_database

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


@given(name=WORDS.filter(lambda word: word.strip("/") == word), user=WORDS, password=WORDS, port=st.integers(1, 65535))
def test_whatever_a_password_holds_arrives_unchanged(name: str, user: str, password: str, port: int) -> None:
    found = django_database(database_url(host="127.0.0.1", port=port, name=name, user=user, password=password))
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["PORT"]) == (name, user, password, str(port))


def test_options_of_the_address_reach_the_driver() -> None:
    found = django_database("postgresql://u@h/d?sslmode=verify-full", pool=False)
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "postgresql://u:secret@h", "u:secret@h/d"])
def test_other_addresses_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as refusal:
        django_database(url)
    assert "secret" not in str(refusal.value)
