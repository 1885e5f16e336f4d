"""The client on the page for agencies (docs/hub.md) works as it stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.protocol.faults import Error
from madang.exchange.hub.tests.conftest import CLIENT, OTHER, PATH
from madang.exchange.hub.tests.provider import Provider

PAGE = Path(__file__).parents[5] / "docs" / "hub.md"


@pytest.fixture
def client(small_gateway: hub.RunningGateway, seeds: dict[str, str], signers: dict[str, object], tmp_path: Path,
           provider: Provider) -> object:  # fmt: skip
    script = tmp_path / "client.py"
    script.write_text(PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0], encoding="utf-8")

    def run(who: str, *words: str, public: str = "") -> subprocess.CompletedProcess[str]:
        surroundings = {"HUB": small_gateway.address, "CLIENT": who, "PRIVATE": seeds[who],
                        "HUB_PUBLIC": public or signers["hub"].public}  # type: ignore[attr-defined]  # fmt: skip
        words = (sys.executable, str(script), *words)
        return subprocess.run(words, env=os.environ | surroundings, capture_output=True, text=True, check=False)

    return run


def test_the_client_asks_and_proves_the_answer(client: object, provider: Provider, signers: dict[str, object]) -> None:
    done = client(CLIENT, "POST", f"{PATH}/things?a=1", '{"n": 1}')  # type: ignore[operator]
    assert (done.returncode, done.stdout) == (0, '200  {"name": "x"}\n')
    assert provider.asked[-1]["path"] == "/things?a=1"
    assert client(CLIENT, "GET", f"{PATH}/things/1").stdout == '200  {"name": "x"}\n'  # type: ignore[operator]
    refused = client(OTHER, "GET", f"{PATH}/things/1").stdout  # type: ignore[operator]
    status, name, body = refused.split(" ", 2)
    assert (status, name) == ("400", "server.serverproxy.access_denied")
    assert json.loads(body)["type"] == name
    forged = client(CLIENT, "GET", f"{PATH}/things/1", public=signers[OTHER].public)  # type: ignore[operator,attr-defined]
    assert "InvalidSignature" in forged.stderr


def test_the_page_names_errors_that_there_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {part for error in Error for part in (str(error), f".{error.rpartition('.')[2]}")}
    said = [
        word for line in page.splitlines() if line.startswith("| `") for word in line.split("|")[1].split("`")[1::2]
    ]
    assert said
    assert [one for one in said if one.startswith(("client.", "server.", ".")) and one not in names] == []
