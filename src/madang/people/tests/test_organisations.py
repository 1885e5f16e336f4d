"""Organisations: out of the pack with faults by line, loaded once, responsible for a place on a day."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from pathlib import Path

import pytest
from django.db import connection

from conftest import CountQueries
from madang.people import service as people
from madang.people.models import Organisation, Unit
from madang.people.organisations.romanising import place_name, romanised
from madang.people.tests.conftest import EVERYTHING
from madang.rules.service import KOREA, ProblemsFound
from madang.trust import service as trust
from tests.log_entries import entries

TODAY = dt.date(2026, 11, 26)


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_writes_nothing() -> None:
    first = people.load_organisations()
    assert first["added"] > 600
    assert first["changed"] == first["gone"] == 0
    again = people.load_organisations()
    assert again == {"added": 0, "changed": 0, "same": first["added"], "gone": 0}
    with trust.entered(EVERYTHING):
        assert len(entries(name="organisations.load")) == 1
        Organisation.objects.filter(pk="48170").update(label_ko="옛 이름")
        Unit.objects.filter(pk="4817025000").delete()
        Organisation.objects.create(id="99999", kind="agency", label_ko="x", label_en="x", source="x")
        Organisation.objects.create(id="f1", kind="firm", label_ko="x", label_en="x", source="x")
    mended = people.load_organisations()
    assert mended == {"added": 1, "changed": 1, "same": first["added"] - 2, "gone": 1}
    found = people.organisation("48170")
    assert found is not None
    assert (found.label.ko, found.label.en) == ("경상남도 진주시", "Jinju-si, Gyeongsangnam-do")
    assert (found.parent, found.region, found.is_tenant) == ("48000", "4817000000", True)


@pytest.mark.django_db(transaction=True)
def test_two_who_load_at_once_load_once() -> None:
    done: list[dict[str, int]] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(people.load_organisations())
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert Organisation.objects.filter(kind="province").count() > 15
    assert people.load_organisations()["added"] == 0


@pytest.mark.usefixtures("places")
def test_they_are_asked_for_by_day_in_one_query(count_queries: CountQueries) -> None:
    with count_queries(1):
        ministries = people.organisations(TODAY, kind="ministry")
    assert "moi" in [one.id for one in ministries]
    governments = {one.id for one in people.organisations(TODAY)}
    assert {"court", "hub", "48170", "48000", "36110", "50000", "12110"} <= governments
    assert not {"36000", "50110", "50130", "48121", "46110"} & governments
    assert "46110" in {one.id for one in people.organisations(dt.date(2026, 6, 30))}
    with count_queries(1):
        units = {one.id: one for one in people.units_of("48120", TODAY)}
    assert units["4812125000"].label == people.organisations_of().units["4812125000"].label
    assert (units["4812125000"].parent, units["4812100000"].kind) == ("4812100000", "general_district")
    assert (units["48120.welfare_policy"].parent, units["48120.welfare_policy"].synthetic) == (
        "48120.welfare_bureau", True,
    )  # fmt: skip
    assert {one.kind for one in people.units_of("50000", TODAY)} == {"administrative_city"}
    with pytest.raises(ValueError, match="no kind"):
        people.organisations(TODAY, kind="club")


@pytest.mark.parametrize(
    ("code", "day", "tenant", "unit"),
    [
        ("4817000000", TODAY, "48170", ""),  # 시
        ("1111000000", TODAY, "11110", ""),  # 자치구 (지방자치법 §2②)
        ("4872000000", TODAY, "48720", ""),  # 군
        ("4812100000", TODAY, "48120", "4812100000"),  # 일반구 (지방자치법 §3③)
        ("4812125000", TODAY, "48120", "4812125000"),  # 읍 in one
        ("4817025000", TODAY, "48170", "4817025000"),  # 읍
        ("4817099999", TODAY, "48170", ""),  # a code of 10 digits below a known one
        ("5011000000", TODAY, "50000", "5011000000"),  # 행정시 (제주특별법 §10②)
        ("5011025000", TODAY, "50000", "5011000000"),
        ("3600000000", TODAY, "36110", ""),  # 세종, both codes
        ("3611000000", TODAY, "36110", ""),
        ("4800000000", TODAY, "48000", ""),  # 도
        ("4119200000", TODAY, "41190", "4119200000"),  # 부천시 원미구, a district since 2024
        ("4611000000", dt.date(2026, 6, 30), "46110", ""),  # 전라남도 목포시, until the merger
        ("1211000000", dt.date(2026, 7, 1), "12110", ""),
        ("2772000000", dt.date(2023, 7, 1), "27720", ""),  # 군위군 in 대구
        ("4772000000", dt.date(2023, 6, 30), "47720", ""),  # and in 경상북도 the day before
    ],
)
def test_who_is_responsible_for_a_place(code: str, day: dt.date, tenant: str, unit: str) -> None:
    assert people.tenant_for_region(code, day) == (tenant, unit)


@pytest.mark.parametrize(
    ("code", "day", "says"),
    [
        ("4611000000", TODAY, "전남광주통합특별시 목포시"),
        ("1211000000", dt.date(2026, 6, 30), "2026-07-01"),
        ("4119200000", dt.date(2023, 12, 31), "2024-01-01"),
        ("9999999999", TODAY, "모르는"),
        ("48170", TODAY, "10자리"),
        ("경상남도 진주시", TODAY, "10자리"),
        ("٤٨١٧٠٠٠٠٠٠", TODAY, "10자리"),
        ("", TODAY, "10자리"),
    ],
)
def test_nobody_is_responsible_and_why(code: str, day: dt.date, says: str) -> None:
    with pytest.raises(people.NoTenant) as refused:
        people.tenant_for_region(code, day)
    assert says in refused.value.text("ko")
    assert refused.value.text("en") != refused.value.text("ko")


@pytest.mark.parametrize("day", [dt.date(2024, 3, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1), TODAY])
def test_every_region_of_a_day_has_a_tenant_that_is_there(day: dt.date) -> None:
    from madang.rules.service import load_regions

    whole = people.organisations_of()
    for row in load_regions().rows:
        if row.valid_on(day):
            found = people.tenant_for_region(row.code, day)
            held = whole.organisations[found.tenant]
            assert (held.valid_from or day) <= day <= (held.valid_to or day), row
            assert not found.unit or whole.units[found.unit].organisation == found.tenant


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("kind: court", "kind: castle", "not_a_choice", "id: court"),
        ("{ko: 국세청, en: National Tax Service}", "{ko: 국세청}", "missing_language", "id: nts"),
        ("- {id: moel,", "- {id: moi,", "twice", "moi, kind: ministry, label: {ko: 고용"),
        ("parent: mohw\n  - id: ei", "parent: mohh\n  - id: ei", "unknown", "id: nhis"),
        ("from: 2017-07-26", "from: 2017-13-26", "bad_date", "2017-13-26"),
        ("synthetic: true\n  - id: welfare_p", "synthetik: true\n  - id: welfare_p", "unknown_key", "synthetik"),
        ('of: ["48120", "48170",', 'of: ["48129", "48170",', "unknown", "id: welfare_bureau"),
        ('region: "5011000000"', 'region: "5011000009"', "unknown_region", ""),
    ],
)  # fmt: skip
def test_faults_are_told_by_line(before: str, after: str, code: str, line: str, tmp_path: Path) -> None:
    shutil.copytree(KOREA / "regions", tmp_path / "regions")
    text = (KOREA / "organisations.yaml").read_text(encoding="utf-8")
    assert before in text
    broken = text.replace(before, after, 1)
    (tmp_path / "organisations.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        people.organisations_of(tmp_path)
    problem = next(one for one in found.value.problems if one.code == code)
    if line:
        number = next(place for place, one in enumerate(broken.splitlines(), start=1) if line in one)
        assert str(problem.place) == f"organisations.yaml:{number}"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("481702500,문산읍,4817000000,1995-03-02", "bad_row"),
        ("4817025000,문산읍,4817000000,1995-3-2", "bad_date"),
        ("4817025000,문산읍,4817000000", "bad_row"),
        ("4817025000,문산읍,4899900000,1995-03-02", "unknown_region"),
        ("4817025000,가,4817000000,\n4817025000,나,4817000000,", "twice"),
    ],
)
def test_faults_of_towns_are_told_by_line(row: str, code: str, tmp_path: Path) -> None:
    shutil.copytree(KOREA / "regions", tmp_path / "regions")
    shutil.copy(KOREA / "organisations.yaml", tmp_path)
    (tmp_path / "regions" / "towns.csv").write_text(f"code,name,parent,valid_from\n{row}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        people.organisations_of(tmp_path)
    (problem,) = found.value.problems
    assert (problem.code, str(problem.place)) == (code, f"regions/towns.csv:{1 + len(row.splitlines())}")


@pytest.mark.parametrize("file", ["organisations.yaml", "regions/towns.csv"])
def test_files_that_are_no_text_are_refused(file: str, tmp_path: Path) -> None:
    shutil.copytree(KOREA / "regions", tmp_path / "regions")
    shutil.copy(KOREA / "organisations.yaml", tmp_path)
    (tmp_path / file).write_bytes(b"a\0\xff")
    with pytest.raises(ProblemsFound) as found:
        people.organisations_of(tmp_path)
    assert str(found.value.problems[0].place).startswith(file)


@pytest.mark.parametrize(
    ("word", "letters"),
    # The examples of 국어의 로마자 표기법 §2 and §3.
    [
        ("구미", "Gumi"), ("영동", "Yeongdong"), ("백암", "Baegam"), ("옥천", "Okcheon"), ("합덕", "Hapdeok"),
        ("월곶", "Wolgot"), ("벚꽃", "Beotkkot"), ("한밭", "Hanbat"), ("구리", "Guri"), ("설악", "Seorak"),
        ("칠곡", "Chilgok"), ("임실", "Imsil"), ("울릉", "Ulleung"), ("대관령", "Daegwallyeong"), ("백마", "Baengma"),
        ("종로", "Jongno"), ("왕십리", "Wangsimni"), ("별내", "Byeollae"), ("신라", "Silla"), ("해돋이", "Haedoji"),
        ("같이", "Gachi"), ("좋고", "Joko"), ("놓다", "Nota"), ("낳지", "Nachi"), ("묵호", "Mukho"),
        ("집현전", "Jiphyeonjeon"), ("압구정", "Apgujeong"), ("낙동강", "Nakdonggang"), ("속리산", "Songnisan"),
        ("독립문", "Dongnimmun"), ("광희문", "Gwanghuimun"),
    ],
)  # fmt: skip
def test_romanised_as_the_rule_does(word: str, letters: str) -> None:
    assert romanised(word) == letters


def test_administrative_endings_stand_behind_a_hyphen() -> None:
    names = ["의정부시", "양주군", "도봉구", "신창읍", "삼죽면", "인왕리", "상대1동", "중구"]
    assert [place_name(one) for one in names] == [
        "Uijeongbu-si", "Yangju-gun", "Dobong-gu", "Sinchang-eup", "Samjuk-myeon", "Inwang-ri", "Sangdae 1-dong",
        "Jung-gu",
    ]  # fmt: skip
