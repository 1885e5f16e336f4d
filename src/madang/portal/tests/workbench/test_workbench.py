"""The workbench without a browser: who may come, figures of a new year, four eyes, nothing typed is lost, bounds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madang.portal.tests.workbench.house import (
    FIGURES,
    LINE,
    SERVICE,
    begun,
    pressed,
    signed_in,
    submitted,
    year_form,
)
from madang.rulemaking import service as rulemaking

pytestmark = pytest.mark.usefixtures("workbench")
OLD = "value: 2470000"


@pytest.mark.parametrize("part", ["resident", "clerk", ""])
def test_it_is_for_those_who_keep_the_rules(part: str) -> None:
    draft = begun(signed_in("author"))
    client = signed_in(part) if part else Client()
    for address in ("/workbench/", draft, f"{draft}year/", f"{draft}file/", f"{draft}changes/", f"{draft}archive/"):
        response = client.get(address)
        assert response.status_code == (403 if part else 302), address
        assert "기초연금" not in response.content.decode()
    assert client.post("/workbench/", {"title": "t", "reason": "r"}).status_code in (401, 403)


def test_another_authority_sees_no_draft_and_begins_none() -> None:
    draft = begun(signed_in("author"))
    other = signed_in("elsewhere")
    assert other.get("/workbench/").context["lines"] == []
    assert other.get(draft).status_code == 404
    refused = other.post("/workbench/", {"title": "t", "reason": "우리 규칙"})
    assert (refused.status_code, "우리 규칙" in refused.content.decode()) == (422, True)


def test_figures_of_a_city_are_not_offered_and_a_typed_address_says_why() -> None:
    author = signed_in("author")
    draft = begun(author)
    offered = {id for id, _ in author.get(f"{draft}year/").context["services"]}
    assert "basic_pension" in offered
    assert not {id for id in offered if id.startswith("local_")}
    asked = {"service": "local_yongin_school_start", "year": "2027", "revision": "0"}
    name = "local_yongin_school_start_amount"
    typed = {f"value-{name}": "100000", f"source-{name}": "x", f"start-{name}": "2027-01-01"}
    for refused in (author.get(f"{draft}year/", asked), author.post(f"{draft}year/", {**asked, **typed})):
        assert refused.status_code == 404
        assert "지역 꾸러미" in refused.content.decode()


def test_the_figures_of_a_new_year_are_written_examined_reviewed_and_in_force() -> None:
    author, releaser = signed_in("author"), signed_in("releaser")
    draft = begun(author)
    form = author.get(f"{draft}year/", {"service": "basic_pension", "year": "2027"}).context["form"]
    assert LINE in {one.name for one in form.needed}
    assert all(one.before and one.law and one.before_source for one in form.needed)
    fields = year_form(author, draft)
    bad = author.post(f"{draft}year/", {**fields, f"value-{LINE}": "이백만", f"source-{LINE}": ""})
    text = bad.content.decode()
    assert (bad.status_code, "이백만" in text, "시험용 값" in text) == (422, True, True), "what was typed is there"
    (wrong,) = [one for one in bad.context["form"].needed if one.error]
    assert wrong.name == LINE
    assert author.post(f"{draft}year/", fields).headers["Location"] == f"{draft}?done=saved"
    page = author.get(f"{draft}?done=saved")
    assert page.context["finding"].sound
    assert [(one.id, one.year, one.before) for one in page.context["years"]] == [("basic_pension", 2027, "")]
    assert {one.path: (one.more, one.less) for one in page.context["files"]} == {FIGURES: (4, 0), SERVICE: (1, 0)}
    assert pressed(author, draft, "submit").status_code == 302
    assert "2600000" in releaser.get(f"{draft}changes/").content.decode()
    assert pressed(author, draft, "release").status_code == 422, "the author is no releaser"
    assert pressed(releaser, draft, "release").headers["Location"] == f"{draft}?done=release"
    assert rulemaking.in_force().number == 1
    listed = signed_in("author").get("/workbench/").context["releases"]
    assert [(one.number, one.writers, one.releaser, one.services) for one in listed] == [
        (1, "규칙 작성자", "규칙 시행 책임자", "기초연금")
    ]
    assert re.search(r"시행판 1, 시행한 때: 20\d\d-", releaser.get(draft).content.decode())
    english = releaser.get(draft, headers={"Accept-Language": "en"}).content.decode()
    assert re.search(r"Release 1, in force since 20\d\d-", english)
    assert releaser.get("/workbench/releases/1/").status_code == 200
    assert releaser.get("/workbench/releases/2/").status_code == 404


def test_whoever_wrote_any_of_it_does_not_release_it() -> None:
    colleague = signed_in("colleague")
    draft = submitted(colleague)
    page = colleague.get(draft)
    assert not page.context["may_review"]
    refused = pressed(colleague, draft, "release")
    assert refused.status_code == 422
    assert "다른 사람이 시행" in refused.content.decode()
    assert rulemaking.latest_release() == 0


def test_it_is_sent_back_with_a_reason_and_the_reason_is_not_lost_to_a_refusal() -> None:
    author, releaser = signed_in("author"), signed_in("releaser")
    draft = submitted(author)
    assert pressed(releaser, draft, "send_back", why=" ").status_code == 422
    stale = releaser.post(draft, {"do": "send_back", "revision": "1", "why": "고시 번호를 적어 주세요"})
    assert (stale.status_code, "고시 번호를 적어 주세요" in stale.content.decode()) == (422, True)
    assert pressed(releaser, draft, "send_back", why="고시 번호를 적어 주세요").status_code == 302
    assert "고시 번호를 적어 주세요" in author.get(draft).content.decode()
    assert pressed(author, draft, "submit").status_code == 302


def test_a_files_text_is_saved_with_its_faults_by_line_and_gone_back_from() -> None:
    author = signed_in("author")
    draft = begun(author)
    page = author.get(f"{draft}file/", {"path": FIGURES})
    text = str(page.context["text"])
    assert author.get(f"{draft}file/").context["folders"]
    typed = {"path": FIGURES, "revision": "1", "text": text.replace(OLD, f"{OLD}.5"), "do": "stay", "note": "시험"}
    saved = author.post(f"{draft}file/", typed)
    (problem,) = saved.context["problems"]
    assert "2470000.5" in problem.text
    assert f'id="line-{problem.line}" class="wrong"' in saved.content.decode()
    behind = author.post(f"{draft}file/", {**typed, "text": text + "# mine\n"})
    assert (behind.status_code, "# mine" in behind.content.decode()) == (422, True), "nothing typed is lost"
    assert pressed(author, draft, "submit").status_code == 422
    assert pressed(author, draft, "go_back", to="1").status_code == 302
    after = author.get(draft)
    assert (after.context["draft"].revision, after.context["files"]) == (3, [])
    diff = author.get(f"{draft}changes/", {"from": "1", "to": "2"})
    assert [line.kind for line in diff.context["files"][0].lines].count("in") == 1
    for path in ("pack.yaml", "../x.yaml", "services/%00.yaml"):
        assert author.get(f"{draft}file/", {"path": path}).status_code == 422
    assert author.get(f"{draft}changes/", {"from": "9"}).status_code == 404
    assert author.get(f"{draft}changes/", {"from": "x"}).status_code == 404


@pytest.mark.parametrize("unknown", ["releases/77/", f"releases/{2**40}/archive/", f"drafts/{UUID(int=7)}/"])
def test_what_is_not_there_leads_back_to_the_workbench(unknown: str) -> None:
    text = signed_in("author").get(f"/workbench/{unknown}").content.decode()
    assert 'href="/workbench/">규칙 작업대로 가기' in text
    assert "신청 처리로 가기" not in text


def test_nobody_is_led_to_where_they_may_not_come() -> None:
    for part, address, way in (("author", "/desk/", "/"), ("clerk", "/workbench/", "/desk/")):
        refused = signed_in(part).get(address)
        assert refused.status_code == 403
        assert f'<a class="button secondary" href="{way}">' in refused.content.decode()


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "1.0", ""])
def test_a_revision_that_is_no_number_is_as_one_that_is_not_the_latest(number: str) -> None:
    author = signed_in("author")
    draft = begun(author)
    sent = {"path": FIGURES, "text": "parameters: []\n", "do": "save", "revision": number}
    assert author.post(f"{draft}file/", sent).status_code == 422
    assert author.post(f"{draft}year/", {**year_form(author, draft), "revision": number}).status_code == 422
    assert author.post(draft, {"do": "submit", "revision": number}).status_code == 422
    assert author.get(f"{draft}changes/", {"from": number}).status_code == (404 if number else 200)


def test_a_differing_case_is_named_with_what_it_expected() -> None:
    author = signed_in("author")
    draft = begun(author)
    text = str(author.get(f"{draft}file/", {"path": FIGURES}).context["text"])
    sent = {"path": FIGURES, "revision": "1", "text": text.replace(OLD, "value: 2480000")}
    author.post(f"{draft}file/", sent)
    page = author.get(draft)
    cases = page.context["cases"]
    assert cases["differing"]
    lines = [line for one in cases["differing"] for line in one["lines"]]
    assert any("사례에서는" in line and "나온 답은" in line for line in lines)
    english = author.get(draft, headers={"Accept-Language": "en"}).content.decode()
    assert "the case expects" in english
    assert not re.search(r"ineligible|expected|\[\d+, |None|True|False", "".join(lines))
    assert not page.context["finding"].sound


def test_a_draft_goes_out_as_a_zip_and_comes_in_again() -> None:
    author = signed_in("author")
    draft = submitted(author)
    data = author.get(f"{draft}archive/").content
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert sorted(opened.namelist()) == ["about.json", FIGURES, SERVICE]
    back = author.post("/workbench/import/", {"file": SimpleUploadedFile("d.zip", data, "application/zip")})
    again = author.get(str(back.headers["Location"]))
    assert [one.path for one in again.context["files"]] == [FIGURES, SERVICE]
    assert again.context["draft"].title == "2027년 기초연금"
    for bad in (b"no zip", b"\0" * 1_100_000):
        refused = author.post("/workbench/import/", {"file": SimpleUploadedFile("d.zip", bad)})
        assert refused.status_code == 422
    assert author.post("/workbench/import/").status_code == 422


def test_an_effect_is_asked_for_once_and_shown_when_it_is_worked_out() -> None:
    author = signed_in("author")
    draft = submitted(author)
    assert pressed(author, draft, "effect", on="2027년").status_code == 422
    for _ in range(2):
        assert pressed(author, draft, "effect", on="2027-01-15").status_code == 302
    (waiting,) = author.get(draft).context["effects"]
    assert waiting.state == "waiting"
    effect = rulemaking.take_effect()
    assert effect is not None
    work = rulemaking.work_of(effect)
    assert (work.services, len(work.carried) >= 3) == (("basic_pension",), True)
    rulemaking.progressed(effect, 500, 1000)
    assert author.get(draft).context["effects"][0].percent == 50
    rulemaking.keep_effect(effect, RESULT)
    page = author.get(draft)
    (shown,) = page.context["effects"]
    assert (shown.services[0].whole.gaining.words, shown.services[0].whole.gaining.margin) == ("300", "± 20")
    assert "새로 받음" in page.content.decode()
    assert rulemaking.take_effect() is None


@pytest.mark.parametrize("revisions", [1, 4])
def test_the_pages_ask_a_constant_number_of_queries(
    revisions: int, count_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    author = signed_in("author")
    draft = begun(author)
    for number in range(revisions):
        sent = {"path": FIGURES, "revision": str(number + 1), "text": f"parameters: []\n# {number}\n", "do": "save"}
        assert author.post(f"{draft}file/", sent).status_code == 302
    for other in range(revisions):
        begun(author, f"{other}")
    author.get(draft)
    with count_queries(PAGE):
        author.get(draft)
    with count_queries(LIST):
        author.get("/workbench/")


PAGE, LIST = 12, 10
MEASURES = {
    name: [number, 20]
    for name, number in (
        ("persons_before", 1000), ("persons_after", 1300), ("persons_gaining", 300), ("persons_losing", 0),
        ("persons_more", 10), ("persons_less", 0), ("open_before", 0), ("open_after", 0), ("won_before", 10**12),
        ("won_after", 11 * 10**11), ("won_change", 10**11),
    )
}  # fmt: skip
RESULT = {
    "date": "2027-01-15", "synthetic": True, "counted": 5000, "stands_for": 51_700_000, "changes": [],
    "carried": [{"ko": "선정기준액", "en": "Line"}],
    "dimensions": {"age": {"ko": "나이", "en": "Age"}},
    "services": [
        {"id": "basic_pension", "label": {"ko": "기초연금", "en": "Basic pension"}, "per": "month",
         "left_to_interpreter": 0, "faults": 0, "failing": [],
         "groups": [{"dimension": "", "ko": "전체", "en": "All", **MEASURES},
                    {"dimension": "age", "ko": "65–74세", "en": "65–74", **MEASURES}]},
    ],
}  # fmt: skip
