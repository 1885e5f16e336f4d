"""A folder copied into the home shows on the pages: to residents of its place, and to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from madang.portal import rulebook
from madang.portal.journey import record
from madang.portal.journey.scope import groups_of_service
from madang.portal.tests.walking import begin, hidden, is_question, press
from madang.rules.service import Rulebook, load_rulebook
from tests.local_pack import ID, write

FIRST = {"rows": "1", "birth-0": "1986-03-01", "sex-0": "female"}


@pytest.fixture(scope="module")
def with_pack(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    home = write(tmp_path_factory.mktemp("home") / "packs").parent
    (home / "local_broken").mkdir()
    return load_rulebook(home=home)


@pytest.fixture(autouse=True)
def _installed(with_pack: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(rulebook, "installed_rulebook", lambda: with_pack)
    yield
    monkeypatch.undo()


def result(client: Client, region: str | None, **facts: object) -> str:
    home = {"id": "home1", "persons": ["a"], **({"region": region} if region else {})}
    family = {"date": "2026-03-20", "applicant": "a", "residences": [home],
              "persons": [{"id": "a", "birth_date": "1986-03-01", "facts": facts}]}  # fmt: skip
    page = client.post("/result/", {"state": json.dumps({"family": family})}, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    return page.text


def test_the_result_holds_it_for_residents_of_its_place_only(client: Client) -> None:
    here = result(client, "4146000000", **{f"{ID}.months": 7})
    assert f'id="service-{ID}"' in here
    assert "Lives in Yongin" in here
    for elsewhere in ("4159000000", "1111000000", None):
        assert f'id="service-{ID}"' not in result(client, elsewhere)
    assert 'id="service-local_seoul_youth_rent"' in result(client, "1111000000")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_page_lists_what_is_for_everybody(client: Client, language: str) -> None:
    text = client.get("/", headers={"Accept-Language": language}).text
    assert "Test gift" not in text
    assert "시험 선물" not in text
    assert "서울시 청년월세지원" not in text


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("region", "asked"), [("4146000000", True), ("4159000000", False)])
def test_only_residents_are_asked_for_it(client: Client, region: str, asked: bool) -> None:
    about = {"about": list(groups_of_service(ID))}  # all that is asked of everybody would be some hundred questions
    page, seen = begin(client, {**FIRST, **about, "region": region}), set[str]()
    for _ in range(60):
        if not is_question(page):
            break
        seen |= set(hidden(page, "fact"))
        page = press(client, page, "unknown")
    assert seen or not asked
    assert (f"{ID}.months" in seen) is asked
    assert not [name for name in seen if name.startswith(("local_seoul", "local_jeju", "local_incheon"))]


@pytest.mark.parametrize(
    ("region", "there"),
    [("1111000000", {"local_seoul_youth_rent"}), ("4373000000", {"local_okcheon_youth_rent"}), ("", set())],
)
def test_a_check_about_one_part_of_life_leaves_out_other_places(client: Client, region: str, there: set[str]) -> None:
    page = begin(client, {**FIRST, "about": ["home"], "region": region})
    journey = record.read(hidden(page, "state")[0])
    local = {id for id, one in rulebook.rulebook().pack.services.items() if one.area}
    assert set(journey.services or ()) & local == there
    shown = press(client, page, "show", to="/result/").text
    assert {id for id in local if f'id="service-{id}"' in shown} == there
