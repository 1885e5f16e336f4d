"""The rulebook's pages: what they say, in both languages, without a session or a query."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madang.portal.law import frame, try_page
from madang.rules.book.service import cases_of
from madang.rules.service import ServiceDefinition, installed_rulebook, load_rulebook
from tests.decision_table import GOOD, MISTAKES, WRONG, written
from tests.local_pack import CASES, CASES_FILE, ID, write

ENGLISH = {"Accept-Language": "en"}
SERVICES = list(installed_rulebook().pack.services.values())
PATHS = ["/rules/", "/rules/changes/", "/rules/figures/", "/rules/figures/?sure=secondary", "/rules/contradictions/",
         "/rules/table/"]  # fmt: skip
OF_A_SERVICE = ("", "?on=2024-02-29", "compare/", "compare/?before=2024-03-01&after=2026-03-01", "cases/", "try/")


def read(client: Client, path: str, status: int = 200, language: str = "en") -> str:
    answer: Any = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, path
    text: str = answer.content.decode()
    return html.unescape(text)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_list_is_there_for_anybody_without_a_query(client: Client, path: str, language: str) -> None:
    assert f'<html lang="{language}"' in read(client, path, language=language)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("page", OF_A_SERVICE)
@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_every_page_of_every_service(client: Client, service: ServiceDefinition, page: str, language: str) -> None:
    text = read(client, f"/rules/service/{service.id}/{page}", language=language)
    assert (service.label.ko if language == "ko" else service.label.en) in text


@pytest.mark.parametrize("page", ["", "compare/", "cases/", "try/"])
def test_a_service_that_is_not_there(client: Client, page: str) -> None:
    read(client, f"/rules/service/no_such/{page}", 404)
    read(client, "/rules/service/basic_pension/try/?case=no-such", 404)


def test_a_search_finds_with_particles_and_says_when_nothing_fits(client: Client) -> None:
    found = read(client, "/rules/?q=기초연금을")
    assert "Basic pension" in found
    assert "Housing benefit" not in found
    assert "No service fits." in read(client, "/rules/?q=zzzz")
    births = read(client, "/rules/?event=birth")
    assert "First-meeting voucher" in births
    assert "Housing benefit" not in births


def test_what_is_typed_is_escaped(client: Client) -> None:
    answer = client.get("/rules/", {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in answer.content


def test_the_list_and_the_command_count_the_same(client: Client) -> None:
    from madang.rules.book.service import all_years, counts_of

    counts = counts_of(all_years(installed_rulebook()).values())[2026]
    row = re.search(r'<th role="rowheader" scope="row">2026</th>(.*?)</tr>', read(client, "/rules/"), re.DOTALL)
    assert row is not None
    assert [int(n) for n in re.findall(r"</span> (\d+)</td>", row[1])] == list(counts.values())


def test_a_service_shows_the_figures_of_the_day(client: Client) -> None:
    this, last = (read(client, f"/rules/service/basic_pension/?on={year}-03-20") for year in (2026, 2025))
    assert "₩2,470,000" in this
    assert "₩2,280,000" in last
    assert "₩2,470,000" not in last
    assert "기초연금법 §3①" in re.sub(r"</?span[^>]*>", "", this)
    assert "sha256:" in this


def test_every_condition_shows_cases_in_which_it_holds_and_fails(client: Client) -> None:
    text = read(client, "/rules/service/basic_pension/")
    for block in re.findall(r'<dl class="law-cover">(.*?)</dl>', text, re.DOTALL):
        assert len(re.findall(r"\?case=", block)) >= 2


@pytest.mark.parametrize("typed", ["not a day", "2026-02-30", "9999-01-01", "2026-13-01"])
def test_a_day_that_cannot_be_is_told_and_stays_in_its_field(client: Client, typed: str) -> None:
    text = read(client, f"/rules/service/housing/?on={typed}")
    assert 'id="on-error"' in text
    assert f'value="{typed}"' in text
    assert 'id="before-error"' in read(client, f"/rules/service/housing/compare/?before={typed}")


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31", "2023-06-01", "2024-02-29"])
def test_days_far_from_the_law_break_nothing(client: Client, day: str) -> None:
    for service in SERVICES:
        read(client, f"/rules/service/{service.id}/?on={day}")
        read(client, f"/rules/service/{service.id}/compare/?before={day}&after=2026-01-01")


def test_two_days_side_by_side(client: Client) -> None:
    text = read(client, "/rules/service/child_allowance/compare/?before=2026-06-01&after=2025-06-01")
    assert "What differs between 2025-06-01 and 2026-06-01." in text
    assert "outside_capital" in text
    assert "not in force" in text
    assert "Nothing differs" in read(
        client, "/rules/service/child_allowance/compare/?before=2026-06-01&after=2026-06-02"
    )


def test_changes_between_years(client: Client) -> None:
    text = read(client, "/rules/changes/")
    assert "₩2,470,000" in text
    assert "+8.3%" in text
    assert "What changed from 2024 to 2025" in read(client, "/rules/changes/?from=2025&to=2024")
    for wrong in ("from=2025&to=2025", "from=x&to=2026", "from=1900&to=2026"):
        assert "Choose two different years" in read(client, f"/rules/changes/?{wrong}")


def test_figures_to_be_checked_say_where_they_are_used(client: Client) -> None:
    text = read(client, "/rules/figures/")
    assert "Used by:" in text
    assert "2024 한부모가족지원사업 안내" in re.sub(r"</?span[^>]*>", "", text)


def test_the_seven_contradictions_say_which_governs_and_why(client: Client) -> None:
    text = read(client, "/rules/contradictions/", language="ko")
    assert len(re.findall(r'id="contradiction-', text)) >= 7
    assert text.count("이 글을 따름") >= 7
    for words in ("절상", "492,000", "디딤씨앗", "2026-141"):
        assert words in text
    assert "contradiction-housing_example_rent" in read(client, "/rules/service/housing/")
    elsewhere = text.partition("다른 값이 적힌 곳이 있는 기준값")[2]
    assert elsewhere.count("쓰는 곳:") == elsewhere.count('<article class="disagree">') > 0


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_worked_cases_can_be_tried_and_are_answered_as_derived(client: Client, service: ServiceDefinition) -> None:
    titles = {"eligible": "You can receive this", "unknown": "More to be known", "ineligible": "Does not apply"}
    for case in cases_of(service.id, installed_rulebook().regional)[::30]:
        text = read(client, f"/rules/service/{service.id}/try/?case={case.id}")
        if "status" in case.expect:
            assert titles[case.expect["status"]] in text, case.id
        assert "Step by step" in text


def test_a_service_of_a_city_shows_its_worked_cases(client: Client) -> None:
    page = "/rules/service/local_yongin_school_start/"
    assert "16 worked cases" in read(client, page)
    assert "16 cases worked out by hand" in read(client, f"{page}cases/")
    assert '<option value="two-new-pupils"' in read(client, f"{page}try/")


def test_a_family_of_a_case_that_nobody_checked_is_told_what_is_wrong(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path)
    (folder / "cases").mkdir()
    (folder / CASES_FILE).write_text(CASES.replace("sex: female", "sex: neither"), "utf-8")
    held = load_rulebook(home=tmp_path)
    monkeypatch.setattr(try_page, "book", lambda: held)
    assert "neither" in read(client, f"/rules/service/{ID}/try/?case=long-here", 422)


def post(client: Client, path: str, status: int, **fields: Any) -> str:
    answer: Any = client.post(path, fields, headers=ENGLISH)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


TRY = "/rules/service/basic_pension/try/"
FAMILY = "date: 2026-03-20\npersons:\n  - {id: a, age: 64}\n"


def test_a_family_that_is_typed_or_sent_is_answered_step_by_step(client: Client) -> None:
    typed = post(client, TRY, 200, family=FAMILY)
    assert "Does not apply" in typed
    assert "= false" not in typed
    assert "person.age" in typed
    assert "id: a, age: 64" in typed
    sent = post(client, TRY, 200, family="", file=SimpleUploadedFile("f.yaml", FAMILY.encode()))
    assert "Does not apply" in sent


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("", "Choose a file or write a family first."),
        ("date: 2026-02-30\npersons: [{id: a}]", "Line 1:"),
        ("persons:\n  - {id: a, facts: {nonsense: 1}}", "Line 2:"),
        ("[" * 5_000, "cannot be read"),
        ("x" * 200_001, "too long"),
    ],
)
def test_a_family_that_cannot_be_is_told_by_line_and_kept_in_the_field(client: Client, family: str, words: str) -> None:
    text = post(client, TRY, 422, family=family)
    assert words in text
    assert family[:100] in text


def test_a_family_of_a_megabyte_and_bytes_that_are_no_text(client: Client) -> None:
    assert "too large" in post(client, TRY, 422, file=SimpleUploadedFile("f.yaml", b"x" * 1_000_001))
    post(client, TRY, 422, file=SimpleUploadedFile("f.yaml", b"\xff\xfe\x00"))


def test_the_language_changes_and_what_was_typed_stays(client: Client) -> None:
    answer: Any = client.post(TRY, {"family": FAMILY, "language": "ko"}, headers=ENGLISH)
    assert '<html lang="ko"' in answer.text
    assert "id: a, age: 64" in html.unescape(answer.text)


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_ten_mistakes_are_ten_rows_with_cell_and_content(client: Client, ending: str) -> None:
    data, name = written(WRONG, ending)
    text = post(client, "/rules/table/", 422, table=SimpleUploadedFile(name, data))
    rows = re.findall(r'<tr role="row"><th role="rowheader" scope="row"><code>(.*?)</code></th>'
                      r'<td role="cell">(.*?)</td>', text)  # fmt: skip
    assert len(rows) == len(MISTAKES) == 10
    assert "10 places to correct" in text
    assert sum("<code>" in content for _, content in rows) >= 7
    assert all(re.fullmatch(r"(\S+!)?[A-Z]+\d+", cell) for cell, _ in rows)


def test_what_is_too_long_for_its_cell_is_shown_in_part(client: Client) -> None:
    data = written(WRONG, ".csv")[0].decode("utf-8-sig").replace("34..19", "9" * 30_000).encode()
    text = post(client, "/rules/table/", 422, table=SimpleUploadedFile("t.csv", data))
    assert f"<code>{'9' * 199}…</code>" in text


def test_a_sound_table_becomes_a_definition_to_take_away(client: Client) -> None:
    data, name = written(GOOD, ".xlsx")
    text = post(client, "/rules/table/", 200, table=SimpleUploadedFile(name, data))
    assert "The table is sound" in text
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    assert found is not None
    answer: Any = client.post("/rules/table/definition/", {"definition": found[1].replace("\n", "\r\n")})
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[a-z_0-9]+\.yaml"', answer.headers["Content-Disposition"])
    assert answer.text == found[1]


def test_only_a_definition_is_given_as_a_file(client: Client) -> None:
    assert "Line 1:" in post(client, "/rules/table/definition/", 422, definition="service: <script>")
    post(client, "/rules/table/definition/", 422, definition="")
    told = read(client, "/rules/table/definition/", 405)
    assert "<title>This address opens from a checked table" in told
    assert "Start the check" not in told
    assert 'href="/rules/table/">Check a table' in told


@pytest.mark.parametrize(
    ("name", "data"),
    [("t.xlsx", b"PK\x03\x04nonsense"), ("t.xlsm", b"x"), ("t.exe", b"MZ"), ("t.csv", b"\xff\xfe\x00"), ("t.ods", b"")],
)
def test_hostile_and_broken_tables_are_refused(client: Client, name: str, data: bytes) -> None:
    text = post(client, "/rules/table/", 422, table=SimpleUploadedFile(name, data))
    assert "to correct" in text


def test_a_table_too_large_or_none(client: Client) -> None:
    assert "too large" in post(client, "/rules/table/", 422, table=SimpleUploadedFile("t.csv", b"x" * 1_000_001))
    assert "Choose a file first." in post(client, "/rules/table/", 422)


@pytest.mark.parametrize("path", [TRY, "/rules/table/", "/rules/table/definition/"])
def test_forms_need_their_token(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {"family": FAMILY}).status_code == 403


def test_another_rulebook_gives_other_pages_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    rulebook = installed_rulebook()
    only = {"housing": rulebook.pack.services["housing"]}
    other = replace(rulebook, pack=replace(rulebook.pack, services=only))
    assert "Basic pension" in read(client, "/rules/")
    monkeypatch.setattr(frame, "installed_rulebook", lambda: other)
    assert "Basic pension" not in read(client, "/rules/")
    read(client, "/rules/service/basic_pension/", 404)


def test_nothing_tried_reaches_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    post(client, TRY, 200, family=FAMILY.replace("id: a", "id: secretname"))
    assert "secretname" not in caplog.text


def test_every_answer_leads_to_its_rule(client: Client) -> None:
    from madang.portal.tests.walking import OLD_COUPLE, begin

    about = OLD_COUPLE | {"about": ["ageing"]}  # a list of few services shows each with its rule
    assert 'href="/rules/service/basic_pension/"' in begin(client, about).text
    assert 'href="/rules/"' in client.get("/").text
