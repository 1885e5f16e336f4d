"""The pages: first page, people form, guided check, result, errors."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madang.portal.journey import record
from madang.portal.tests.walking import OLD_COUPLE, begin, form_of, hidden, is_question, plain_answers, press

ENGLISH = {"Accept-Language": "en"}


def family(page: Any) -> dict[str, Any]:
    return record.read(hidden(page, "state")[0]).told


def test_the_first_page_keeps_nothing_and_reads_no_database(client: Client) -> None:
    page = client.get("/", headers=ENGLISH)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert '<html lang="en"' in page.text
    assert set(page.cookies) == {"csrftoken"}


def test_korean_comes_first(client: Client) -> None:
    page = client.get("/")
    assert '<html lang="ko"' in page.text
    assert "나는 무엇을 받을 수 있나" in page.text


def test_people_are_added_and_removed_with_what_was_typed(client: Client) -> None:
    more = client.post("/start/", {"rows": "2", "birth-0": "hello", "relation-1": "child", "age-1": "3", "do": "add"})
    assert 'name="rows" value="3"' in more.text
    assert 'value="hello"' in more.text
    fewer = client.post("/start/", {"rows": "3", "birth-0": "hello", "age-2": "44", "do": "remove:1"})
    assert 'name="rows" value="2"' in fewer.text
    assert 'value="44"' in fewer.text


def test_wrong_fields_are_named_beside_the_field_and_in_the_summary(client: Client) -> None:
    page = begin(client, {"rows": "2", "birth-0": "1958-13-01", "relation-1": "", "region": "99"})
    assert page.status_code == 422
    for field in ("birth-0", "relation-1", "region"):
        assert f'href="#{field}"' in page.text
        assert f'id="{field}-error"' in page.text
    assert 'value="1958-13-01"' in page.text
    assert "<title>Error:" in page.text


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "‘배우자 (만 5세)’는 5세인데"), ("en", "‘spouse (aged 5)’ is 5 years old")]
)
def test_people_who_cannot_be_are_named_as_the_page_names_them(client: Client, language: str, words: str) -> None:
    fields = OLD_COUPLE | {"birth-1": "", "age-1": "5"}
    page = begin(client, fields, **{"Accept-Language": language})
    assert page.status_code == 422
    assert words.replace("‘", "&#x27;").replace("’", "&#x27;") in page.text
    assert "민법 §807" in page.text
    assert 'value="5"' in page.text


def test_people_become_a_family(client: Client) -> None:
    told = family(
        begin(client, OLD_COUPLE | {"rows": "3", "relation-2": "child", "age-2": "30", "lives-2": "elsewhere"})
    )
    assert [home["persons"] for home in told["residences"]] == [["p1", "p2"], ["p3"]]
    kinds = {(entry["from"], entry["to"], entry["kind"]) for entry in told["relations"]}
    assert kinds == {("p1", "p2", "spouse"), ("p1", "p3", "child"), ("p2", "p3", "child")}


def test_changing_the_people_keeps_what_was_told_about_them(client: Client) -> None:
    page = press(client, begin(client), "unknown")
    people = press(client, page, "people")
    state = hidden(people, "state")[0]
    fields = {"state": state, "rows": "1", "id-0": "p1", "birth-0": "1958-03-01", "sex-0": "female", "do": "begin"}
    after = family(client.post("/start/", fields | {"region": "1111000000"}))
    assert [person["id"] for person in after["persons"]] == ["p1"]
    assert "unknown" in str(after["persons"]) or "unknown" in str(after["residences"])
    assert after.get("relations", []) == []


def test_a_wrong_answer_stays_in_its_field_with_what_to_write_instead(client: Client) -> None:
    page = begin(client)
    while "data-money" not in page.text:
        page = press(client, page, "answer", plain_answers(page))
    wrong = press(client, page, "answer", {"value-0": "2천"})
    assert wrong.status_code == 422
    assert 'value="2천"' in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert "2,000 won or 20,000,000 won" in wrong.text


def test_back_undoes_nothing_and_shows_the_answer_again(client: Client) -> None:
    first = begin(client)
    second = press(client, first, "answer", plain_answers(first))
    back = press(client, second, "back")
    assert hidden(back, "fact") == hidden(first, "fact")
    assert hidden(back, "at") == ["0"]
    assert " checked" in back.text
    assert family(back) == family(second)
    assert "The people" in press(client, back, "back").text


def test_an_unknown_is_not_asked_again_and_the_check_ends(client: Client) -> None:
    page, asked = begin(client), []
    for _ in range(80):
        if not is_question(page):
            break
        asked += [(hidden(page, "fact")[0], entity) for entity in hidden(page, "entity")]
        page = press(client, page, "unknown")
    assert not is_question(page)
    assert "Your result" in page.text
    assert "There is nothing more to ask" in page.text
    assert "Go on with the questions" not in page.text
    assert len(asked) == len(set(asked))


def test_the_language_changes_without_losing_what_was_typed(client: Client) -> None:
    page = begin(client)
    korean = client.post("/check/", form_of(page) | {"value-0": "typed text", "language": "ko"})
    assert '<html lang="ko"' in korean.text
    assert hidden(korean, "fact") == hidden(page, "fact")
    assert family(korean) == family(page)
    assert client.cookies["madang_language"].value == "ko"


def test_the_text_size_is_remembered(client: Client) -> None:
    assert 'class="text-huge"' in client.post("/start/", {"rows": "1", "text_size": "huge"}).text
    assert 'class="text-huge"' in client.get("/").text


@pytest.mark.parametrize(
    "address", ["/check/", "/result/", "/start/", "/resume/", "/demo/begin/", "/erase/", "/likely/"]
)
def test_an_address_alone_says_where_to_begin_or_goes_on_by_script(client: Client, address: str) -> None:
    page = client.get(address, headers=ENGLISH)
    assert page.status_code == 200
    assert "Start the check" in page.text
    assert "data-returns" in page.text
    assert "Clear-Site-Data" not in page.headers


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_broken_journey_gets_a_page_and_its_text_back(client: Client, language: str) -> None:
    page = client.post("/check/", {"state": "<script>broken"}, headers={"Accept-Language": language})
    assert page.status_code == 400
    assert "&lt;script&gt;broken" in page.text
    assert "<script>broken" not in page.text
    assert client.post("/sent/", {"sent": "<script>broken"}).text == "<script>broken"


def test_a_stale_token_loses_nothing() -> None:
    state = hidden(begin(Client()), "state")[0]
    page = Client(enforce_csrf_checks=True).post("/check/", {"state": state, "do": "unknown"}, headers=ENGLISH)
    assert page.status_code == 403
    assert record.read(hidden(page, "state")[0]).told == record.read(state).told
    assert "Nothing is lost" in page.text


def test_amounts_conditions_articles_and_how_to_apply_stand_in_the_result(client: Client) -> None:
    page = client.post("/result/", {"state": hidden(begin(client), "state")[0]}, headers=ENGLISH)
    for words in ("기초연금법 §3①", "How to apply", "Counted together", "What this rests on", "figure to be checked"):
        assert words in page.text


def test_nothing_told_reaches_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    begin(client)
    client.post("/check/", {"state": "1958-03-01", "do": "answer"})
    assert "1958" not in caplog.text


def test_a_question_about_somebody_else_is_refused(client: Client) -> None:
    fields = form_of(begin(client))
    assert client.post("/check/", fields | {"entity": "stranger", "do": "unknown"}).status_code == 400
    assert client.post("/check/", fields | {"fact": "no.such", "do": "unknown"}).status_code == 400


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "fields",
    [
        {"state": " " * 300_001},
        {"state": "x" * 1_100_000},
        {f"value-{number}": "1" for number in range(2_001)},
        {f"file-{number}": SimpleUploadedFile("f.yaml", b"x") for number in range(5)},
    ],
    ids=["journey", "body", "fields", "files"],
)
def test_too_much_is_told_so(client: Client, fields: dict[str, Any], language: str) -> None:
    address = "/resume/" if "file-0" in fields else "/check/"
    page = client.post(address, fields, headers={"Accept-Language": language})
    assert page.status_code == 413
    title = {"ko": "보내신 내용이 너무 큽니다", "en": "What was sent is too large"}[language]
    assert f">{title}</h1>" in page.text
    assert 'href="/"' in page.text
