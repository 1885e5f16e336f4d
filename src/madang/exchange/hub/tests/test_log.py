"""The log's group commit: many in one transaction, one that cannot be stored costs nobody else the answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import psycopg
import pytest

from madang.exchange.hub.gateway.entry import text_of
from madang.exchange.hub.gateway.exchange import COVERS, NAME, Exchange, Mark
from madang.exchange.hub.gateway.log import GroupLog
from madang.exchange.hub.gateway.recording import LogUnavailable
from madang.exchange.hub.models import Member
from madang.exchange.hub.signing.service import Claimed
from madang.exchange.hub.tests.serving import database_url, logged
from madang.trust import service as trust

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERED = [str(number) for number in range(500)]
"""Message ids of these tests' own exchanges; a gateway of other tests may still be writing down its own."""


def exchange(number: int, path: str = "/r1/x") -> Exchange:
    made = Exchange("GET", path)
    made.client, made.message_id = "A/B/C/D", str(number)
    return made


def with_log(work: Any) -> Any:
    async def run() -> Any:
        log = GroupLog(database_url())
        await log.start()
        try:
            return await work(log)
        finally:
            await log.stop()

    return asyncio.run(run())


def transactions() -> int:
    with psycopg.connect(database_url()) as plain:
        plain.execute("SELECT set_config('madang.tenants', 'hub', false)")
        row = plain.execute("SELECT count(DISTINCT xmin::text) FROM trust_entry WHERE kind = 'exchange'").fetchone()
    assert row is not None
    return int(row[0])


def test_many_share_a_transaction() -> None:
    async def work(log: GroupLog) -> None:
        log.under_way = lambda: 100
        await asyncio.gather(*(log.record(exchange(number)) for number in range(100)))

    with_log(work)
    assert sorted(int(str(body["id"])) for _, body in logged(NUMBERED)) == list(range(100))
    assert transactions() < 10


def test_a_lone_one_does_not_wait_for_others() -> None:
    async def work(log: GroupLog) -> float:
        log.under_way = lambda: 1
        await log.record(exchange(0))
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(20):
            await log.record(exchange(number))
        return loop.time() - begun

    assert with_log(work) < 2.0
    assert transactions() == 21


def test_what_comes_turn_by_turn_shares_a_transaction_and_a_lone_one_among_many_does_not_wait_for_them() -> None:
    async def work(log: GroupLog) -> None:
        log.under_way = lambda: 100
        await asyncio.wait_for(log.record(exchange(0)), 1.0)
        jobs = []
        for number in range(1, 6):
            jobs.append(asyncio.ensure_future(log.record(exchange(number))))
            await asyncio.sleep(0.001)
        await asyncio.gather(*jobs)

    with_log(work)
    assert transactions() <= 4


def test_a_connection_that_is_lost_while_nothing_runs_is_made_again_before_anybody_needs_it() -> None:
    async def work(log: GroupLog) -> None:
        await log.record(exchange(0))
        former = backend(log)
        with psycopg.connect(database_url(), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [former])
        for _ in range(1_000):
            if log.writable and backend(log) not in (None, former):
                break
            await asyncio.sleep(0.02)
        await log.record(exchange(1))

    with_log(work)
    assert [body["id"] for _, body in logged(NUMBERED)] == ["0", "1"]


def backend(log: GroupLog) -> int | None:
    """The process at the other end of its own connection; other gateways have theirs."""
    return log._connection.info.backend_pid if log._connection is not None else None


def odd_exchanges() -> list[Exchange]:
    plain, whole, odd = exchange(1), exchange(2), exchange(3, '/r1/"\\\x7f\x01한글')
    plain.error = "client.bad_request"
    plain.answered(400)
    usual = Claimed((), f'{next(iter(COVERS))};created=7;keyid="k";alg="ed25519"', 7, "k", "c2ln")
    whole.service, whole.status, whole.seconds = "A/B/C/D/e", 200, 0.0012345
    for name in ("request", "asked", "answered", "response"):
        whole.marks[name] = Mark(usual, "sha-256=:x:")
    odd.marks["request"] = Mark(Claimed((), '("@method");created=1;keyid="\t"', 1, "\t\n", "c2ln"), "")
    odd.client, odd.message_id, odd.service = "가/\x1f", '"', "서비스" * 200
    return [plain, whole, odd]


