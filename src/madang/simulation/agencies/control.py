"""Steering running agencies: make one slow, wrong or down, or let something happen to a resident."""

from __future__ import annotations

import datetime as dt
import json
import urllib.request
from collections.abc import Mapping
from typing import Any

import yaml

from madang.simulation.agencies import life
from madang.simulation.agencies.records import Record
from madang.simulation.agencies.server import contracts, control_header


class Control:
    """addresses: agency → base URL on the loopback; token: the one the agencies were started with."""

    def __init__(self, addresses: Mapping[str, str], token: str) -> None:
        if not all(url.startswith(("http://127.0.0.1:", "http://[::1]:")) for url in addresses.values()):
            raise ValueError("agencies are controlled over the loopback only")
        self.addresses, self._token = dict(addresses), token

    def behave(self, agency: str, mode: str = "right", latency: int = 0) -> None:
        """right, rubbish, wrong_schema, stale, unavailable, refuse or hang; latency in milliseconds."""
        self._post(agency, "/control", {"mode": mode, "latency": latency})

    def birth(self, mother: str, number: str, like: str, on: dt.date) -> None:
        """A child is born; see :func:`life.birth`."""
        self._apply(life.birth(self.search, mother, number, like, on))

    def job_loss(self, number: str, on: dt.date) -> None:
        """Somebody loses the job."""
        self._apply(life.job_loss(self.search, number, on))

    def move(self, number: str, region: str, on: dt.date) -> None:
        """A home moves to another region (its name)."""
        self._apply(life.move(self.search, number, region, on))

    def death(self, number: str, on: dt.date) -> None:
        """Somebody dies."""
        self._apply(life.death(self.search, number, on))

    def search(self, agency: str, numbers: list[str]) -> dict[str, Record]:
        """Records by number, asked of the agency like anybody would."""
        contract = yaml.safe_load((contracts / f"{agency}.yaml").read_text(encoding="utf-8"))
        path = next(path for path, item in contract["paths"].items() if "post" in item)
        found = self._post(agency, path, {"numbers": numbers})
        return {one["number"]: one["record"] for one in found["records"]}

    def _apply(self, changes: Mapping[str, life.Change]) -> None:
        for agency, change in changes.items():
            self._post(agency, "/control/changes", {"records": change.records, "event": change.event})

    def _post(self, agency: str, path: str, body: Any) -> Any:
        headers = {"Content-Type": "application/json", control_header: self._token}
        request = urllib.request.Request(  # noqa: S310 -- the constructor admits http on the loopback only
            self.addresses[agency] + path, json.dumps(body).encode(), headers
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.load(answer)
