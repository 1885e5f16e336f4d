"""Rows of the log are written as the tree's readers read them."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from madang.trust import service as trust

AT = dt.datetime(2026, 11, 26, 9, 0, 0, 7, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.mark.parametrize("tenant", ["48170", 'a"b', "back\\slash", "한글", "\x01"])
def test_a_header_is_the_json_of_its_fields(tenant: str) -> None:
    act = uuid.uuid4()
    header = trust.header_of(tenant=tenant, act=act, kind="act", at=AT, commitment=b"\x00\xff" * 16)
    fields = {"act": str(act), "at": "2026-11-26T00:00:00.000007Z", "commitment": "00ff" * 16, "kind": "act",
              "tenant": tenant, "v": 1}  # fmt: skip
    assert header == trust.json_text(fields).encode()
    assert json.loads(header) == fields


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python 3.12 warns of forks beside threads
def test_no_two_rows_share_a_salt_also_across_a_fork_and_threads() -> None:
    def drawn(_: int) -> list[bytes]:
        return [trust.log_row(tenant="t", kind="act", name="n", actor="a", body={}).salt for _ in range(700)]

    with ThreadPoolExecutor(4) as pool:
        mine = [salt for some in pool.map(drawn, range(4)) for salt in some]
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.write(writes, b"".join(drawn(0)[:200]))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(reads, 3_200)
    os.close(reads)
    os.close(writes)
    every = [*mine, *drawn(0), *(theirs[at : at + 16] for at in range(0, 3_200, 16))]
    assert {len(salt) for salt in every} == {16}
    assert len(set(every)) == len(every) == 3_700
