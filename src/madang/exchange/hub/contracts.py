"""The agencies' contracts (OpenAPI 3.1, packs/korea/agencies/<id>.yaml): an operation's place and answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from madang.exchange.hub.failures import UnknownOperation

folder = Path(__file__).parents[2] / "packs" / "korea" / "agencies"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: method, path, whether it only reads, and the validator of its 200 answer."""

    method: str
    path: str
    reads: bool
    answer: Draft202012Validator


@cache
def agencies() -> tuple[str, ...]:
    """The agencies that have a contract."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml") if path.stem != "mapping"))


@cache
def contract(agency: str) -> dict[str, Operation]:
    """The operations of an agency that answer JSON, by operationId. UnknownOperation for an agency without contract."""
    if agency not in agencies():
        raise UnknownOperation(agency)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (folder / f"{agency}.yaml").read_text(encoding="utf-8")
    document = yaml.load(text, Loader=loader)  # noqa: S506 -- the safe loader, in C
    found = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            content = operation["responses"]["200"].get("content", {}).get("application/json")
            if content:
                reads = method == "get" or bool(operation.get("x-read"))
                validator = _validator(content["schema"], document["components"])
                found[operation["operationId"]] = Operation(method.upper(), path, reads, validator)
    return found


def _validator(schema: dict[str, Any], components: dict[str, Any]) -> Draft202012Validator:
    """Schemas of OpenAPI 3.1 are JSON Schema 2020-12; the components travel along for their references."""
    whole = {**schema, "components": components}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


def operation(agency: str, operation_id: str) -> Operation:
    """The operation, or UnknownOperation."""
    try:
        return contract(agency)[operation_id]
    except KeyError:
        raise UnknownOperation(f"{agency}.{operation_id}") from None
