"""The operator's page of what the portals list: how to import where nothing is there, what came of it where it is."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import CountQueries
from madang.portal.tests.find.listed import service, some
from madang.portal.tests.office.house import signed_in
from madang.services.catalogue.open_data.service import SENTENCES, WORDS

pytestmark = pytest.mark.usefixtures("office")
EN = {"Accept-Language": "en"}


@pytest.fixture
def operator(office: None) -> Client:
    """Somebody with the role."""
    return signed_in("operator")


def test_nothing_imported_says_how(operator: Client) -> None:
    text = operator.get("/operator/catalogue/", headers=EN).content.decode()
    assert "Nothing was imported yet" in text
    assert "madang catalogue import" in text


def test_counts_reasons_changes_and_joined_records(operator: Client) -> None:
    some()
    text = operator.get("/operator/catalogue/?source=gov24&reason=no_name", headers=EN).content.decode()
    for words in ("6 taken + 2 held", "no_name", "WLF00001132", "/tmp"):
        assert words in text, words
    assert operator.get("/operator/catalogue/?source=x&reason=%00y").status_code == 200
    assert operator.get("/operator/catalogue/?source=gov24&reason=%00y").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", ("이름이 없음", "목록에 없는 서비스")), ("en", ("no name", "of no service that was taken"))],
)
def test_reasons_are_told_in_words(operator: Client, language: str, words: tuple[str, str]) -> None:
    some()
    for address in ("/operator/catalogue/?source=gov24", "/operator/catalogue/?source=gov24&reason=no_name"):
        text = operator.get(address, headers={"Accept-Language": language}).content.decode()
        assert all(word in text for word in words)
        assert not re.search(r">\s*(?:no_name|no_list_record)\s*<", text)
    assert "madang catalogue quarantine --source gov24 --reason no_name<" in text


def test_every_reason_has_words() -> None:
    assert WORDS.keys() == SENTENCES.keys()


def test_queries_do_not_grow(operator: Client, count_queries: CountQueries) -> None:
    some()
    address = "/operator/catalogue/?source=gov24"
    operator.get(address)
    with CaptureQueriesContext(connection) as before:
        operator.get(address)
    some(*(service(f"C{number}", f"돌봄 {number}") for number in range(5)))
    with count_queries(len(before)):
        operator.get(address)
