"""Logs: one line an event, an id for the request, nothing about a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import django
django.setup()
from django.test import Client
Client(raise_request_exception=False).post(
    "/nowhere/900101-1234567?name=honggildong", {"income": "31415926"}, headers={"Cookie": "session=oatmeal"}
)
Client(raise_request_exception=False).get("/", headers={"Host": "honggildong.example"})
import structlog
worked_on = "oatmeal"
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger("here").exception("broke", step=3)
"""


def lines_of(as_json: str) -> list[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test", "MADANG_LOG_JSON": as_json}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_json_lines_carry_fields() -> None:
    request, _refused, failure = (json.loads(line) for line in lines_of("1"))
    assert request["event"] == "request"
    assert request["route"] == "(none)"
    assert request["status"] == 404
    assert len(request["request_id"]) == 32
    assert request["timestamp"].endswith("Z")
    assert (failure["event"], failure["step"], failure["level"]) == ("broke", 3, "error")
    assert "ZeroDivisionError" in failure["exception"]


@pytest.mark.parametrize("as_json", ["0", "1"])
def test_nothing_a_person_typed_reaches_the_log(as_json: str) -> None:
    text = "\n".join(lines_of(as_json))
    for typed in ("honggildong", "31415926", "900101", "oatmeal"):
        assert typed not in text
