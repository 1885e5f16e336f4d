"""The supervisor with processes of this test's own making."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, sys
from pathlib import Path
from madang.config.processes import Process, Step
from madang.config.supervision import child, supervisor

class NoDatabase:
    pid = 0
    def start(self): return {}
    def look_after(self): pass
    def stop(self): print("database stopped", flush=True)

def spawn_python(words, environment, spawn=child.subprocess.Popen):
    return child.subprocess.Popen([sys.executable, "-c", words[0]], env=dict(environment), start_new_session=True,
        stdout=child.subprocess.PIPE, stderr=child.subprocess.STDOUT, preexec_fn=child.tether(9))

child.spawn = supervisor.spawn = spawn_python
it = supervisor.Supervisor(Path("."), NoDatabase(), os.environ)
it.listen_for_signals()
try:
    it.start(%(steps)s, %(processes)s)
    print("open", flush=True)
    it.keep_running()
except (supervisor.StartFailed, supervisor.Stopped) as end:
    print(type(end).__name__, end, flush=True)
finally:
    it.stop()
"""

SERVER = """
import http.server, os, signal, subprocess, sys
%s
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *words): pass
print("한글 hello from", os.getpid(), flush=True)
http.server.HTTPServer(("127.0.0.1", {port}), Handler).serve_forever()
"""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
SLEEPER = "[sys.executable, '-c', 'import time; time.sleep(600)', os.environ['MARK']]"
FAMILY = f"subprocess.Popen({SLEEPER}, start_new_session=True)"


def program(steps: str = "[]", server: str | None = None, more: str = "") -> str:
    processes = "[]" if server is None else f"[Process('one', ({SERVER % server!r},), '/'{more})]"
    return PROGRAM % {"steps": steps, "processes": processes}


def started(text: str, mark: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", text], stdout=subprocess.PIPE, text=True, env={**os.environ, "MARK": mark}
    )


def read_until(process: subprocess.Popen[str], word: str) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            return lines
    raise AssertionError(lines)


def test_words_carry_their_speaker_s_name() -> None:
    process = started(program(server=""))
    lines = read_until(process, "open")
    assert any(line.startswith("one          | 한글 hello from") for line in lines)
    process.terminate()
    assert "database stopped" in process.communicate(timeout=10)[0]


def test_a_process_that_does_not_listen_is_ended_within_ten_seconds() -> None:
    process = started(program(server=DEAF))
    said = "".join(read_until(process, "open"))
    pid = int(said.split("hello from ")[1].split()[0])
    process.terminate()
    process.communicate(timeout=10)
    assert not Path(f"/proc/{pid}").exists()


def test_asked_twice_nobody_is_waited_for() -> None:
    process = started(program(server=DEAF))
    read_until(process, "open")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=3)


def test_grandchildren_in_sessions_of_their_own_are_found() -> None:
    mark = f"madang-{os.getpid()}-grandchild"
    process = started(program(server=FAMILY), mark)
    read_until(process, "open")
    assert with_mark(mark)
    process.terminate()
    process.communicate(timeout=10)
    assert not with_mark(mark)


def with_mark(mark: str) -> list[str]:
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words:
            found.append(pid)
    return found


def test_a_step_that_fails_stops_the_start_with_its_last_words() -> None:
    steps = "[Step('prepare', ('raise SystemExit(chr(63) + chr(33))',))]"
    said = started(program(steps, server="")).communicate(timeout=20)[0]
    assert "StartFailed prepare failed (status 1):\n?!" in said
    assert "hello from" not in said
    assert "database stopped" in said


def test_an_essential_process_that_dies_stops_the_start() -> None:
    said = started(program(server="raise SystemExit(3)")).communicate(timeout=20)[0]
    assert "StartFailed one did not come up" in said


def test_another_one_is_tried_again_with_growing_pauses_while_the_rest_runs() -> None:
    process = started(program(server="raise SystemExit(3)", more=", essential=False, ready_seconds=0.1"))
    lines = read_until(process, "again in 2 s")
    process.terminate()
    process.communicate(timeout=10)
    pauses = [line.rsplit("again in ", 1)[1] for line in lines if "again in" in line]
    assert pauses == ["0.5 s\n", "1 s\n", "2 s\n"]


@pytest.mark.parametrize("name", ["tax", "health-insurance"])
def test_every_process_is_told_where_the_others_are(name: str) -> None:
    from madang.config.processes import Process

    assert Process(name, (), "/").url_variable == f"MADANG_URL_{name.upper().replace('-', '_')}"


def test_another_installation_s_answer_is_not_taken_for_our_own() -> None:
    server = SERVER.replace("self.end_headers()", "self.send_header('X-Madang-Instance', 'other'); self.end_headers()")
    process = started(
        PROGRAM
        % {
            "steps": "[]",
            "processes": f"[Process('one', ({server % ''!r},), '/', essential=False, ready_seconds=1.0)]",
        }
    )
    lines = read_until(process, "open")
    process.terminate()
    process.communicate(timeout=10)
    assert "one is not ready yet; going on without it\n" in lines


def test_a_held_port_is_its_servers_alone() -> None:
    """Nobody else is given it, whoever connects to wherever; the server it is held for may come, go and come again."""
    from madang.config.supervision.ports import first_free_port, held_port

    with held_port() as held, socket.create_server(("127.0.0.1", 0)) as somewhere:
        port = held.getsockname()[1]
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))
        for _ in range(2):
            with socket.create_server(("127.0.0.1", port)) as server:
                socket.create_connection(("127.0.0.1", port)).close()
                server.accept()[0].close()
        for _ in range(200):
            with socket.create_connection(somewhere.getsockname()) as out:
                assert out.getsockname()[1] != port
                somewhere.accept()[0].close()
        assert all(first_free_port(0) != port for _ in range(50))


def test_the_next_free_port_is_taken_and_none_is_told() -> None:
    from madang.config.supervision.ports import PortTaken, first_free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < first_free_port(port) < port + 20
        with pytest.raises(PortTaken, match=f"port {port} is taken"):
            first_free_port(port, tried=1)
