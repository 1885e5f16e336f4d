"""An import is a diff: everything that came in is accepted or in quarantine, and the second one changes nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from madang.services.catalogue.listed import closing, settling
from madang.services.catalogue.listed.importing import WORKER
from madang.services.catalogue.listed.service import (
    AnotherAddress,
    Done,
    Incomplete,
    SourceMissing,
    Step,
    TooManyWithdrawn,
    changed,
    import_from,
    last_import,
    listed_counts,
    quarantine,
    shown,
    source_at,
    unclear,
)
from madang.services.catalogue.listed.tests.kept import end_state, versions
from madang.services.catalogue.models import Import, Listed
from madang.services.catalogue.open_data.service import BadPage, SourceRefused, gov24
from madang.simulation.service import Published, publish_catalogue
from madang.trust import service as trust

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)
SIZE = 320


@pytest.fixture(scope="module")
def published() -> Published:
    return publish_catalogue(SIZE, 5, on=DAY, dirt=0.15)


@pytest.fixture
def folder(published: Published, tmp_path: Path) -> Path:
    return written(published, tmp_path / "pages")


def written(published: Published, folder: Path, rows: int = 100) -> Path:
    folder.mkdir()
    for part in gov24.PARTS:
        for number, page in enumerate(published.pages(part, rows), 1):
            (folder / f"{part}-{number}.json").write_bytes(page)
    return folder


def brought(folder: Path, **how: Any) -> Done:
    return import_from(source_at("gov24", str(folder)), DAY, **how)


def with_list(published: Published, change: Callable[[list[Any]], list[Any]]) -> Published:
    rows = {part: list(rows) for part, rows in published.rows.items()}
    rows[gov24.LIST] = change(rows[gov24.LIST])
    return Published(rows, published.refused)


def replaced(published: Published, folder: Path, change: Callable[[list[Any]], list[Any]]) -> None:
    """The folder's pages give way to those with another list."""
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    written(with_list(published, change), folder)


def test_everything_is_accepted_or_in_quarantine(published: Published, folder: Path) -> None:
    done = brought(folder)
    assert done.rows_in == 3 * SIZE == done.accepted + done.quarantined
    assert done.counts["reasons"] == dict(published.refused)
    assert len(published.refused) > 9
    assert done.counts["new"] == done.counts["parts"][gov24.LIST]["accepted"] == listed_counts()["gov24"]["listed"]
    held = quarantine("gov24", most=10_000)
    assert sum(one.times for one in held) == done.quarantined
    assert all(one.ko and one.en and json.loads(one.body) != {} for one in held)
    only = quarantine("gov24", code="repeated")
    assert {one.code for one in only} == {"repeated"}
    last = last_import("gov24")
    assert last is not None
    assert (last["phase"], last["rows_in"]) == ("done", 3 * SIZE)


def test_the_second_import_changes_nothing(folder: Path) -> None:
    first, before, rows = brought(folder), end_state(), versions()
    second = brought(folder)
    assert versions() == rows
    after = end_state()
    assert {name: after[name] for name in ("listed", "changes", "held")} == {
        name: before[name] for name in ("listed", "changes", "held")
    }
    assert second.counts["unchanged"] == first.counts["new"]
    assert (second.rows_in, second.accepted, second.quarantined) == (first.rows_in, first.accepted, first.quarantined)
    assert not {"new", "changed", "returned"} & second.counts.keys()
    assert changed("gov24", 10) == []


def good(rows: list[Any]) -> list[Any]:
    with_id = (row for row in rows if isinstance(row, dict) and str(row.get("서비스ID")).startswith("MOCK"))
    return [row for row in with_id if shown(row["서비스ID"])]


def test_what_differs_is_told_by_field(published: Published, folder: Path) -> None:
    brought(folder)
    one, two, three = good(published.rows[gov24.LIST])[:3]

    def otherwise(rows: list[Any]) -> list[Any]:
        kept = [row for row in rows if row is not two]
        place = next(place for place, row in enumerate(kept) if row is one)
        kept[place] = one | {"지원내용": "새 내용", "신청기한": "2026.05.01~", "조회수": 999_999}
        spoiled = next(place for place, row in enumerate(kept) if row is three)
        kept[spoiled] = three | {"서비스명": None}
        return [*kept, one | {"서비스ID": "MOCK-NEW"}]

    replaced(published, folder, otherwise)
    done = brought(folder)
    assert {name: done.counts.get(name) for name in ("new", "changed", "withdrawn", "kept")} == {
        "new": 1, "changed": 1, "withdrawn": 1, "kept": 1,
    }  # fmt: skip
    told = {(kind, key): fields for kind, key, _, fields in changed("gov24", 10)}
    assert told == {
        ("changed", one["서비스ID"]): ("deadline", "words"), ("new", "MOCK-NEW"): (),
        ("withdrawn", two["서비스ID"]): (),
    }  # fmt: skip
    assert shown(two["서비스ID"])[0].withdrawn
    (kept,) = shown(three["서비스ID"])
    assert (kept.withdrawn, kept.said["name"]) == (False, three["서비스명"])
    replaced(published, folder, lambda rows: rows)
    again = brought(folder)
    assert (again.counts["returned"], again.counts["changed"], again.counts["withdrawn"]) == (1, 1, 1)
    assert [kind for _, kind, _ in shown(two["서비스ID"])[0].changes] == ["returned", "withdrawn", "new"]
    assert [one.code for one in quarantine("gov24", code="no_name") if one.key == three["서비스ID"]] == []


