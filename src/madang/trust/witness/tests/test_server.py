"""The witness over HTTP, as C2SP tlog-witness has it, and its folder."""

from __future__ import annotations

import itertools
import json
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from madang.trust.tree.keys import WITNESS, parse_key
from madang.trust.tree.statements import state_key
from madang.trust.witness.client import Client, NoAnswer
from madang.trust.witness.tests.running import running_witness
from madang.trust.witness.tests.test_witness import LOG_KEY, ME, Log

SERVE = """
import sys
from pathlib import Path
from madang.trust.witness.service import serve
assert not [name for name in sys.modules if name.split(".")[0] in ("django", "psycopg")]
serve(Path(sys.argv[1]), "witness.example/two", int(sys.argv[2]))
"""


def got(url: str) -> tuple[str, str]:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def test_statuses(tmp_path: Path) -> None:
    log = Log()
    with running_witness(tmp_path) as url:
        client = Client(url)
        assert client.key() == (200, ME.key.text + "\n")
        assert client.add_checkpoint(log.asking(0, 3).decode()).status == 404
        assert client.add_key(state_key(LOG_KEY).whole) == (200, LOG_KEY.key.text + "\n")
        first = client.add_checkpoint(log.asking(0, 3).decode())
        assert first.status == 200
        assert first.text.startswith("— witness.example/one ")
        assert client.add_checkpoint(log.asking(3, 3).decode()) == first
        assert client.add_checkpoint(log.asking(0, 9).decode()) == (409, "3\n")
        assert client.add_checkpoint(Log(salt=b"x").asking(3, 9).decode()).status == 422
        assert client.add_checkpoint("old 3\n\nnothing").status == 400
        assert client.add_checkpoint(log.asking(3, 9).decode().replace("\n9\n", "\n8\n")).status == 403
        assert client.add_checkpoint(log.asking(3, 9).decode()).status == 200
        kind, heads = got(f"{url}/heads/48170")
        assert kind == "application/x-ndjson"
        assert [json.loads(line)["size"] for line in heads.splitlines()] == [3, 9]
        assert [json.loads(line)["size"] for line in got(f"{url}/heads/48170?after=3")[1].splitlines()] == [9]
        assert got(f"{url}/heads/nobody")[1] == ""
        assert len(got(f"{url}/refused/48170")[1].splitlines()) == 1
        assert json.loads(got(f"{url}/health")[1]) == {"status": "ok"}
        assert client._ask("/heads/48170?after=x", None).status == 400


def test_the_size_has_its_own_type(tmp_path: Path) -> None:
    with running_witness(tmp_path) as url:
        Client(url).add_key(state_key(LOG_KEY).whole)
        request = urllib.request.Request(f"{url}/add-checkpoint", data=Log().asking(2, 3))
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)
        with refused.value:
            assert (refused.value.code, refused.value.headers.get_content_type()) == (409, "text/x.tlog.size")


def test_a_process_of_its_own_that_is_killed_forgets_nothing(tmp_path: Path) -> None:
    """No Django, no driver of the database; kill -9 after each answer; the key is for its owner's eyes."""
    folder, log, sizes = tmp_path / "witness", Log(), [0, 3, 64]
    keys, port = set(), free_port()
    for old, size in itertools.pairwise(sizes):
        process = subprocess.Popen([sys.executable, "-c", SERVE, str(folder), str(port)])
        try:
            client = Client(f"http://127.0.0.1:{port}")
            keys.add(wait(client))
            assert client.add_key(state_key(LOG_KEY).whole).status == 200
            assert client.add_checkpoint(log.asking(old, size).decode()).status == 200
        finally:
            process.kill()
            process.wait()
    (key,) = keys
    assert parse_key(key.strip()).kind == WITNESS
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait(client: Client) -> str:
    for _ in range(100):
        try:
            return client.key().text
        except NoAnswer:
            time.sleep(0.05)
    raise AssertionError("the witness did not start")
