"""복지로 out of a folder: a list, and a detail for each service; one that is missing leaves its service there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.services.catalogue.listed.service import import_from, listed_counts, quarantine, shown, source_at
from madang.services.catalogue.listed.tests.kept import end_state, versions

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


def listed(key: str, name: str = "효도수당", where: str = "<ctpvNm>경상남도</ctpvNm><sggNm>창원시</sggNm>") -> str:
    return f"<servList><servId>{key}</servId><servNm>{name}</servNm>{where}<lastModYmd>20260301</lastModYmd></servList>"


def page(number: int, total: int, *rows: str) -> str:
    head = f"<totalCount>{total}</totalCount><pageNo>{number}</pageNo><resultCode>0</resultCode>"
    return f"<wantedList>{head}{''.join(rows)}</wantedList>"


def detail(key: str, said: str = "<alwServCn>매월&#13;\n&amp;#9312; 5만원</alwServCn>") -> str:
    laws = "".join(f"<baslawList><wlfareInfoReldNm>{name}</wlfareInfoReldNm></baslawList>" for name in ("조례", "규칙"))
    return f"<wantedDtl><servId>{key}</servId>{said}{laws}<resultCode>0</resultCode></wantedDtl>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "detail").mkdir()
    pages = {
        "list-1.xml": page(1, 5, listed("WLF1"), listed("WLF2"), listed("WLF3")),
        "list-2.xml": page(2, 5, listed("WLF1"), listed("WLF4", name="")),
        "detail/WLF1.xml": detail("WLF1"),
        "detail/WLF2.xml": detail("WLF9"),
        "detail/WLF4.xml": detail("WLF4"),
    }
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_both_parts_balance_and_the_second_import_changes_nothing(folder: Path) -> None:
    source = source_at("bokjiro_local", str(folder))
    done = import_from(source, DAY)
    assert done.counts["parts"] == {
        "list": {"rows": 5, "accepted": 3, "quarantined": 2},
        "detail": {"rows": 4, "accepted": 1, "quarantined": 3},
    }
    assert (done.rows_in, done.accepted, done.quarantined) == (9, 4, 5)
    assert {(one.part, one.key): one.code for one in quarantine("bokjiro_local")} == {
        ("list", "WLF1"): "repeated", ("list", "WLF4"): "no_name", ("detail", "WLF2"): "another_id",
        ("detail", "WLF3"): "no_such_detail", ("detail", "WLF4"): "no_list_record",
    }  # fmt: skip
    (one,) = shown("WLF1")
    assert one.said["words"]["gives"] == "매월\n① 5만원"
    assert one.said["laws"] == ["조례", "규칙"]
    assert one.said["place"]["code"] == "4812000000"
    assert listed_counts() == {"bokjiro_local": {"listed": 3, "withdrawn": 0, "unclear": 0}}
    rows, before = versions(), end_state()
    assert import_from(source, DAY).counts["unchanged"] == 3
    assert versions() == rows
    assert end_state()["listed"] == before["listed"]


def test_a_detail_that_is_had_later_is_a_change_of_what_it_says(folder: Path) -> None:
    source = source_at("bokjiro_local", str(folder))
    import_from(source, DAY)
    (folder / "detail" / "WLF2.xml").write_text(detail("WLF2"), encoding="utf-8")
    assert import_from(source, DAY).counts["changed"] == 1
    assert shown("WLF2")[0].changes[0][1:] == ("changed", ("laws", "words"))
    assert ("detail", "WLF2") not in {(one.part, one.key) for one in quarantine("bokjiro_local")}
