"""The database's own wall: rows of a context and no others, and none without one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from madang.rules.service import Label
from madang.trust import service as trust
from madang.trust.models import Entry

EVERYTHING = trust.system("test")
WHY = Label("시험", "A test")
DUTY = trust.Ground("사회보장급여법 §7", "duty")
OFFICIAL = trust.Principal("official", "c1", tenant="a", roles=("caseworker",), assurance="passkey")


def resident(person: str, *acts_for: str) -> trust.Principal:
    return trust.Principal("resident", f"account-{person}", person=person, acts_for=acts_for, assurance="passkey")


@pytest.fixture
def rows(db: None) -> None:
    with trust.entered(EVERYTHING):
        trust.write([
            trust.log_row(tenant=tenant, kind="act", name="test", actor="system:test", body={}, subject=subject)
            for tenant in ("a", "b") for subject in ("p1", "p2", "p3")
        ])  # fmt: skip


def seen() -> list[tuple[str, str]]:
    return sorted(Entry.objects.values_list("tenant", "subject"))


@pytest.mark.usefixtures("rows")
def test_each_sees_their_own_and_nobody_without_context_anything() -> None:
    assert seen() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trust_entry")
        assert cursor.fetchone() == (0,)
    with trust.entered(OFFICIAL):
        assert {tenant for tenant, _ in seen()} == {"a"}
        with trust.entered(resident("p1", "p3")):
            assert seen() == [("a", "p1"), ("a", "p3"), ("b", "p1"), ("b", "p3")]
        assert {tenant for tenant, _ in seen()} == {"a"}
    with trust.entered(trust.system("job", tenants=("b",), subjects=())):
        assert {tenant for tenant, _ in seen()} == {"b"}
    assert seen() == []


@pytest.mark.usefixtures("rows")
def test_after_an_error_the_former_context_is_back() -> None:
    with trust.entered(OFFICIAL):
        with pytest.raises(DatabaseError), trust.entered(resident("p1")):
            Entry.objects.bulk_create([Entry()])
        assert {tenant for tenant, _ in seen()} == {"a"}
        with pytest.raises(ValueError, match="mine"), trust.entered(resident("p1")):
            raise ValueError("mine")
        assert {tenant for tenant, _ in seen()} == {"a"}
    assert seen() == []


@pytest.mark.usefixtures("rows")
def test_who_is_there_already_is_not_told_again(count_queries: Any) -> None:
    with trust.entered(OFFICIAL):
        with count_queries(3), trust.entered(OFFICIAL):  # a savepoint, what is seen, its end
            assert {tenant for tenant, _ in seen()} == {"a"}
        with trust.entered(resident("p1")):
            with count_queries(5), trust.entered(OFFICIAL):
                assert {tenant for tenant, _ in seen()} == {"a"}
            with pytest.raises(ValueError, match="mine"), trust.entered(resident("p1")):
                raise ValueError("mine")
            assert seen() == [("a", "p1"), ("b", "p1")]
        with pytest.raises(DatabaseError), trust.entered(OFFICIAL):
            Entry.objects.bulk_create([Entry()])
        assert {tenant for tenant, _ in seen()} == {"a"}
    assert seen() == []


@pytest.mark.usefixtures("rows")
def test_nobody_writes_into_anothers_log() -> None:
    row = trust.log_row(tenant="b", kind="act", name="test", actor="official:x", body={})
    with pytest.raises(DatabaseError, match="row-level security"), trust.entered(OFFICIAL):
        trust.write([row])


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("change", [{"subject": "p9"}, {"body": "{}"}, {"body": None}, {"tenant": "a"}])
def test_entries_are_never_changed_or_removed(change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|entry_erased_whole"), trust.entered(EVERYTHING):
        Entry.objects.filter(tenant="b").update(**change)
    with pytest.raises(DatabaseError, match="append-only"), trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trust_entry")


@pytest.mark.usefixtures("rows")
def test_a_disclosure_opens_persons_for_its_length_and_is_on_record_for_each() -> None:
    with trust.disclose(OFFICIAL, ["p2", "p9", "p2"], purpose=WHY, ground=DUTY, what=["person.birth_date"]) as act:
        assert ("b", "p2") in seen()
        assert ("b", "p1") not in seen()
    with trust.entered(EVERYTHING):
        written = list(Entry.objects.filter(act=act).order_by("id"))
        assert [(one.kind, one.subject, one.tenant) for one in written] == [
            ("disclosure", "p2", "a"),
            ("disclosure", "p9", "a"),
        ]
        assert "p9" not in (written[0].body or "")
    with trust.entered(OFFICIAL):
        assert ("b", "p2") not in seen()


@pytest.mark.usefixtures("rows")
def test_what_a_refused_disclosure_would_have_shown_stays_closed() -> None:
    with (
        pytest.raises(trust.Denied),
        trust.disclose(OFFICIAL, ["p2"], purpose=WHY, ground=trust.Ground("", "duty"), what=["x"]),
    ):
        pytest.fail("opened")
    with trust.entered(EVERYTHING):
        assert Entry.objects.filter(kind="refusal", name="disclose", actor="official:c1").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_disclosure_whose_reading_fails_shows_nothing_and_says_nothing() -> None:
    with (
        pytest.raises(ValueError, match="broken"),
        trust.disclose(OFFICIAL, ["p2"], purpose=WHY, ground=DUTY, what=["x"]),
    ):
        raise ValueError("broken")
    with trust.entered(EVERYTHING), transaction.atomic():
        assert not Entry.objects.exists()


def test_a_wall_stands_for_somebody_and_an_id_holds_no_comma() -> None:
    with pytest.raises(ValueError, match="somebody"):
        trust.walls("t")
    with pytest.raises(ValueError, match="comma"), trust.entered(resident("p1,p2")):
        pytest.fail("entered")


@pytest.mark.django_db
def test_a_delayed_look_is_there_later_and_only_where_the_policy_allows_it() -> None:
    statute = trust.Ground("통신비밀보호법 §9의2", "statute")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=30)
    quiet: dict[str, Any] = {"purpose": WHY, "ground": statute, "what": ["x"], "shown_from": later}
    with pytest.raises(trust.Denied), trust.disclose(OFFICIAL, ["p1"], **quiet):
        pytest.fail("opened")
    investigator = trust.Principal("official", "i1", tenant="a", roles=("investigator",), assurance="passkey")
    with trust.disclose(investigator, ["p1"], **quiet):
        pass
    with trust.disclose(OFFICIAL, ["p1"], purpose=WHY, ground=DUTY, what=["y", "x"], about="case:7"):
        pass
    with trust.entered(resident("p1")):
        (seen_now,) = trust.looks("p1")
        assert (seen_now.what, seen_now.about, seen_now.actor) == (("x", "y"), "case:7", "official:c1")
        assert trust.looks("p1", before=seen_now.entry) == []
        assert trust.look_of(seen_now.entry) == seen_now
    with trust.entered(trust.Principal("official", "po", tenant="a", roles=("privacy_officer",), assurance="passkey")):
        assert len(trust.looks("p1")) == 2
    with trust.entered(EVERYTHING):
        assert Entry.objects.filter(shown_from__isnull=False).count() == 1
