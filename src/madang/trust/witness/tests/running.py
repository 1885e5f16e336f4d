"""A witness over HTTP in a thread, for tests of those who talk to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from madang.trust.tree.keys import WITNESS, NoteSigner, VerifierKey
from madang.trust.witness.server import Server
from madang.trust.witness.store import Store
from madang.trust.witness.witness import Witness


@contextmanager
def running_witness(
    folder: Path, name: str = "witness.example/one", seed: int = 9, known: Collection[VerifierKey] | None = None
) -> Iterator[str]:
    """Its address, as long as the block lasts; the same folder goes on where it ended."""
    store = Store(folder / "heads.sqlite")
    signer = NoteSigner(name, WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))
    loop, ready, address = asyncio.new_event_loop(), threading.Event(), []
    runner = web.AppRunner(Server(Witness(store, signer, known), store).application())

    async def start() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        address.append(runner.addresses[0][1])
        ready.set()

    def run() -> None:
        loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(10)
        yield f"http://127.0.0.1:{address[0]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        store.close()
