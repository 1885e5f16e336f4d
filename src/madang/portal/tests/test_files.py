"""Saving as a file, and going on from one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madang.portal.journey import record
from madang.portal.tests.walking import begin, hidden, plain_answers, press
from madang.rules.service import answer_to_dict, check, load_rulebook, read_family


def upload(client: Client, content: bytes, language: str = "en", name: str = "family.yaml") -> Any:
    file = SimpleUploadedFile(name, content, "application/yaml")
    return client.post("/resume/", {"file": file}, headers={"Accept-Language": language})


def saved(client: Client, page: Any) -> Any:
    return client.post("/save/", {"state": hidden(page, "state")[0]}, headers={"Accept-Language": "ko"})


def test_the_file_holds_what_was_told_and_gives_the_same_answers(client: Client) -> None:
    first = begin(client)
    page = press(client, press(client, first, "answer", plain_answers(first)), "unknown")
    file = saved(client, page)
    assert file.headers["Content-Disposition"].startswith('attachment; filename="madang-')
    rulebook = load_rulebook()
    family = read_family(file.content, rulebook, default_date=dt.date(2000, 1, 1))
    journey = record.read(hidden(page, "state")[0])
    assert family == journey.family
    assert [answer_to_dict(a) for a in check(rulebook, family)] == [
        answer_to_dict(a) for a in check(rulebook, journey.family)
    ]
    assert yaml.safe_load(file.content)["applicant"] == "p1"


def test_going_on_from_the_file_asks_the_same_next_question(client: Client) -> None:
    first = begin(client)
    page = press(client, first, "answer", plain_answers(first))
    resumed = upload(client, saved(client, page).content)
    assert hidden(resumed, "fact") == hidden(page, "fact")
    assert record.read(hidden(resumed, "state")[0]).family == record.read(hidden(page, "state")[0]).family
    assert "edit:0" in resumed.text


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"date: 2026-02-30\npersons:\n  - {id: a}\n", 1),
        (b"date: 2026-03-20\nhousehold:\n  - {id: a, age: 30, relation: head}\n  - {id: b, facts: {nonsense: 1}}\n", 4),
        ("date: 2026-03-20\n# 나이\nhousehold: []\n".encode("cp949"), 0),
        (b"\x00\x01\x02\xff\xfe", 0),
        (b"[" * 50_000, 0),
        (b"", 0),
    ],
)
def test_a_faulty_file_is_explained_by_line(client: Client, content: bytes, line: int, language: str) -> None:
    page = upload(client, content, language)
    assert page.status_code == 422
    if line:
        assert (f"Line {line}:" if language == "en" else f"{line}행:") in page.text
    assert "file-problems" in page.text


def test_ten_megabytes_are_refused_and_not_kept(client: Client) -> None:
    page = upload(client, b"x" * 10_000_000)
    assert page.status_code == 422
    assert "too large" in page.text


def test_no_file_is_no_fault_of_ours(client: Client) -> None:
    assert "Choose a file first." in client.post("/resume/", {}, headers={"Accept-Language": "en"}).text


def test_the_form_for_files_needs_its_token_too() -> None:
    file = SimpleUploadedFile("family.yaml", b"date: 2026-03-20")
    assert Client(enforce_csrf_checks=True).post("/resume/", {"file": file}).status_code == 403
