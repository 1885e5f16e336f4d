"""Rows of the log are written as the tree's readers read them."""

from __future__ import annotations

import datetime as dt
import json
import uuid

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
