"""A copied folder adds services for the residents of its place, in every engine, and for nobody else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.service import (
    FactValue,
    Family,
    Rulebook,
    Standing,
    check,
    check_regional,
    family_from,
    family_to_dict,
    law_of,
    load_rulebook,
    rulebook_of_law,
    services_everywhere,
    services_on,
    with_fact,
)
from tests.local_pack import ID, replace, write
from tests.local_pack import person as told

DAY = dt.date(2026, 3, 20)
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("home") / "packs").parent


@pytest.fixture(scope="module")
def rulebook(home: Path) -> Rulebook:
    return load_rulebook(home=home)


def family(rulebook: Rulebook, region: str | None, **facts: object) -> Family:
    return family_from(told(region, **facts), rulebook, default_date=DAY)


def offered(rulebook: Rulebook, region: str | None) -> set[str]:
    return {one.service for one in check(rulebook, family(rulebook, region), explain=False)}


def test_it_appears_for_residents_of_its_place_only(rulebook: Rulebook) -> None:
    assert rulebook.left_out == ()
    assert ID in offered(rulebook, "경기도 용인시")
    assert ID in offered(rulebook, "경기도 용인시 처인구")
    for elsewhere in ("경기도 화성시", "서울특별시 종로구", None):
        assert ID not in offered(rulebook, elsewhere)
    assert ID not in {service.id for service in services_everywhere(rulebook, DAY)}
    assert ID in {service.id for service in services_on(rulebook, DAY)}


def test_the_packs_of_the_product_are_each_for_their_place(rulebook: Rulebook) -> None:
    places = {
        "서울특별시 종로구": {"local_seoul_youth_rent"},
        "인천광역시 연수구": {"local_incheon_pregnant_transport"},
        "경기도 수원시 영통구": {"local_gyeonggi_child_transport"},
        "경기도 화성시": {"local_gyeonggi_child_transport", "local_hwaseong_holiday"},
        "제주특별자치도 제주시": {"local_jeju_farmer"},
        "충청북도 옥천군": {"local_okcheon_youth_rent"},
        "부산광역시 중구": set(),
        "세종특별자치시": set(),
    }
    national = {service.id for service in services_everywhere(rulebook, DAY)}
    for place, local in places.items():
        assert offered(rulebook, place) == national | local, place


def test_nothing_of_it_is_asked_elsewhere_or_before_the_place_is_known(rulebook: Rulebook) -> None:
    for region, asked in (("경기도 용인시", True), ("경기도 화성시", False), (None, False)):
        open_ = Standing(rulebook, family(rulebook, region)).missing()
        names = {name for _, keys in open_.values() for name, _ in keys}
        assert (f"{ID}.months" in names) is asked, region


def test_it_costs_nothing_elsewhere(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("madang.rules.standing.answer", lambda _, service, **__: seen.append(service.id))
    Standing(rulebook, family(rulebook, "부산광역시 중구")).check()
    assert seen
    assert not [id for id in seen if id.startswith("local_")]


def test_it_comes_with_the_answer_to_where_one_lives(rulebook: Rulebook) -> None:
    standing = Standing(rulebook, family(rulebook, None))
    assert ID not in standing.outcomes()
    here = with_fact(standing.family, ("residence.region", "home1"), FactValue("4146000000"))
    assert standing.follow(here)
    assert ID in standing.outcomes()


def test_it_is_worked_out_like_any_service(rulebook: Rulebook) -> None:
    here = family(rulebook, "경기도 용인시", **{f"{ID}.months": 7})
    answer = check(rulebook, here, [ID])[0]
    assert (answer.status, answer.amount and answer.amount.low) == ("eligible", 1000)
    first = answer.clauses[0]
    assert (first.id, first.holds, first.law, first.label.en) == ("resident", True, "시험 조례", "Lives in Yongin")
    short = check(rulebook, family(rulebook, "경기도 용인시", **{f"{ID}.months": 5}), [ID])[0]
    assert (short.status, [clause.holds for clause in short.clauses]) == ("ineligible", [True, False])


def test_whoever_asks_for_it_by_name_elsewhere_is_told_why_not(rulebook: Rulebook) -> None:
    answer = check(rulebook, family(rulebook, "경기도 화성시", **{f"{ID}.months": 7}), [ID])[0]
    assert (answer.status, [clause.holds for clause in answer.clauses]) == ("ineligible", [False, True])
    unknown = check(rulebook, family(rulebook, None, **{f"{ID}.months": 7}), [ID])[0]
    assert (unknown.status, unknown.missing) == ("unknown", (("residence.region", "home1"),))


def test_the_law_of_a_decision_outlives_the_pack(rulebook: Rulebook) -> None:
    kept = rulebook_of_law(law_of(rulebook, ID, DAY))
    here = told("경기도 용인시", **{f"{ID}.months": 7})
    assert check(kept, family_from(here, kept, default_date=DAY), [ID])[0].status == "eligible"


def test_a_place_keeps_its_pack_through_another_code_and_name(tmp_path: Path) -> None:
    write(tmp_path, "local_test_gangwon", **{"경기도 용인시": "강원특별자치도"})
    book = load_rulebook(home=tmp_path)
    assert [one.area for one in book.regional if one.of_home] == [("4200000000", "5100000000")]
    write(tmp_path, "local_test_sejong", **{"경기도 용인시": "세종특별자치시"})
    assert "local_test_sejong" in offered(load_rulebook(home=tmp_path), "세종특별자치시")


def test_two_packs_of_one_name_or_of_names_that_overlap(tmp_path: Path) -> None:
    for id in ("local_seoul_youth_rent", "local_seoul", "local_seoul_youth_rent_more", "local_test_gift"):
        write(tmp_path, id)
    book = load_rulebook(home=tmp_path)
    found = {one.folder.name: one.found.problems[0].code for one in book.left_out}
    assert found == dict.fromkeys(
        ("local_seoul", "local_seoul_youth_rent", "local_seoul_youth_rent_more"), "duplicate_pack"
    )
    assert book.pack.services["local_seoul_youth_rent"].agency == "서울특별시"
    assert ID in book.pack.services


def test_a_pack_does_not_see_another(tmp_path: Path) -> None:
    write(tmp_path)
    folder = write(tmp_path, "local_test_other")
    replace(folder, "when: local_test_other.long", f"when: {ID}.long")
    book = load_rulebook(home=tmp_path)
    assert [(one.folder, one.found.problems[0].code) for one in book.left_out] == [(folder, "unknown_fact")]


def test_after_its_last_year_the_answer_is_open_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, **{"years: [2024, 2026]": "years: [2024, 2025]", "to: 2026-12-31": "to: 2025-12-31"})
    book = load_rulebook(home=tmp_path)
    answer = check(book, family(book, "경기도 용인시", **{f"{ID}.months": 7}), [ID])[0]
    assert (answer.status, [note.id for note in answer.notes]) == ("unknown", ["outside_years"])
    before = {**told("경기도 용인시", **{f"{ID}.months": 7}), "date": "2025-03-20"}
    assert check(book, family_from(before, book), [ID])[0].status == "eligible"


def test_a_folder_that_is_taken_away_leaves_nothing(tmp_path: Path, rulebook: Rulebook) -> None:
    alone = load_rulebook(home=tmp_path)
    assert ID not in alone.pack.services
    assert f"{ID}.months" not in alone.pack.facts
    assert {one.id for one in rulebook.regional} - {one.id for one in alone.regional} == {ID}
    assert alone.pack.version != rulebook.pack.version


def test_what_begins_with_a_dot_or_an_underscore_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "_off").mkdir()
    (tmp_path / "notes.txt").touch()
    assert [one.folder.name for one in load_rulebook(home=tmp_path).left_out] == ["notes.txt"]


def test_a_folder_is_checked_before_it_is_copied(tmp_path: Path, home: Path) -> None:
    assert check_regional(home / ID, home=home).id == ID
    with pytest.raises(ProblemsFound):
        check_regional(write(tmp_path, **{"경기도 용인시": "없는시"}), home=home)


def test_a_family_of_a_place_survives_being_written_and_read(rulebook: Rulebook) -> None:
    here = family(rulebook, "경기도 용인시", **{f"{ID}.months": 7})
    assert family_from(family_to_dict(here), rulebook).residences == here.residences
