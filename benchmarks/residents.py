"""Residents taken in through their six agencies: `python -m benchmarks.residents [--residents 20000]`.

A simulated province with its agencies and the hub in threads beside the loading, on an embedded PostgreSQL with
fsync on: their CPU seconds are in those that are printed; the hub's log is in memory (benchmarks.hub measures it).
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.database import database

DAY = dt.date(2026, 11, 20)


def main() -> int:
    """Prints a line for the first time and one for again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=20_000)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="madang-residents-"))
    try:
        with database():
            measure(folder, arguments.residents)
    finally:
        shutil.rmtree(folder)
    return 0


def measure(folder: Path, residents: int) -> None:
    """Makes the province, loads it, and loads it once more."""
    from django.conf import settings

    from madang.exchange.hub import service as hub
    from madang.exchange.hub.signing.service import Signer, new_seed
    from madang.exchange.mydata.service import load_residents
    from madang.simulation import service as simulation

    simulation.generate(residents, 2026, simulation.default_province, folder / "province")
    numbers = [simulation.number_of(simulation.person_id(row)) for row in range(residents)]
    seeds = {name: new_seed() for name in ("hub", "mydata", *(f"agency-{one}" for one in simulation.agencies))}
    keys = {name: Signer.of(seed) for name, seed in seeds.items()}
    public = {name: key.public for name, key in keys.items()}
    identities = {
        name: simulation.Identity(hub.subsystem_of_agency(name), keys[f"agency-{name}"], public["hub"])
        for name in simulation.agencies
    }
    with ExitStack() as stack:
        agencies = stack.enter_context(simulation.RunningAgencies(folder / "province", identities))
        configuration = hub.Configuration(keys["hub"], hub.address_of_service)
        registry = hub.Fixed(hub.demonstration(public, agencies.addresses))
        gateway = hub.RunningGateway(hub.Gateway(configuration, registry, hub.Remembered()))
        settings.HUB_ADDRESS = stack.enter_context(gateway).address
        settings.HUB_CLIENT_KEY, settings.HUB_PUBLIC_KEY = seeds["mydata"], public["hub"]
        for what in ("first", "again"):
            wall, cpu = time.perf_counter(), time.process_time()
            done = load_residents(numbers, DAY, evidence="synthetic")
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(f"{what}: {done.residents:,} residents, {done.facts:,} facts, {wall:.1f} s wall, {cpu:.1f} s CPU")


if __name__ == "__main__":
    raise SystemExit(main())
