"""Asking a provider: once, with the hub's signature, without following anything, up to so many bytes and seconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType

import aiohttp
from yarl import URL

from madang.exchange.hub.gateway.incoming import MOST_BYTES
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.fields import Fields

MOST_CONNECTIONS = 1_000
MOST_TO_ONE = 200
_NOTHING_BY_ITSELF = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's answer, whole."""

    status: int
    fields: Fields
    body: bytes


class Upstream:
    """An open client for all providers (a context)."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Upstream:
        # trust_env stays False: a provider is never reached through a proxy somebody set for something else.
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS, limit_per_host=MOST_TO_ONE, keepalive_timeout=15),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_NOTHING_BY_ITSELF,
            auto_decompress=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, method: str, url: str, fields: Fields, body: bytes, seconds: float) -> Reply:
        """The answer. Fault: NETWORK_ERROR, SERVICE_TIMED_OUT, ANSWER_TOO_LARGE."""
        assert self._session is not None, "use as a context"
        try:
            async with self._session.request(
                method, URL(url, encoded=True), headers=fields, data=body or None, allow_redirects=False,
                timeout=_within(seconds),
            ) as answer:  # fmt: skip
                length = answer.content_length
                bounded = length is not None and length <= MOST_BYTES
                read = await answer.read() if bounded else await _read_bounded(answer)
                found = [(name.decode("latin-1").lower(), value.decode("latin-1").strip())
                         for name, value in answer.raw_headers]  # fmt: skip
                return Reply(answer.status, found, read)
        except TimeoutError:
            raise Fault(Error.SERVICE_TIMED_OUT, f"the provider did not answer within {seconds:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Fault(Error.NETWORK_ERROR, f"connection failed ({type(error).__name__})") from None


@lru_cache(maxsize=256)
def _within(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds)


async def _read_bounded(answer: aiohttp.ClientResponse) -> bytes:
    parts, size = [], 0
    async for part in answer.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            answer.close()
            raise Fault(Error.ANSWER_TOO_LARGE, f"an answer has at most {MOST_BYTES} bytes")
    return parts[0] if len(parts) == 1 else b"".join(parts)
