"""Which port a process listens on, and keeping it for that process alone."""

from __future__ import annotations

import socket

from madang.config.database.cluster import HOST

TRIED = 20


class PortTaken(RuntimeError):
    """Somebody else listens where this installation should."""


def first_free_port(first: int, tried: int = TRIED) -> int:
    """``first`` or the next one nobody listens on, among ``tried``; any free one for 0. Raises :class:`PortTaken`."""
    with held_port(first, tried) as held:
        port: int = held.getsockname()[1]
        return port


def held_port(first: int = 0, tried: int = TRIED) -> socket.socket:
    """The same as a bound socket that never listens: while it is open, Linux gives the port to no connection that
    goes out and to nobody who asks for any free one, but a server that says SO_REUSEADDR, as all of ours do, may
    listen on it, again and again. Raises :class:`PortTaken`."""
    for port in range(first, first + tried) if first else (0,):
        held = socket.socket()
        # As servers do: a port in TIME_WAIT after a stop is free.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((HOST, port))
        except OSError:
            held.close()
            continue
        return held
    which = f"port {first} is" if tried == 1 else f"ports {first} to {first + tried - 1} are"
    raise PortTaken(f"{which} taken. Another one: make run PORT={first + 80}")
