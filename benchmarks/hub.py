"""Directly, through the bare signing proxy, through Madang's hub: one run, by turns. `python -m benchmarks.hub`.

The hub is the real one (`madang hub serve`): registry, rights, replay guard, contract, and every exchange durable in
the log (fsync on, synchronous_commit = on) before its answer leaves. Everything shares the machine.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.hub_load import Load, run, signed
from benchmarks.hub_provider import DOCUMENT
from madang.exchange.hub.signing.service import Signer, new_seed

CLIENT, SERVICE = "BENCH/GOV/client/app", "BENCH/GOV/provider/register/records"
KINDS = ("direct", "bare proxy", "Madang")


@contextmanager
def process(words: list[str], address: str, environment: dict[str, str]) -> Iterator[int]:
    """A server until it answers, and then until the benchmark is done; its process id."""
    running = subprocess.Popen([sys.executable, *words], env=environment)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address + "/health", timeout=1).close()  # noqa: S310 -- loopback
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield running.pid
    finally:
        running.terminate()
        running.wait(15)


def granian(target: str, port: int) -> list[str]:
    """The same server for all three."""
    return ["-m", "granian", "--interface", "asgi", "--loop", "uvloop", "--factory", "--port", str(port), "--no-ws",
            "--log-level", "error", target]  # fmt: skip


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process and its children so far."""
    total = 0.0
    for one in [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]:
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def registered(environment: dict[str, str], upstream: str, client: Signer, provider: Signer) -> None:
    """Tables, and the benchmark's members, keys and right."""
    subprocess.run([sys.executable, "-m", "madang.cli", "migrate"], env=environment, check=True)
    os.environ |= environment
    import datetime as dt

    import django

    django.setup()
    from madang.exchange.hub import service as hub

    since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    for subsystem, signer in ((CLIENT, client), (SERVICE.rpartition("/")[0], provider)):
        hub.register_member(hub.MemberEntry(subsystem.rpartition("/")[0], "기준", "Bench"), by="bench")
        hub.register_subsystem(hub.SubsystemEntry(subsystem, "기준", "Bench"), by="bench")
        hub.add_key(hub.KeyEntry(subsystem, signer.keyid, signer.public, since), by="bench")
    hub.register_service(hub.ServiceEntry(SERVICE, upstream, document=DOCUMENT), by="bench")
    hub.grant(hub.RightEntry(CLIENT, SERVICE), by="bench")


def measure(arguments: argparse.Namespace) -> None:
    """Starts everything, measures by turns, prints."""
    from madang.config.database.cluster import free_port
    from madang.config.supervision.database import EmbeddedDatabase

    folder = Path(tempfile.mkdtemp(prefix="madang-benchmark-"))
    folder.chmod(0o711)
    home = folder / "home"
    home.mkdir(mode=0o711)
    seeds = [new_seed() for _ in range(3)]
    client, provider = Signer.of(seeds[1]), Signer.of(seeds[2])
    addresses = {kind: f"http://127.0.0.1:{free_port()}" for kind in KINDS}
    port = {kind: int(address.rpartition(":")[2]) for kind, address in addresses.items()}
    database = EmbeddedDatabase(home)
    environment = {
        **os.environ, **database.start(), "MADANG_HOME": str(home), "PROVIDER_SEED": seeds[2], "BARE_SEED": seeds[0],
        "MADANG_KEY_HUB": seeds[0], "BARE_CLIENT": client.public, "BARE_PROVIDER": provider.public,
        "BARE_UPSTREAM": addresses["direct"], "MADANG_SECRET_KEY": "bench",
        "MADANG_MASTER_KEY": secrets.token_urlsafe(),
        "DJANGO_SETTINGS_MODULE": "madang.config.settings.dev", "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    try:
        registered(environment, addresses["direct"], client, provider)
        with ExitStack() as stack:
            start = stack.enter_context
            provided = granian("benchmarks.hub_provider:application", port["direct"])
            pids = {"direct": start(process(provided, addresses["direct"], environment))}
            bare = granian("benchmarks.bare_proxy:application", port["bare proxy"])
            pids["bare proxy"] = start(process(bare, addresses["bare proxy"], environment))
            words = ["-m", "madang.cli", "hub", "serve", "--port", str(port["Madang"])]
            pids["Madang"] = start(process(words, addresses["Madang"], environment))
            pids["database"] = database.pid
            for size in (1_000, 100_000):
                for connections in arguments.connections:
                    report(arguments, addresses, pids, client, size, connections)
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


def report(arguments: argparse.Namespace, addresses: dict[str, str], pids: dict[str, int], client: Signer, size: int,
           connections: int) -> None:  # fmt: skip
    """One line a way: answers a second, latency, CPU; and the ratio."""
    path = f"/r1/{SERVICE}/records/{size}"
    loads: dict[str, list[Load]] = {kind: [] for kind in KINDS}
    spent: dict[str, list[float]] = {kind: [] for kind in (*KINDS, "database")}
    for turn in range(arguments.turns + 1):
        for kind in KINDS:
            count = arguments.requests if turn else 200
            requests = signed(client, CLIENT, addresses[kind], path, count)
            counted = (kind, "database") if kind == "Madang" else (kind,)
            before = {one: cpu_of(pids[one]) for one in counted}
            load = run(addresses[kind], requests, connections, arguments.seconds)
            if turn:
                loads[kind].append(load)
                for one in counted:
                    spent[one].append((cpu_of(pids[one]) - before[one]) / len(load.latencies) * 1e6)
    print(f"\n{size:,} bytes, {connections} at once")
    rate, middle = {}, {}
    for kind in KINDS:
        rate[kind] = statistics.median(load.rate for load in loads[kind])
        middle[kind] = statistics.median(load.quantile(0.5) for load in loads[kind])
        late = statistics.median(load.quantile(0.99) for load in loads[kind])
        cpu = statistics.median(spent[kind])
        print(f"  {kind:<11}{rate[kind]:8,.0f}/s  p50 {middle[kind]:7.2f} ms  p99 {late:7.2f} ms  {cpu:6.0f} µs CPU")
    print(f"  the log's PostgreSQL {statistics.median(spent['database']):.0f} µs CPU an exchange")
    print(f"  Madang / bare proxy: {rate['Madang'] / rate['bare proxy']:.0%}; "
          f"added p50 {middle['Madang'] - middle['bare proxy']:+.2f} ms to the proxy, "
          f"{middle['Madang'] - middle['direct']:+.2f} ms to nothing between", flush=True)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn at most")
    parser.add_argument("--requests", type=int, default=6_000, help="of each turn at most")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 32])
    measure(parser.parse_args())
