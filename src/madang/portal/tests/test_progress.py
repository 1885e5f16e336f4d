"""How far a check is: what is done of all services, and how many questions it mostly takes."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from madang.portal.journey.asking import FEW, Progress
from madang.portal.tests.walking import begin, is_question, press


def test_a_page_says_what_is_done_and_what_it_mostly_takes(client: Client) -> None:
    page = begin(client)
    seen: list[tuple[int, int]] = []
    for _ in range(60):
        if not is_question(page):
            break
        text = " ".join(page.text.split())
        found = re.search(r'<progress max="(\d+)" value="(\d+)".*?(\d+) of (\d+) services done', text)
        assert found
        assert (found[1], found[2]) == (found[4], found[3])
        more = re.search(r"usually (\d+) to (\d+) more questions|at most (\d+) more question", text)
        assert more
        seen.append((int(found[3]), int(more[2] or more[3])))
        page = press(client, page, "unknown")
    assert seen[-1][0] >= seen[0][0]
    assert seen[0][1] < 70  # of some hundred and thirty that could be asked of all services
    assert seen[-1][1] < seen[0][1]


def test_the_first_page_says_how_many_questions_to_expect(client: Client) -> None:
    assert "Mostly 30 to 50 questions" in client.get("/", headers={"Accept-Language": "en"}).text
    assert "보통 질문 30~50개" in client.get("/", headers={"Accept-Language": "ko"}).text


@pytest.mark.parametrize("questions", range(FEW + 1, 100))
def test_what_it_mostly_takes_is_within_what_can_be_asked(questions: int) -> None:
    usual = Progress(3, 8, questions).usual
    assert usual is not None
    assert 1 <= usual[0] < usual[1] < questions


def test_a_few_are_counted() -> None:
    assert Progress(1, 8, FEW).usual is None
    assert Progress(1, 8, FEW).done == 7
