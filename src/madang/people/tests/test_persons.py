"""Persons: once for each number, found by a keyed hash, shown masked, named in any script."""

from __future__ import annotations

import json
import logging
import threading
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from madang.people import service as people
from madang.people.acts.enrol_persons import EnrolPersons
from madang.people.models import Person
from madang.people.tests.conftest import EVERYTHING, NAMES, NUMBERS, resident
from madang.people.texts import name_of
from madang.trust import service as trust
from tests.database_rows import everything_written
from tests.log_entries import entries, log_as_text


@pytest.mark.usefixtures("persons")
def test_the_same_again_changes_nothing_and_a_new_name_is_taken_over() -> None:
    again = [people.NewPerson(NUMBERS[id], NAMES[id], id) for id in NUMBERS]
    assert people.enrol_persons(again, source="moi") == {"enrolled": 0, "known": 6, "renamed": 0}
    renamed = people.NewPerson("s-0000001", "김 가온")
    assert people.enrol_persons([renamed], source="moi") == {"enrolled": 0, "known": 1, "renamed": 1}
    with trust.entered(EVERYTHING):
        assert people.person_of_number("S0000001") == "p1"
        assert people.persons(["p1"])["p1"].name == "김 가온"
        assert people.persons_of_numbers(["S0000002", "S0000099"]) == {"S0000002": "p2"}
        assert [json.loads(one.body or "")["note"] for one in entries(name="people.enrol", subject="p1")] == [
            {"enrolled": True, "source": "moi"}, {"renamed": True, "source": "moi"},
        ]  # fmt: skip


@pytest.mark.django_db
def test_an_id_of_its_own_says_nothing_of_the_number() -> None:
    people.enrol_persons([people.NewPerson("900101-1234567", "A"), people.NewPerson("900101-1234568", "B")], source="x")
    with trust.entered(EVERYTHING):
        first, second = Person.objects.all()
        assert first.pk[0] == "p"
        assert len(first.pk) == 27
        assert first.pk != second.pk
        assert {first.number_masked, second.number_masked} == {"900101-1******"}
        box = people.sealed_number(first.pk)
        assert box is not None
        assert b"900101" not in box
    clerk = trust.Principal("official", "c1", tenant="48170", roles=("caseworker",), assurance="passkey")
    statute = trust.Ground("주민등록법 §7의2", "statute")
    why = EnrolPersons.purpose
    assert trust.unseal(clerk, box, about=first.pk, purpose=why, ground=statute).startswith("9001011")
    with pytest.raises(trust.CannotUnseal):
        trust.unseal(clerk, box, about=second.pk, purpose=why, ground=statute)


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    "records",
    [
        [people.NewPerson("S0000001", "김가린", "p2")],
        [people.NewPerson("S0000001", "김가린", "p9")],
        [people.NewPerson("S0000009", "새 사람", "p1")],
        [people.NewPerson("S0000008", "가", "p8"), people.NewPerson("S0000009", "나", "p8")],
        [people.NewPerson("S0000008", "가", "p8"), people.NewPerson("S0000008", "나", "p8")],
    ],
)
def test_an_id_and_a_number_are_one_pair_for_ever(records: list[people.NewPerson]) -> None:
    with pytest.raises(people.PersonConflict) as refused:
        people.enrol_persons(records, source="moi")
    assert "S000" not in refused.value.text("ko") + refused.value.text("en")
    with trust.entered(EVERYTHING):
        assert Person.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_those_who_enrol_at_once_enrol_once_and_never_wait_in_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [people.NewPerson(f"S{one:07}", f"사람{one}") for one in range(1_500)]
    done: list[dict[str, int]] = []
    people.enrol_persons(records[:1], source="moi")  # the keys are there, and nobody waits for whoever makes them
    together = threading.Barrier(4)
    insert = EnrolPersons._insert

    def at_once(self: EnrolPersons, *given: Any) -> set[str]:
        together.wait(20)
        return insert(self, *given)

    def run(backwards: bool) -> None:
        try:
            done.append(people.enrol_persons(records[:: -1 if backwards else 1], source="moi"))
        finally:
            connection.close()

    monkeypatch.setattr(EnrolPersons, "_insert", at_once)
    threads = [threading.Thread(target=run, args=(bool(one % 2),)) for one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(done) == 4
    assert sum(one["enrolled"] for one in done) == 1_499
    with trust.entered(EVERYTHING):
        assert Person.objects.count() == 1_500
    assert len([one for one in entries(name="people.enrol") if one.subject]) == 1_500


@pytest.mark.usefixtures("persons")
def test_no_number_is_written_anywhere_in_the_clear(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        people.enrol_persons([people.NewPerson("S7654321", "이름")], source="moi")
        with pytest.raises(people.PersonConflict):
            people.enrol_persons([people.NewPerson("S7654321", "이름", "p1")], source="moi")
    assert "S7654321" not in repr(EnrolPersons([people.NewPerson("S7654321", "이름")], "moi"))
    with trust.entered(EVERYTHING):
        written = everything_written(Person) + log_as_text()
    assert "S76****1" in written
    assert "S7654321" not in written
    assert "S7654321" not in "".join(one.getMessage() for one in caplog.records)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("S0000001", "S00****1"),
        ("900101-1234567", "900101-1******"),
        ("9001015234567", "900101-5******"),
        ("M12345", "M****5"),
        ("1234", "1**4"),
    ],
)
def test_numbers_are_shown_masked(number: str, shown: str) -> None:
    assert people.masked(number) == shown


@pytest.mark.parametrize("number", ["", "12", "1" * 21, "S00\0001", "٣٣٣٣", "S0000001; DROP", "가나다라"])
def test_numbers_that_cannot_be(number: str) -> None:
    with pytest.raises(people.BadText) as refused:
        people.masked(number)
    assert number not in refused.value.text("en") or not number


@pytest.mark.parametrize(
    "name",
    [
        "남궁민수", "제갈 공명", "O'Connor-Łukasiewicz", "Nguyễn Thị Ánh", "محمد بن عبد الله", "שרה לוי",
        "พิมพ์ชนก", "毛利蘭", "さくら", "Ольга", "अनुष्का", "می‌خواهم",
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Sr.", "𠮷田", "A",
    ],
)  # fmt: skip
def test_names_of_any_script_are_kept_as_the_register_writes_them(name: str) -> None:
    assert name_of(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "", "   ", "\u200d", "김\0가린", "김\n가린", "김\u202e린가", "\u2066x\u2069", "가" * 201, "가" * 1_000_000,
        "z" + "\u0301" * 5, "\ud800", "\ue000", "\x7f", "a\u200d\u200db",
    ],
)  # fmt: skip
def test_names_that_could_be_mistaken_are_refused(name: str) -> None:
    with pytest.raises(people.BadText) as refused:
        name_of(name)
    assert refused.value.text("ko") != refused.value.text("en")


@given(st.text(max_size=300))
def test_a_name_is_refused_or_clean_and_cleaning_is_done_once(text: str) -> None:
    try:
        clean = name_of(text)
    except people.BadText:
        return
    assert name_of(clean) == clean
    assert clean == clean.strip()
    assert len(clean) <= 200
    assert clean.isprintable() or any(one in clean for one in "\u200c\u200d") or not clean.isascii()


@pytest.mark.usefixtures("persons")
def test_each_finds_themselves_only() -> None:
    with trust.entered(resident("p1", "p3")):
        assert people.person_of_number("S0000001") == "p1"
        assert people.person_of_number("S0000002") is None
        assert sorted(people.persons(NUMBERS)) == ["p1", "p3"]
    assert people.person_of_number("S0000001") is None