def test_what_the_agency_is_called_is_no_one_region(folder: Path) -> None:
    done = brought(folder)
    found = unclear("gov24", 1_000)
    assert len(found) == done.counts["place_unclear"] == listed_counts()["gov24"]["unclear"] > 0
    several = next(one for one in found if one.said["place"].get("candidates"))
    assert several.said["place"]["why"]["ko"] != several.said["place"]["why"]["en"]


def test_a_service_whose_conditions_cannot_be_read_has_none(published: Published, folder: Path) -> None:
    brought(folder)
    bad = [one for one in quarantine("gov24", most=1_000) if one.part == gov24.CONDITIONS and one.code == "bad_age"]
    (one,) = shown(bad[0].key)
    assert one.said["conditions"] is None
    assert any(
        found.said["conditions"] for row in good(published.rows[gov24.LIST])[:9] for found in shown(row["서비스ID"])
    )


class Stopped(Exception):
    pass


def test_stopped_after_any_step_it_goes_on_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "BATCH", 20)
    folder = written(publish_catalogue(60, 2, on=DAY, dirt=0.3), tmp_path / "few", rows=30)
    steps: list[Step] = []
    with trust.entered(WORKER):
        point = transaction.savepoint()
        brought(folder, told=steps.append)
        wanted = end_state()
        transaction.savepoint_rollback(point)
    assert len(steps) > 10
    for most in range(1, len(steps)):
        seen: list[Step] = []

        def stop(step: Step, seen: list[Step] = seen, most: int = most) -> None:
            seen.append(step)
            if len(seen) == most:
                raise Stopped

        with trust.entered(WORKER):
            point = transaction.savepoint()
            with pytest.raises(Stopped):
                brought(folder, told=stop)
            assert brought(folder).resumed
            assert end_state() == wanted, f"stopped after step {most}: {seen[-1]}"
            transaction.savepoint_rollback(point)


def test_a_source_that_fails_leaves_the_import_where_it_stood(published: Published, folder: Path) -> None:
    second = (folder / "serviceList-2.json").read_bytes()
    for body, expected in (
        (b"<html>", BadPage),
        (b'{"code": 22, "msg": "LIMITED"}', SourceRefused),
        (second[:-9], BadPage),
    ):
        (folder / "serviceList-2.json").write_bytes(body)
        with pytest.raises(expected, match=r"serviceList-2\.json"):
            brought(folder)
        last = last_import("gov24")
        assert last is not None
        assert last["phase"] == "reading"
    (folder / "serviceList-2.json").write_bytes(second)
    done = brought(folder)
    assert done.resumed
    assert done.rows_in == 3 * SIZE


def test_another_address_waits_for_the_first_to_end(published: Published, folder: Path, tmp_path: Path) -> None:
    (folder / "serviceDetail-1.json").write_bytes(b"")
    with pytest.raises(BadPage):
        brought(folder)
    other = written(published, tmp_path / "other")
    with pytest.raises(AnotherAddress, match="--afresh"):
        brought(other)
    assert not brought(other, afresh=True).resumed
    with trust.entered(WORKER):
        assert sorted(Import.objects.values_list("phase", flat=True)) == ["done", "given_up"]


def test_where_nothing_was_read_another_address_begins(published: Published, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        brought(tmp_path / "none")
    last = last_import("gov24")
    assert last is not None
    assert last["phase"] == "given_up"
    broken, whole = tmp_path / "broken", written(published, tmp_path / "whole")
    broken.mkdir()
    (broken / "serviceList-1.json").write_bytes(b"<html>")
    with pytest.raises(BadPage):
        brought(broken)
    assert not brought(whole).resumed


def test_a_list_that_ends_early_is_not_taken_for_the_whole(folder: Path) -> None:
    (folder / "serviceList-4.json").unlink()
    with pytest.raises(Incomplete, match="320 rows and ended after 300"):
        brought(folder)
    assert listed_counts() == {}


def test_a_list_that_is_nearly_empty_withdraws_nothing(published: Published, folder: Path) -> None:
    brought(folder)
    before = listed_counts()
    replaced(published, folder, lambda rows: rows[:40])
    with pytest.raises(TooManyWithdrawn, match="--withdraw-many"):
        brought(folder)
    assert listed_counts() == before
    done = brought(folder, many=True)
    assert done.resumed
    assert done.counts["withdrawn"] > closing.FEW


@pytest.mark.parametrize("name", ["no such folder", ""])
def test_a_folder_without_pages(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceMissing) as refused:
        brought(tmp_path / name)
    assert refused.value.text("ko") != refused.value.text("en")


def test_an_import_that_does_not_balance_cannot_be_done(folder: Path) -> None:
    done = brought(folder)
    with pytest.raises(IntegrityError, match="balanced"), trust.entered(WORKER):
        Import.objects.filter(pk=done.id).update(rows_accepted=done.accepted + 1)


def test_everybody_reads_what_is_listed_and_only_the_house_writes(folder: Path) -> None:
    brought(folder)
    assert Listed.objects.count() == listed_counts()["gov24"]["listed"] > 0
    assert Import.objects.count() == 0
    somebody = trust.Principal("official", "clerk", tenant="48170", roles=("caseworker",), assurance="passkey")
    with trust.entered(somebody):
        assert Listed.objects.update(name="x") == 0
