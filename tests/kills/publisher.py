"""An agency that publishes life events itself: signed, each again and again until the hub has it, some once more."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from madang.exchange.hub.signing.service import Signer, sign_request
from madang.simulation.service import Control
from tests.kills.hand import Floor, Hand
from tests.kills.ledger import Ledger
from tests.kills.patient import AGAIN, PATIENCE, Flights, GaveUp

SOURCE = "/agencies/ei"
SUBSYSTEM = "MADANG/GOV/ei/register"
TYPE = "application/cloudevents+json"
ACCEPTED = 202
PAUSE = 0.4


@dataclass(frozen=True, slots=True)
class World:
    """Around whom things happen: the hub's address, the agency's key, numbers of people, the mother, a baby like."""

    hub: str
    seed: str
    numbers: tuple[str, ...]
    mother: str
    like: str
    day: dt.date


class Publisher(Hand):
    """Lost jobs by its own hand, signed; births by the court's process, which keeps them until the hub has them."""

    def __init__(
        self, world: World, control: Control, births: int, ledger: Ledger, flights: Flights, floor: Floor,
        chance: random.Random,
    ) -> None:  # fmt: skip
        super().__init__("agency", floor, chance)
        self.world, self.control, self.births, self.ledger, self.flights = world, control, births, ledger, flights
        self.signer = Signer.of(world.seed)
        self._sent: list[dict[str, Any]] = []

    def turn(self) -> None:
        """One event: a birth first and now and then while any is left; a fifth of the others were sent before."""
        if self.births and (not self._sent or self.chance.random() < 0.03):
            self.births -= 1
            baby = f"S9{self.chance.randrange(10**5, 10**6)}"
            self.control.birth(self.world.mother, baby, self.world.like, self.world.day)
            self.ledger.write("birth", baby=baby, mother=self.world.mother)
        if self._sent and self.chance.random() < 0.2:
            self.publish(self.chance.choice(self._sent))
        else:
            event = self._job_loss()
            self._sent.append(event)
            self.publish(event)
        self.floor.stopped.wait(PAUSE)

    def _job_loss(self) -> dict[str, Any]:
        number, on = self.chance.choice(self.world.numbers), self.world.day
        return {
            "specversion": "1.0", "id": str(uuid.UUID(int=self.chance.getrandbits(128))), "source": SOURCE,
            "type": "kr.madang.job_loss", "time": f"{on}T09:00:00+09:00", "datacontenttype": "application/json",
            "data": {"number": number, "on": on.isoformat()},
        }  # fmt: skip

    def publish(self, event: dict[str, Any]) -> None:
        """Until the hub says 202; every attempt is an exchange of its own."""
        body = json.dumps(event, ensure_ascii=False).encode()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            exchange = str(uuid.uuid4())
            with self.flights.flight(changes=True):
                status, said = self._post(exchange, body)
            if status == ACCEPTED:
                if said.get("status") != "accepted":
                    raise RuntimeError(f"the hub says {said} to an event that is well")
                self.flights.count("answered")
                self.ledger.write("event", source=event["source"], id=event["id"], exchange=exchange)
                return
            self.flights.count("failed" if status else "broken")
            time.sleep(AGAIN)
        raise GaveUp(f"event {event['id']}")

    def _post(self, exchange: str, body: bytes) -> tuple[int, dict[str, Any]]:
        headers = {"x-road-client": SUBSYSTEM, "x-road-id": exchange, "content-type": TYPE}
        headers |= sign_request(self.signer, "POST", "/events", "", headers, body)
        request = urllib.request.Request(f"{self.world.hub}/events", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, {}
        except (OSError, HTTPException, ValueError):
            return 0, {}