def test_an_entry_is_written_as_the_log_writes_json() -> None:
    for one in odd_exchanges():
        body = {**one.body(), "actor": "agency:가\n", "name": NAME, "subject": ""}
        assert text_of(one, "agency:가\n") == trust.json_text(body)


def test_what_is_stored_is_what_the_tree_commits_to() -> None:
    async def work(log: GroupLog) -> None:
        await asyncio.gather(*(log.record(one) for one in odd_exchanges()))

    with_log(work)
    with psycopg.connect(database_url()) as plain:
        plain.execute("SELECT set_config('madang.tenants', 'hub', false)")
        found = plain.execute(
            "SELECT tenant, act, kind, at, body, salt, commitment, leaf, subject, name, actor, shown_from"
            " FROM trust_entry WHERE kind = 'exchange'"
        ).fetchall()
    assert len(found) == 3
    for tenant, act, kind, at, body, salt, commitment, leaf, subject, name, actor, shown_from in found:
        assert commitment == trust.commitment_of(salt, body)
        assert leaf == trust.leaf_of(trust.header_of(tenant=tenant, act=act, kind=kind, at=at, commitment=commitment))
        assert (subject, name, shown_from) == ("", NAME, None)
        assert actor == json.loads(body)["actor"]


def test_texts_of_any_kind_are_kept_as_they_are() -> None:
    paths = ['/r1/"quoted"', "/r1/back\\slash", "/r1/{a,b}", "/r1/한글", "/r1/NULL", "/r1/'", "/r1/\x7f\x80", ""]

    async def work(log: GroupLog) -> None:
        await asyncio.gather(*(log.record(exchange(number, path)) for number, path in enumerate(paths)))

    with_log(work)
    assert {str(body["path"]) for _, body in logged(NUMBERED)} == set(paths)


def test_what_the_database_does_not_take_costs_nobody_else_the_answer() -> None:
    async def refused(connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute("SELECT 1 / 0")

    async def work(log: GroupLog) -> list[Any]:
        log.under_way = lambda: 20
        jobs = [log.record(exchange(number), refused if number == 3 else None) for number in range(8)]
        return await asyncio.gather(*jobs, return_exceptions=True)

    found = with_log(work)
    assert [type(one) for one in found] == [LogUnavailable if number == 3 else type(None) for number in range(8)]
    assert sorted(str(body["id"]) for _, body in logged(NUMBERED)) == ["0", "1", "2", "4", "5", "6", "7"]


def test_what_cannot_be_written_costs_nobody_else_the_answer() -> None:
    async def work(log: GroupLog) -> list[Any]:
        log.under_way = lambda: 8
        paths = ["/r1/\ud800" if number in (0, 3) else "/r1/x" for number in range(8)]
        async with asyncio.timeout(10):
            jobs = [log.record(exchange(number, path)) for number, path in enumerate(paths)]
            first = await asyncio.gather(*jobs, return_exceptions=True)
            alone = await asyncio.gather(log.record(exchange(8, "\ud800")), return_exceptions=True)
            await log.record(exchange(9))
            return [*first, *alone]

    found = with_log(work)
    assert [type(one) for one in found] == [LogUnavailable if n in (0, 3, 8) else type(None) for n in range(9)]
    assert sorted(str(body["id"]) for _, body in logged(NUMBERED)) == ["1", "2", "4", "5", "6", "7", "9"]


@pytest.mark.parametrize("fails", [False, True])
def test_the_entry_goes_with_the_work_or_neither(fails: bool) -> None:
    async def also(connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(
            "INSERT INTO hub_member (instance, member_class, code, name_ko, name_en) VALUES ('KR', 'GOV', 'x', '', '')"
        )
        if fails:
            await connection.execute("SELECT 1 / 0")

    async def work(log: GroupLog) -> list[Any]:
        return list(await asyncio.gather(log.record(exchange(1), also), return_exceptions=True))

    [found] = with_log(work)
    assert isinstance(found, LogUnavailable) == fails
    assert Member.objects.count() == len(logged()) == (0 if fails else 1)


def test_without_a_database_it_does_not_start() -> None:
    with pytest.raises(LogUnavailable):
        asyncio.run(GroupLog("postgresql://nobody:x@127.0.0.1:1/nothing").start())
