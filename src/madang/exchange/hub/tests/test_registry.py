"""Who may ask whom: what is registered, refused, and put on record."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.db import connection

from madang.exchange.hub import service as hub
from madang.exchange.hub.models import AccessRight, Description
from madang.exchange.hub.registry.contracts import ContractRefused, compiled
from madang.exchange.hub.registry.snapshot import Snapshot
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.exchange.hub.tests.conftest import CLIENT, OWNER, SERVICE, SINCE
from madang.exchange.hub.tests.provider import DOCUMENT
from madang.exchange.hub.tests.serving import BY, register
from madang.trust import service as trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(db: None, entries: hub.Entries) -> None:
    register(entries)


def names() -> list[str]:
    with trust.entered(trust.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM trust_entry WHERE tenant = 'hub' ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_what_is_registered_is_read_again(there: None, entries: hub.Entries) -> None:
    found = hub.entries_now()
    assert set(found.members) == set(entries.members)
    assert set(found.subsystems) == set(entries.subsystems)
    assert set(found.keys) == set(entries.keys)
    assert set(found.rights) == set(entries.rights)
    services = {one.identifier: one for one in found.services}
    assert set(services) == {one.identifier for one in entries.services}
    assert (services[SERVICE].document, services[SERVICE].version) == (DOCUMENT, 1)
    assert Snapshot(found).right(CLIENT, SERVICE, "GET", "/things/1")


def test_every_change_is_on_record(there: None) -> None:
    before = len(names())
    hub.revoke(CLIENT, SERVICE, by=BY)
    hub.grant(hub.RightEntry(CLIENT, SERVICE, "GET", "/things/*"), by=BY)
    key = Signer.of(new_seed())
    hub.add_key(hub.KeyEntry(CLIENT, key.keyid, key.public, SINCE), by=BY)
    hub.end_key(key.keyid, SINCE, by=BY)
    assert names()[before:] == ["hub.right_revoked", "hub.right_granted", "hub.key_added", "hub.key_ended"]
    assert AccessRight.objects.filter(revoked_at=None, service__code="things").count() == 1
    assert AccessRight.objects.filter(service__code="things").count() == 2


def test_a_document_has_versions(there: None) -> None:
    entry = hub.ServiceEntry(SERVICE, "https://office.example/api", document=DOCUMENT)
    assert hub.register_service(entry, by=BY) == 1
    newer = copy.deepcopy(DOCUMENT)
    newer["info"]["version"] = "2"
    assert hub.register_service(hub.ServiceEntry(SERVICE, entry.address, document=newer), by=BY) == 2
    assert hub.register_service(hub.ServiceEntry(SERVICE, entry.address, document=newer), by=BY) == 2
    assert Description.objects.count() == 2
    assert hub.entries_now().services[-1].version in (0, 2)
    # Without a document the last one holds on.
    assert hub.register_service(hub.ServiceEntry(SERVICE, entry.address, check_answers=False), by=BY) == 2


@pytest.mark.parametrize(
    "register_it",
    [
        lambda: hub.register_member(hub.MemberEntry("KR/GOV", "a", "b"), by=BY),
        lambda: hub.register_member(hub.MemberEntry("KR/GOV/..", "a", "b"), by=BY),
        lambda: hub.register_member(hub.MemberEntry("KR/GOV/a b", "a", "b"), by=BY),
        lambda: hub.register_subsystem(hub.SubsystemEntry("KR/GOV/nobody/app", "a", "b"), by=BY),
        lambda: hub.register_service(hub.ServiceEntry("KR/GOV/nobody/app/x", "http://x", check_answers=False), by=BY),
        lambda: hub.register_service(hub.ServiceEntry(f"{OWNER}/x", "http://x"), by=BY),
        lambda: hub.register_service(hub.ServiceEntry(f"{OWNER}/x", "ftp://x", document=DOCUMENT), by=BY),
        lambda: hub.register_service(hub.ServiceEntry(f"{OWNER}/x", "http://u:p@x", document=DOCUMENT), by=BY),
        lambda: hub.register_service(hub.ServiceEntry(f"{OWNER}/x", "process:../x", document=DOCUMENT), by=BY),
        lambda: hub.register_service(hub.ServiceEntry(f"{OWNER}/x", "http://x", document={}), by=BY),
        lambda: hub.grant(hub.RightEntry(CLIENT, f"{OWNER}/nothing"), by=BY),
        lambda: hub.grant(hub.RightEntry("KR/GOV/nobody/app", SERVICE), by=BY),
        lambda: hub.grant(hub.RightEntry(CLIENT, SERVICE, "LOOK"), by=BY),
        lambda: hub.grant(hub.RightEntry(CLIENT, SERVICE, "GET", "things"), by=BY),
        lambda: hub.add_key(hub.KeyEntry(CLIENT, "", "short", SINCE), by=BY),
        lambda: hub.end_key("nothing", SINCE, by=BY),
        lambda: hub.grant_event(hub.EventRightEntry(CLIENT, "kr.nothing", "subscribe"), by=BY),
        lambda: hub.register_event_type(hub.EventTypeEntry("x", "a", "b", {"type": 7}), by=BY),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(there: None, register_it: Any) -> None:
    before = hub.entries_now()
    count = len(names())
    with pytest.raises(hub.RegistryRefused) as caught:
        register_it()
    assert caught.value.text("ko") != caught.value.text("en")
    assert hub.entries_now() == before
    assert len(names()) == count


def test_a_key_belongs_to_one_system(there: None, signers: dict[str, Signer]) -> None:
    mine = signers[CLIENT]
    with pytest.raises(hub.RegistryRefused, match="another subsystem"):
        hub.add_key(hub.KeyEntry(OWNER, mine.keyid, mine.public, SINCE), by=BY)


def test_the_demonstration_is_registered_once(db: None) -> None:
    keys = {name: Signer.of(new_seed()).public for name in ("hub", "mydata", "agency-moi", "agency-court")}
    assert hub.register_demonstration(keys) > 30
    count = len(names())
    assert hub.register_demonstration(keys) == 0
    assert len(names()) == count
    found = hub.entries_now()
    assert {one.identifier.split("/")[2] for one in found.services} == set(hub.agencies())
    assert all(one.check_answers for one in found.services)
    assert len(found.keys) == 3
    moi = hub.service_of_agency("moi")
    hub.revoke(hub.house_subsystem("mydata"), moi, by=BY)
    # What somebody took away is not given again by the next start.
    assert hub.register_demonstration(keys) == 0
    assert moi not in {one.service for one in hub.entries_now().rights}
    # A new key of an agency comes beside the former one.
    assert hub.register_demonstration(keys | {"agency-moi": Signer.of(new_seed()).public}) == 1


def changed(**paths: Any) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    document["paths"] = paths["paths"] if "paths" in paths else document["paths"]
    return document | {name: value for name, value in paths.items() if name != "paths"}


answer = {"responses": {"200": {"description": "x", "content": {"application/json": {"schema": {"$ref": "REF"}}}}}}


def with_schema(schema: Any) -> dict[str, Any]:
    text = json.dumps(answer).replace('{"$ref": "REF"}', json.dumps(schema))
    return changed(paths={"/x": {"get": json.loads(text)}})


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        changed(openapi="3.0.3"),
        changed(info={}),
        changed(paths={}),
        changed(paths={"x": {"get": answer}}),
        changed(paths={"/x": {"get": {}}}),
        changed(paths={"/x": {"get": {"responses": {"200": {"content": []}}}}}),
        with_schema({"type": "nonsense"}),
        with_schema({"$ref": "http://127.0.0.1/secret.json"}),
        with_schema({"$ref": "file:///etc/passwd"}),
        with_schema({"$ref": "other.yaml#/x"}),
        with_schema({"$ref": "#/components/schemas/Nothing"}),
        with_schema({"pattern": "("}),
        with_schema(7),
    ],
)
def test_a_contract_that_cannot_hold_is_refused(document: Any) -> None:
    with pytest.raises(ContractRefused):
        compiled(document)


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        (b'{"n": 1}', True),
        (b' \r\n\t{"n": 1}\n ', True),
        (b'{"n": 1} {}', False),
        (b'{"n": 1}\x0c', False),
        (b'{"n": NaN}', False),
        (b'{"n": -Infinity}', False),
        (b'\xef\xbb\xbf{"n": 1}', False),
        ('{"n": 1}'.encode("utf-16"), False),
        (b'{"n": "\xff"}', False),
        (b'{"n": "\xed\xa0\x80"}', False),
        (b'{"n": "\\ud800"}', False),
        (b'{"n": "\\ud83d\\ude00"}', True),
        (b'{"n": 1e999}', False),
        (b'{"n": 123456789012345678901234567890}', True),
        (b'{"n": 01}', False),
        (b'{"n": 1,}', False),
        (b"", False),
        (b"[" * 100_000, False),
    ],
)
def test_an_answer_is_one_json_text_in_utf_8(body: bytes, taken: bool) -> None:
    answer = {"description": "a", "content": {"application/json": {"schema": {}}}}
    contract = compiled(changed(paths={"/a": {"get": {"responses": {"200": answer}}}}))
    operation = contract.operation("GET", "/a")
    assert operation is not None
    assert operation.fault(200, "application/json", body) == (None if taken else "the answer is not JSON")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'{"n": 12345678901234567891}', True),
        (b'{"n": 12345678901234567890}', False),
        (b'{"n": 1, "n": 12345678901234567891}', True),
        (b'{"n": 12345678901234567891, "n": 1}', False),
    ],
)
def test_a_number_is_read_exactly_and_of_a_name_that_stands_twice_the_last(body: bytes, kept: bool) -> None:
    schema = {"properties": {"n": {"const": 12345678901234567891}}}
    answer = {"description": "a", "content": {"application/json": {"schema": schema}}}
    operation = compiled(changed(paths={"/a": {"get": {"responses": {"200": answer}}}})).operation("GET", "/a")
    assert operation is not None
    assert (operation.fault(200, "application/json", body) is None) == kept


def test_a_plain_path_goes_before_a_template() -> None:
    contract = compiled(changed(paths={"/a/{x}": {"get": answer_of("t")}, "/a/b": {"get": answer_of("p")},
                                       "/{y}/c.d": {"get": answer_of("d")}}))  # fmt: skip
    found = {path: contract.operation("GET", path) for path in ("/a/b", "/a/z", "/q/c.d", "/q/cxd", "/a", "/a/b/c")}
    assert {path: one and one.operation_id for path, one in found.items()} == {
        "/a/b": "p", "/a/z": "t", "/q/c.d": "d", "/q/cxd": None, "/a": None, "/a/b/c": None}  # fmt: skip
    assert contract.operation("POST", "/a/b") is None


def answer_of(operation_id: str) -> dict[str, Any]:
    return {"operationId": operation_id, "responses": {"204": {"description": "x"}}}


@pytest.mark.parametrize(
    ("path", "asked", "may"),
    [
        ("/**", "/", True),
        ("/**", "/a/b", True),
        ("/a/*", "/a/b", True),
        ("/a/*", "/a/b/c", False),
        ("/a/*", "/a", False),
        ("/a/**", "/a/b/c", True),
        ("/a.b", "/axb", False),
        ("/a", "/a\n", False),
    ],
)
def test_a_right_reaches_as_far_as_its_path(entries: hub.Entries, path: str, asked: str, may: bool) -> None:
    right = hub.RightEntry(CLIENT, SERVICE, "GET", path)
    snapshot = Snapshot(hub.Entries(services=entries.services, rights=(right,)))
    assert (snapshot.right(CLIENT, SERVICE, "GET", asked) is not None) is may
    assert not snapshot.right(CLIENT, SERVICE, "POST", asked)
    assert not snapshot.right(OWNER, SERVICE, "GET", asked)
