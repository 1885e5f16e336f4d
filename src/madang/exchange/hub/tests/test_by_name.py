"""Persons by the names of whoever asks or subscribes: end to end over a gateway and its database."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.pseudonyms.keys import NAME
from madang.exchange.hub.signing.service import Signer
from madang.exchange.hub.tests.calling import Caller, Said
from madang.exchange.hub.tests.conftest import CLIENT, EVENT, OTHER, OWNER
from madang.exchange.hub.tests.provider import Provider
from madang.exchange.hub.tests.serving import BY, ServedGateway, database_url, logged, register
from madang.exchange.hub.tests.test_events import event, publish, taken
from madang.exchange.hub.tests.test_served import until

PEOPLE, PATH = f"{OWNER}/people", f"/r1/{OWNER}/people/search"
GROUND = "주민등록법 §30"
PERSONS = hub.Persons(
    ("numbers[]",), ("records[].number", "records[].children[]", "not_found[]"), r"(?<![0-9A-Za-z])S\d{7}(?!\d)"
)
ANNE, BORA = "S0000001", "S0000002"
ANSWER = {"records": [{"number": ANNE, "children": [BORA], "n": 1.5}], "not_found": [], "as_of": "2026-11-27"}


@pytest.fixture
def there(db: None, entries: hub.Entries, event_entries: hub.Entries) -> None:
    """The small registry, without a gateway that reads it."""
    register(entries)
    register(event_entries)


@pytest.fixture
def people(served: ServedGateway) -> ServedGateway:
    """A service that names persons, for CLIENT without a statute; OTHER subscribes, too."""
    mark = f"KR/GOV/{uuid.uuid4()}"
    entry = hub.ServiceEntry(PEOPLE, "process:provider", 1.0, check_answers=False, persons=PERSONS)
    hub.register_service(entry, by=BY)
    hub.grant(hub.RightEntry(CLIENT, PEOPLE), by=BY)
    hub.grant_event(hub.EventRightEntry(OTHER, EVENT, "subscribe"), by=BY)
    hub.register_subscription(hub.SubscriptionEntry("town", OTHER), by=BY)
    hub.register_member(hub.MemberEntry(mark, "표", "Mark"), by=BY)
    served.wait_for(mark)
    return served


@pytest.fixture
def town(people: ServedGateway, signers: dict[str, Signer]) -> Caller:
    return Caller(people.address, OTHER, signers[OTHER], signers["hub"].public)


def pulled(caller: Caller, code: str, count: int) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []

    def there() -> bool:
        said[:] = caller.call("GET", f"/events/{code}").json["events"]
        return len(said) == count

    until(there)
    return said


def rows(statement: str) -> list[Any]:
    with psycopg.connect(database_url()) as connection:
        connection.execute("SELECT set_config('madang.tenants', '*', false)")
        return connection.execute(statement.encode()).fetchall()


def told_of(publisher: Caller, caller: Caller, *numbers: str) -> list[str]:
    """What CLIENT calls these, of whom nobody told before."""
    for number in numbers:
        publish(publisher, event(number))
    return [one["data"]["number"] for one in pulled(caller, "city", len(numbers))]


def test_each_subscriber_is_told_its_own_names(people: ServedGateway, publisher: Caller, served_caller: Caller,
                                               town: Caller) -> None:  # fmt: skip
    made = [event(ANNE, subject=ANNE), event(BORA), event(ANNE, data={"number": ANNE, "n": 7})]
    for one in made:
        publish(publisher, one)
    ours, theirs = pulled(served_caller, "city", 3), pulled(town, "town", 3)
    for found in (ours, theirs):
        anne, bora, again = [one["data"]["number"] for one in found]
        assert anne == again != bora
        assert NAME.fullmatch(anne)
        assert found[0]["subject"] == anne
        assert [one["id"] for one in found] == [one["id"] for one in made]
        assert found[2]["data"] == {"number": anne, "n": 7}
        assert "S000" not in json.dumps(found)
    assert not {one["data"]["number"] for one in ours} & {one["data"]["number"] for one in theirs}
    assert pulled(served_caller, "city", 3) == ours
    # Inside the house nothing changes.
    assert [one.event["data"]["number"] for one in taken()] == [ANNE, BORA]
    kept = rows("SELECT party, name, sealed FROM hub_pseudonym")
    assert len(kept) == 4
    assert all(b"S000" not in bytes(sealed) for *_, sealed in kept)
    assert "S000" not in json.dumps(logged([*served_caller.ids, *town.ids]))


def test_a_statute_gives_register_numbers(people: ServedGateway, publisher: Caller, served_caller: Caller) -> None:
    made = event(ANNE, subject=ANNE)
    publish(publisher, made)
    assert pulled(served_caller, "city", 1)[0]["data"]["number"] != ANNE
    hub.grant_event(hub.EventRightEntry(CLIENT, EVENT, "subscribe", ground=GROUND), by=BY)
    until(lambda: pulled(served_caller, "city", 1)[0]["data"]["number"] == ANNE, 2)
    found = pulled(served_caller, "city", 1)[0]
    assert (found["data"], found["subject"]) == (made["data"], ANNE)


def test_names_are_written_with_the_entry(people: ServedGateway, publisher: Caller, served_caller: Caller) -> None:
    told_of(publisher, served_caller, ANNE)
    [(first,)] = rows("SELECT xmin::text FROM hub_pseudonym")
    entries = rows("SELECT xmin::text, body FROM trust_entry WHERE tenant = 'hub' AND kind = 'exchange'")
    assert json.loads(dict(entries)[first])["path"] == "/events/city"


def ask(caller: Caller, body: Any, path: str = PATH, query: str = "", **also: str) -> Said:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content-type": "application/json"} | also
    return replace(caller, also=fields).call("POST", path, query, sent)


def test_who_asks_by_name_is_answered_by_name(people: ServedGateway, publisher: Caller, served_caller: Caller,
                                              provider: Provider) -> None:  # fmt: skip
    [anne] = told_of(publisher, served_caller, ANNE)
    provider.body = json.dumps(ANSWER).encode()
    provider.fields = {"Content-Type": "application/json", "ETag": ANNE, "Content-Language": "ko"}
    said = ask(served_caller, {"numbers": [anne, anne], "fields": ["n"]})
    assert json.loads(provider.asked[-1]["body"]) == {"numbers": [ANNE, ANNE], "fields": ["n"]}
    [record] = said.json["records"]
    bora = record["children"][0]
    assert said.json == {**ANSWER, "records": [{"number": anne, "children": [bora], "n": 1.5}]}
    assert NAME.fullmatch(bora)
    assert (said.headers["content-language"], "etag" in said.headers) == ("ko", False)
    # Of whom an answer told can be asked.
    provider.body = json.dumps({"records": [], "not_found": [BORA]}).encode()
    assert ask(served_caller, {"numbers": [bora]}).json["not_found"] == [bora]
    assert json.loads(provider.asked[-1]["body"]) == {"numbers": [BORA]}
    assert "S000" not in json.dumps(logged(served_caller.ids))
    # Nobody else's.
    provider.body = b""
    assert served_caller.call("GET", f"/r1/{PEOPLE}/health", "limit=7").status == 200


def test_nothing_but_names_of_one_s_own_is_let_through(
    people: ServedGateway, publisher: Caller, served_caller: Caller, town: Caller, provider: Provider
) -> None:
    [anne] = told_of(publisher, served_caller, ANNE)
    theirs = pulled(town, "town", 1)[0]["data"]["number"]
    unknown = "client.unknown_pseudonym"
    for body in (
        {"numbers": [theirs]}, {"numbers": [anne, "p-" + "a" * 26]}, {"numbers": [ANNE]}, {"numbers": [anne, ANNE]},
        {"numbers": anne}, {"numbers": [anne], "more": anne}, {"numbers": [anne], "more": {"of": f"his {BORA}"}},
    ):  # fmt: skip
        assert ask(served_caller, body).error == unknown, body
    deep = b"[" * 100 + json.dumps(anne).encode() + b"]" * 100
    for unreadable in (b"{", b"\xff", deep, f'{{"numbers": ["{ANNE}"], "numbers": ["{anne}"]}}'.encode()):
        assert ask(served_caller, unreadable).error == "client.bad_request", unreadable
    for path, query, also in (
        (f"{PATH}/{ANNE}", "", {}), (f"{PATH}/%2553000000%2531", "", {}), (f"{PATH}/{anne}", "", {}),
        (PATH, f"of={ANNE}", {}), (PATH, f"of={anne}", {}), (PATH, "", {"x-about": ANNE}),
        (PATH, "", {"x-road-id": ANNE}),
    ):  # fmt: skip
        said = ask(served_caller, {"numbers": [anne]}, path, query, **also)
        assert said.error == unknown, (path, query)
        assert "S000" not in f"{said.headers} {said.body!r}"
    # Also where there is no right at all.
    assert town.call("GET", f"{PATH}/{ANNE}").error == "server.serverproxy.access_denied"
    assert provider.asked == []
    entries = json.dumps(logged(), ensure_ascii=False)
    assert "S000" not in entries
    assert anne not in entries


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"no JSON of S0000002", {"Content-Type": "text/plain"}),
        (json.dumps({"detail": f"nobody is {ANNE}"}).encode(), {"Content-Type": "application/problem+json"}),
        (json.dumps({"records": [{"number": 7}]}).encode(), {"Content-Type": "application/json"}),
        (b'{"not_found": ["S0000001"], "not_found": []}', {"Content-Type": "application/json"}),
        (b"{}", {"Content-Type": "application/json", "Content-Encoding": "gzip"}),
        (b"{}", {"Content-Type": f"application/json; of={ANNE}"}),
    ],
)
def test_an_answer_that_tells_of_others_is_not_passed_on(
    people: ServedGateway, served_caller: Caller, provider: Provider, body: bytes, fields: dict[str, str]
) -> None:
    provider.body, provider.fields = body, fields
    said = ask(served_caller, {"numbers": []})
    assert said.error == "server.serverproxy.invalid_response"
    assert "S000" not in f"{said.headers} {said.body!r}"
    assert "S000" not in json.dumps(logged(served_caller.ids))
    assert rows("SELECT * FROM hub_pseudonym") == []


def test_a_right_with_a_statute_goes_through_byte_for_byte(people: ServedGateway, served_caller: Caller,
                                                           provider: Provider) -> None:  # fmt: skip
    assert ask(served_caller, {"numbers": [ANNE]}).error == "client.unknown_pseudonym"
    hub.grant(hub.RightEntry(CLIENT, PEOPLE, ground=GROUND), by=BY)
    body = b'{ "numbers" : ["S0000001"], "numbers": [ "p-aaaaaaaaaaaaaaaaaaaaaaaaaa" ], '
    until(lambda: ask(served_caller, body).status == 200, 2)
    provider.body, provider.fields = b'{"detail":  "S0000001"', {"Content-Type": "application/json", "ETag": "x"}
    said = ask(served_caller, body)
    assert provider.asked[-1]["body"] == body
    assert said.body == provider.body
    assert said.headers["etag"] == "x"
    assert rows("SELECT * FROM hub_pseudonym") == []
    [mine] = [one for one in served_caller.call("GET", f"/r1/{OWNER}/allowedMethods").json["service"]
              if one["service_code"] == "people"]  # fmt: skip
    assert mine["endpoint_list"] == [{"method": "*", "path": "/**", "ground": GROUND}]


def test_a_gateway_without_secret_or_table_tells_no_numbers(
    signers: dict[str, Signer], entries: hub.Entries, record: hub.Remembered, provider: Provider
) -> None:
    service = hub.ServiceEntry(PEOPLE, "process:provider", 1.0, check_answers=False, persons=PERSONS)
    rights = (hub.RightEntry(CLIENT, PEOPLE), hub.RightEntry(OTHER, PEOPLE, ground=GROUND))
    told = replace(entries, services=(service,), rights=rights)
    provider.body = json.dumps(ANSWER).encode()
    made = hub.Gateway(hub.Configuration(signers["hub"], lambda _: provider.address), hub.Fixed(told), record)
    with hub.RunningGateway(made) as gateway:
        mine, theirs = (Caller(gateway.address, one, signers[one], signers["hub"].public) for one in (CLIENT, OTHER))
        assert ask(theirs, {"numbers": [ANNE]}).body == provider.body
        assert ask(mine, {"numbers": ["p-" + "a" * 26]}).status >= 400
        said = ask(mine, {"numbers": []})
        assert said.error == "server.clientproxy.internal_error"
        assert "S000" not in f"{said.body!r}"
        [endpoint] = mine.call("GET", f"/r1/{OWNER}/allowedMethods").json["service"][0]["endpoint_list"]
        assert endpoint == {"method": "*", "path": "/**", "persons": "pseudonyms"}


def test_of_two_rights_the_one_with_a_statute_holds(entries: hub.Entries) -> None:
    from madang.exchange.hub.registry.snapshot import Snapshot

    service = hub.ServiceEntry(PEOPLE, "process:provider", check_answers=False, persons=PERSONS)
    rights = (hub.RightEntry(CLIENT, PEOPLE), hub.RightEntry(CLIENT, PEOPLE, "POST", "/search", GROUND))
    snapshot = Snapshot(replace(entries, services=(service,), rights=rights))
    with_it, without = (snapshot.right(CLIENT, PEOPLE, one, "/search") for one in ("POST", "GET"))
    assert with_it is not None
    assert without is not None
    assert (with_it.told, without.told is None) == (None, False)


@pytest.mark.parametrize("ground", ["주민등록법", "§30", "because", "x §1" * 60])
def test_a_ground_is_a_statute_with_its_article(there: None, ground: str) -> None:
    with pytest.raises(hub.RegistryRefused, match="article"):
        hub.grant(hub.RightEntry(CLIENT, f"{OWNER}/loose", ground=ground), by=BY)
    with pytest.raises(hub.RegistryRefused, match="article"):
        hub.grant_event(hub.EventRightEntry(CLIENT, EVENT, "subscribe", ground=ground), by=BY)


def test_persons_are_registered_as_they_can_be_told(there: None) -> None:
    entry = hub.ServiceEntry(PEOPLE, "process:provider", check_answers=False, persons=PERSONS)
    hub.register_service(entry, by=BY)
    assert [one.persons for one in hub.entries_now().services if one.identifier == PEOPLE] == [PERSONS]
    with pytest.raises(hub.RegistryRefused, match="number"):
        hub.register_service(replace(entry, persons=replace(PERSONS, number="")), by=BY)
    kind = hub.EventTypeEntry("kr.test.born", "출생", "Birth", {"type": "object"}, "number", ("mother",))
    hub.register_event_type(kind, by=BY)
    assert kind in hub.entries_now().event_types
    with pytest.raises(hub.RegistryRefused, match="place"):
        hub.register_event_type(replace(kind, persons=("mother[0]",)), by=BY)
