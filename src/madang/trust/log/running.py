"""The process that sequences, and beside it the one thread that hands heads to witnesses.

A witness that is slow or away holds nothing up. Killed at any moment, it loses nothing: it goes on where the last
transaction ended.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import structlog
from django.db import Error, connection

from madang.rules.service import Refused
from madang.trust.log import waking
from madang.trust.log.following import follow
from madang.trust.log.sequencer import Placed, sequence
from madang.trust.witness.client import Client, NoAnswer

log = structlog.get_logger(__name__)
SHORTEST, MOST = 0.02, 1.0
"""Seconds of rest after a batch: twice as long after each while entries keep coming. A head costs the same over one
entry as over a hundred."""
FOLLOWS = 0.5
"""Seconds between two heads of one tenant that a witness is asked to sign, and before the database is tried again."""
IDLE, LONGEST = 10.0, 30.0
"""Seconds: a look without news, and the longest pause of a witness that does not answer."""


class Running:
    """The loop of the sequencer. witnesses: their addresses; beat: called after each round that succeeded."""

    def __init__(self, witnesses: Sequence[str] = (), beat: Callable[[], None] = lambda: None) -> None:
        self.stop, self._news = threading.Event(), threading.Event()
        self._clients = [Client(url) for url in witnesses]
        self._beat = beat

    def run(self) -> None:
        """Until :attr:`stop` is set. A database that is away is tried again; whatever else goes wrong ends it."""
        follower = threading.Thread(target=self._follow, name="follower", daemon=True)
        follower.start()
        listening, rest = False, 0.0
        while not self.stop.is_set():
            try:
                if not listening:
                    waking.listen()
                    listening = True
                placed = sequence()
                self._beat()
                if placed:
                    self._say(placed)
                    rest = min(MOST, max(SHORTEST, 2 * rest))
                    self.stop.wait(rest)
                else:
                    rest = rest / 2 if rest > SHORTEST else 0.0
                    waking.sleep()
            except Error as error:
                log.warning("log_database_away", error=type(error).__name__)
                connection.close()
                listening = False
                self.stop.wait(FOLLOWS)
        self._news.set()
        follower.join()

    def _say(self, placed: list[Placed]) -> None:
        for each in placed:
            log.debug("log_sequenced", tenant=each.tenant, entries=each.entries, size=each.size)
        self._news.set()

    def _follow(self) -> None:
        pauses = dict.fromkeys(self._clients, FOLLOWS)
        after = dict.fromkeys(self._clients, 0.0)
        while not self.stop.is_set():
            for client in self._clients:
                if time.monotonic() < after[client]:
                    continue
                well = self._hand_over(client)
                pauses[client] = FOLLOWS if well else min(LONGEST, 2 * pauses[client])
                after[client] = time.monotonic() + pauses[client]
            self._news.wait(IDLE)
            self._news.clear()
            self.stop.wait(FOLLOWS)
        connection.close()

    def _hand_over(self, client: Client) -> bool:
        try:
            for each in follow(client):
                log.debug("log_witnessed", witness=client.url, tenant=each.tenant, size=each.size)
        except NoAnswer as error:
            log.warning("log_witness_away", witness=client.url, error=str(error)[:200])
        except Refused as refused:
            log.error("log_witness_disagrees", witness=client.url, reason=refused.text("en"))
        except Error as error:
            log.warning("log_database_away", error=type(error).__name__)
            connection.close()
        else:
            return True
        return False
