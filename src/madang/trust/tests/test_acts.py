"""Acts: allowed by the policy, once for each key, on record, with their events, or not at all."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection

from madang.rules.service import Label, Refused
from madang.trust import service as trust
from madang.trust.models import Entry, Key, OutboxEvent, Performed

OPERATOR = trust.Principal("official", "o1", tenant="48170", roles=("operator",), assurance="passkey")
CLERK = trust.Principal("official", "c1", tenant="48170", roles=("caseworker",), assurance="passkey")
EVERYTHING = trust.system("test")


class TooMuch(Refused):
    code = "too_much"


@dataclass(frozen=True)
class Rename(trust.Act[None, dict[str, int]]):
    """Does nothing of its own; its name is one the schema has."""

    subjects: tuple[str, ...]
    fails: bool = False
    law: str = "행정기본법 §8"
    tenant: str = "48170"

    name: ClassVar[str] = "keys.rotate"
    purpose: ClassVar[Label] = Label("시험", "A test")

    def find(self) -> None:
        return None

    def resource(self, about: None) -> trust.Resource:
        return trust.Resource("House", "keys", {"tenant": self.tenant})

    def ground(self, about: None) -> trust.Ground:
        return trust.Ground(self.law, "duty")

    def execute(self, doing: trust.Doing, about: None) -> dict[str, int]:
        doing.about(self.subjects)
        doing.note(why="시험")
        doing.tell("kr.madang.test", subject=self.subjects[0], data={"n": 1})
        if self.fails:
            raise TooMuch("너무 많습니다.", "Too much.")
        return {"subjects": len(self.subjects)}


def entries(**of: object) -> list[Entry]:
    with trust.entered(EVERYTHING):
        return list(Entry.objects.filter(**of).order_by("id"))


@pytest.mark.django_db
def test_an_act_is_on_record_for_each_person_and_its_events_wait() -> None:
    assert trust.perform(Rename(("p1", "p2")), OPERATOR) == {"subjects": 2}
    first, second = entries()
    assert (first.subject, second.subject, first.act) == ("p1", "p2", second.act)
    said = json.loads(first.body or "")
    assert said["ground"] == {"law": "행정기본법 §8", "kind": "duty", "consent": ""}
    assert said["note"] == {"why": "시험"}
    assert said["allowed_by"] == ["operator_keeps_the_house"]
    assert "p2" not in (first.body or "")
    commitment = trust.commitment_of(bytes(first.salt or b""), first.body or "")
    assert commitment == bytes(first.commitment)
    header = trust.header_of(tenant="48170", act=first.act, kind="act", at=first.at, commitment=commitment)
    assert trust.leaf_of(header) == bytes(first.leaf)
    with trust.entered(EVERYTHING):
        told = trust.take_told()
        assert [(one.type, one.subject, one.data) for one in told] == [("kr.madang.test", "p1", {"n": 1})]
        assert trust.take_told() == []


@pytest.mark.django_db
def test_what_fails_leaves_nothing() -> None:
    with pytest.raises(TooMuch):
        trust.perform(Rename(("p1",), fails=True), OPERATOR, key="k")
    assert entries() == []
    with trust.entered(EVERYTHING):
        assert not OutboxEvent.objects.exists()
    with trust.entered(OPERATOR):
        assert not Performed.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "act", "policies"),
    [
        (CLERK, Rename(("p1",)), ()),
        (OPERATOR, Rename(("p1",), tenant="11110"), ("another_tenant",)),
        (OPERATOR, Rename(("p1",), law=""), ("no_ground",)),
        (trust.Principal("official", "o2", tenant="48170", roles=("operator",), assurance="password"),
         Rename(("p1",)), ("weak_sign_in",)),
    ],
)  # fmt: skip
def test_what_is_denied_is_on_record_with_its_reason(who: trust.Principal, act: Rename, policies: tuple[str]) -> None:
    with pytest.raises(trust.Denied) as denied:
        trust.perform(act, who)
    assert denied.value.policies == policies
    assert denied.value.text("ko")
    assert denied.value.text("en") != denied.value.text("ko")
    (entry,) = entries()
    assert (entry.kind, entry.actor, entry.tenant) == ("refusal", who.actor, "48170")
    assert json.loads(entry.body or "")["policies"] == list(policies)


@pytest.mark.django_db
def test_the_same_key_does_it_once() -> None:
    first = trust.perform(Rename(("p1", "p2")), OPERATOR, key="k1")
    assert trust.perform(Rename(("p1", "p2")), OPERATOR, key="k1") == first
    assert len(entries()) == 2
    with pytest.raises(trust.KeyReused):
        trust.perform(Rename(("p9",)), OPERATOR, key="k1")
    other = trust.Principal("official", "o9", tenant="48170", roles=("operator",), assurance="passkey")
    trust.perform(Rename(("p9",)), other, key="k1")
    assert len(entries()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_do_it_once() -> None:
    done: list[object] = []

    def run() -> None:
        try:
            done.append(trust.perform(Rename(("p1",)), OPERATOR, key="k"))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert done == [{"subjects": 1}] * 6
    assert len(entries()) == 1


@pytest.mark.django_db
def test_keys_rotate_and_the_former_still_read() -> None:
    box = trust.sealed("S0000001", grade="C", about="p1")
    former, new = trust.perform(trust.RotateKey("seal", "C", "48170"), OPERATOR)
    assert (former, new) == ("seal-C-1", "seal-C-2")
    assert trust.key_in_force("seal", "C").id == new
    statute = trust.Ground("개인정보 보호법 §24의2①1", "statute")
    why = Label("본인 확인", "Identity check")
    assert trust.unseal(CLERK, box, about="p1", purpose=why, ground=statute) == "S0000001"
    assert [one.name for one in entries(kind="disclosure")] == ["unseal"]
    with pytest.raises(trust.CannotUnseal):
        trust.unseal(CLERK, box, about="p2", purpose=why, ground=statute)
    with pytest.raises(trust.CannotUnseal):
        trust.unseal(CLERK, box[:-1] + bytes([box[-1] ^ 1]), about="p1", purpose=why, ground=statute)
    with pytest.raises(trust.Denied):
        trust.unseal(CLERK, box, about="p1", purpose=why, ground=trust.Ground("민원처리법 §10", "duty"))
    assert Key.objects.count() == 2


@pytest.mark.django_db
def test_numbers_are_found_by_a_keyed_hash() -> None:
    assert trust.lookup("900101-1234567", kind="resident") == trust.lookup(" 9001011234567", kind="resident")
    assert trust.lookup("1", kind="resident") != trust.lookup("1", kind="passport")


@pytest.mark.django_db
def test_erasing_bodies_leaves_the_leaves() -> None:
    trust.perform(Rename(("p1", "p2")), OPERATOR)
    leaves = [bytes(one.leaf) for one in entries()]
    assert trust.perform(trust.EraseBodies("p1", "48170"), OPERATOR) == 1
    gone, kept, act = entries()
    assert (gone.body, gone.salt) == (None, None)
    assert kept.body is not None
    assert [bytes(gone.leaf), bytes(kept.leaf)] == leaves
    assert json.loads(act.body or "")["note"]["erased"] == [leaves[0].hex()]
