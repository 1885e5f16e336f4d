"""Load for the hub's benchmark: requests signed beforehand, one after the other on each open connection."""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from madang.exchange.hub.signing.service import Signer, sign_request


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured. latencies: seconds, sorted."""

    seconds: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, part: float) -> float:
        """Milliseconds."""
        return 1000 * self.latencies[min(len(self.latencies) - 1, int(part * len(self.latencies)))]


def signed(signer: Signer, client: str, address: str, path: str, count: int) -> list[bytes]:
    """Requests as they go over the wire, each with an id of its own."""
    host = urlsplit(address).netloc
    found = []
    for _ in range(count):
        headers = {"x-road-client": client, "x-road-id": str(uuid.uuid4())}
        headers |= sign_request(signer, "GET", path, "", headers, b"")
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        found.append(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n".encode())
    return found


async def _connection(host: str, port: int, requests: list[bytes], until: float, latencies: list[float]) -> None:
    reader, writer = await asyncio.open_connection(host, port, limit=2**20)
    while requests and time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(requests.pop())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode() + (await reader.read(500)).decode())
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        latencies.append(time.perf_counter() - begun)
    writer.close()


async def _run(address: str, requests: list[bytes], connections: int, seconds: float) -> Load:
    parts = urlsplit(address)
    latencies: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(
        *(
            _connection(parts.hostname or "", parts.port or 0, requests, begun + seconds, latencies)
            for _ in range(connections)
        )
    )
    return Load(time.perf_counter() - begun, sorted(latencies))


def run(address: str, requests: list[bytes], connections: int, seconds: float) -> Load:
    """Until the time is over or the requests are."""
    import uvloop

    return uvloop.run(_run(address, requests, connections, seconds))
