"""The path below /r1: who is asked, and for what. A path that could climb out of a service is refused.

X-Road 7.7.1 had to close this: an encoded slash or dot in the part behind a wildcard reached what nobody had granted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.names import decoded

PREFIX = "/r1/"
LONGEST_TARGET = 8_000
_SEGMENT = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+")
_QUERY = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?\[\]|{}\\^`\"<>]|%[0-9A-Fa-f]{2})*")


@dataclass(frozen=True, slots=True)
class Target:
    """parts: the decoded parts after /r1, those that can be identifiers; segments: all of them as sent."""

    parts: tuple[str, ...]
    segments: tuple[str, ...]

    def path_after(self, count: int) -> str:
        """The path behind the first `count` parts, encoded as sent: empty, or with its slash."""
        return "".join(f"/{segment}" for segment in self.segments[count:])


@lru_cache(maxsize=4096)
def target_of(path: str) -> Target:
    """Of a raw path. Fault for what is no path of the protocol."""
    if not path.startswith(PREFIX) or len(path) > LONGEST_TARGET:
        raise Fault(Error.BAD_REQUEST, "the address is /r1/instance/class/member/[subsystem/]service[/path]")
    segments = tuple(path[len(PREFIX) :].split("/"))
    parts: list[str] = []
    for segment in segments[:5]:
        part = decoded(segment)
        if part is None:
            break
        parts.append(part)
    if len(parts) < 4:
        raise Fault(Error.BAD_REQUEST, "the address is /r1/instance/class/member/[subsystem/]service[/path]")
    last = len(segments) - 1
    for place, segment in enumerate(segments[3:], 3):
        if segment or place < last:
            _check(segment)
    return Target(tuple(parts), segments)


def query_of(raw: bytes) -> str:
    """The query as sent. Fault when it holds what no query may (spaces, controls, bytes above 127)."""
    text = raw.decode("latin-1")
    if len(text) > LONGEST_TARGET or _QUERY.fullmatch(text) is None:
        raise Fault(Error.BAD_REQUEST, "the query is not percent-encoded")
    return text


def _check(segment: str) -> None:
    """Whatever a server might make of a segment, once or twice decoded, it stays one segment."""
    if _SEGMENT.fullmatch(segment) is None:
        raise Fault(Error.BAD_REQUEST, "a part of the path is empty or not percent-encoded")
    text = segment
    for _ in range(3):
        climbs = text.split(";", 1)[0] in (".", "..") or "/" in text or "\\" in text
        if climbs or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
            raise Fault(Error.BAD_REQUEST, "a part of the path holds an encoded slash, dots or a control character")
        after = unquote(text, errors="replace")
        if after == text:
            return
        text = after
    raise Fault(Error.BAD_REQUEST, "a part of the path is encoded again and again")
