"""The agencies' contracts (OpenAPI 3.1, packs/korea/agencies/<id>.yaml): an operation's place and answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from madang.exchange.hub.failures import UnknownOperation
from madang.exchange.hub.registry.contracts import Operation, compiled

folder = Path(__file__).parents[2] / "packs" / "korea" / "agencies"


@cache
def agencies() -> tuple[str, ...]:
    """The agencies that have a contract."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml") if path.stem != "mapping"))


@cache
def document(agency: str) -> dict[str, Any]:
    """An agency's OpenAPI document. UnknownOperation for an agency without contract."""
    if agency not in agencies():
        raise UnknownOperation(agency)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (folder / f"{agency}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 -- the safe loader, in C
    return found


@cache
def contract(agency: str) -> dict[str, Operation]:
    """The operations of an agency that answer JSON, by operationId. UnknownOperation for an agency without contract."""
    every = compiled(document(agency)).operations
    return {one.operation_id: one for one in every if "application/json" in one.answers["200"]}


def operation(agency: str, operation_id: str) -> Operation:
    """The operation, or UnknownOperation."""
    try:
        return contract(agency)[operation_id]
    except KeyError:
        raise UnknownOperation(f"{agency}.{operation_id}") from None
