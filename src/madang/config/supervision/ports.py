"""Which port a process listens on."""

from __future__ import annotations

import socket

from madang.config.database.cluster import HOST, free_port

TRIED = 20


class PortTaken(RuntimeError):
    """Somebody else listens where this installation should."""


def first_free_port(first: int, tried: int = TRIED) -> int:
    """``first`` or the next one nobody listens on, among ``tried``; any free one for 0. Raises :class:`PortTaken`."""
    if not first:
        return free_port()
    for port in range(first, first + tried):
        with socket.socket() as probe:
            # As servers do: a port in TIME_WAIT after a stop is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    which = f"port {first} is" if tried == 1 else f"ports {first} to {first + tried - 1} are"
    raise PortTaken(f"{which} taken. Another one: make run PORT={first + 80}")
