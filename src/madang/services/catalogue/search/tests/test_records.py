"""What is listed is found by words, life event, agency and place, in the stated order, a page at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from conftest import CountQueries
from madang.rules.service import installed_rulebook
from madang.services.catalogue.listed.importing import WORKER
from madang.services.catalogue.listed.service import PAGE, Sought, records, records_by_id, words_in
from madang.services.catalogue.models import Import, Listed, SearchEntry
from madang.services.catalogue.search.entries import write_entries, write_missing
from madang.trust import service as trust

pytestmark = pytest.mark.django_db
SEOUL, JONGNO, BUSAN = "1100000000", "1111000000", "2600000000"


def listed(name: str, region: str = "", **said: Any) -> Listed:
    """A record as an import would keep it; its agency is a ministry or the region's."""
    run = Import.objects.get_or_create(
        source="gov24", ended_at=None, defaults={"on": dt.date(2026, 11, 1), "address": "x", "begun_at": timezone.now()}
    )[0]
    place = {"state": "region", "code": region, "level": "sido"} if region else {"state": "nation"}
    whole = {"key": name, "name": name, "place": place, "deadline": {"kind": "always"}, "conditions": {}, **said}
    return Listed.objects.create(
        source="gov24", key=f"K{Listed.objects.count():05d}", name=name, agency=said.get("agency", "보건복지부"),
        place=place["state"], region=region, deadline="always", said=whole, digest="0", first=run, changed=run,
    )  # fmt: skip


@pytest.fixture
def some() -> None:
    with trust.entered(WORKER):
        rows = [
            listed("청년 월세 한시 특별지원"), listed("월세 지원", SEOUL),
            listed("월세 지원", JONGNO, agency="서울특별시 종로구"),
            listed("월세 지원", BUSAN, agency="부산광역시"),
            listed("출산축하금 지급", BUSAN, topics={"field": ["임신·출산"]}),
            listed("노인 일자리", words={"purpose": "월세가 부담되는 어르신의 일자리"}),
            listed("100%_지원", words={"purpose": "특수 문자"}),
        ]  # fmt: skip
        write_entries(rows)


def names(query: str = "", **more: Any) -> list[tuple[str, str]]:
    found = records(Sought(tuple(words_in(query, installed_rulebook())), **more))
    return [(one.name, one.region) for one in found.found]


def test_the_name_comes_before_the_text_and_the_near_before_the_far(some: None) -> None:
    assert names("월세를", district=JONGNO, province=SEOUL) == [
        ("월세 지원", JONGNO), ("월세 지원", SEOUL), ("청년 월세 한시 특별지원", ""), ("노인 일자리", ""),
    ]  # fmt: skip
    assert ("월세 지원", BUSAN) in names("월세")


def test_spaces_two_words_as_one_and_initials(some: None) -> None:
    assert names("청년월세") == names("청년 월세") == names("ㅊㄴㅇㅅ") == [("청년 월세 한시 특별지원", "")]
    assert names("rent")[:1] != []
    assert names("%_") == names("")


def test_by_life_event_and_agency(some: None) -> None:
    assert names(groups=("child",)) == [("출산축하금 지급", BUSAN)]
    assert names("월세", agency="종로구") == [("월세 지원", JONGNO)]


def test_everyday_words_find_what_portals_write(some: None) -> None:
    assert names("출산하면") == names("아기를 낳았어요") == names("출산하면 받는 돈") == [("출산축하금 지급", BUSAN)]
    assert names("할머니") == names("growing old") == [("노인 일자리", "")]
    assert names("월세\x00") == names("월세")


def test_where_nothing_has_all_the_words_some_do(some: None) -> None:
    found = records(Sought(tuple(words_in("월세 우주선", installed_rulebook()))))
    assert found.relaxed
    assert found.total == 5
    assert records(Sought(tuple(words_in("우주선", installed_rulebook())))).total == 0


def test_what_is_withdrawn_or_computed_is_not_found(some: None) -> None:
    with trust.entered(WORKER):
        row = Listed.objects.get(region=JONGNO)
        row.withdrawn = Import.objects.get()
        row.save()
        Listed.objects.filter(region=SEOUL).update(source="bokjiro_central", key="WLF00003201")
    assert {region for _, region in names("월세")} == {"", BUSAN}


def test_a_page_has_as_many_and_asks_as_often_whatever_there_is(count_queries: CountQueries) -> None:
    with trust.entered(WORKER):
        write_entries([listed(f"돌봄 {n:03d}") for n in range(PAGE + 5)])
    words = tuple(words_in("돌봄", installed_rulebook()))
    with count_queries(3):
        first = records(Sought(words))
    with count_queries(3):
        second = records(Sought(words), page=2)
    assert (len(first.found), len(second.found), first.total) == (PAGE, 5, PAGE + 5)
    assert not {one.id for one in first.found} & {one.id for one in second.found}
    assert records(Sought(words), page=10**9).found == ()
    assert [one.id for one in records_by_id([second.found[1].id, first.found[0].id])] == [
        second.found[1].id, first.found[0].id,
    ]  # fmt: skip


def test_entries_that_are_missing_or_old_are_written_again() -> None:
    with trust.entered(WORKER):
        row = listed("돌봄")
        write_entries([listed("가사")])
        SearchEntry.objects.update(reader=0)
        assert write_missing() == 2
        assert write_missing() == 0
        assert SearchEntry.objects.get(listed=row).name == "돌봄"
