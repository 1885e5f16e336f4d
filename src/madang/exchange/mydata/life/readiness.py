"""What every event needs, loaded before the first one waits for it: law, grounds, what is asked of whom."""

from __future__ import annotations

import gc

from madang.exchange.mydata.fetching.batch import roles_reached
from madang.exchange.mydata.life.events import KINDS, inbox
from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.purposes import ALERTS, reads_for
from madang.exchange.mydata.wiring import persons
from madang.rules.grounds.service import grounds


def make_ready() -> None:
    """Seconds of work, once in a process. What it leaves is kept out of Python's search for rubbish."""
    mapping()
    grounds()
    persons()
    inbox()
    for kind in KINDS.values():
        reads_for((f"event.{kind}", ALERTS))
        roles_reached((f"event.{kind}", ALERTS))
    gc.collect()
    gc.freeze()
