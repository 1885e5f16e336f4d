"""A registered OpenAPI document: whole, local, compiled once; answers are held against it.

Schemas of OpenAPI 3.1 are JSON Schema 2020-12. jsonschema-rs answers in microseconds what takes a Python validator
milliseconds, and this is asked on every exchange; msgspec reads the answer in half of the time of the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec
from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
JSON = re.compile(r"application/(?:[\w.-]+\+)?json")
FIELDS = re.compile(r"\(((?:[^()/\s]+/)+[^()/\s]+)\)")
"""The path in a schema that a reason ends with."""


class ContractRefused(ValueError):
    """A document that is no OpenAPI 3.1 the hub can hold answers against; the message says where."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. answers: status (or 2XX, default) → media type → validator, None without schema."""

    method: str
    path: str
    operation_id: str
    reads: bool
    answers: dict[str, dict[str, Draft202012Validator | None]]

    def fault(self, status: int, content_type: str, body: bytes) -> str | None:
        """Why an answer is not as promised, in the schema's words only; None when it is."""
        named = (str(status), f"{status // 100}XX", "default")
        media = next((self.answers[one] for one in named if one in self.answers), None)
        if media is None:
            return f"the contract has no status {status} here"
        if not media:
            return "the contract has no content here" if body else None
        kind = content_type.partition(";")[0].strip().lower()
        if kind not in media:
            wanted = "not JSON" if any(JSON.fullmatch(one) for one in media) else "of a type the contract does not have"
            return f"the answer is {wanted} ({kind[:60] or 'no type'})"
        validator = media[kind]
        if JSON.fullmatch(kind) is None:
            return None
        try:
            value = _read(body)
        except (ValueError, RecursionError):
            return "the answer is not JSON"
        return None if validator is None or validator.is_valid(value) else _where(validator, value)


_read: Callable[[bytes], Any] = msgspec.json.Decoder().decode
"""The JSON text (RFC 8259) as what it means: UTF-8 alone, no NaN, whole numbers of any size exact. ValueError,
RecursionError."""


def fields_named(reason: str) -> tuple[str, ...]:
    """The fields that a reason of :meth:`Operation.fault` is about, the outermost first; no value of anybody's.

    Empty where the whole answer is wrong, or not of the contract's kind.
    """
    found = FIELDS.search(reason)
    steps = found[1].split("/") if found else []
    return tuple(name for before, name in pairwise(steps) if before == "properties")


def _where(validator: Draft202012Validator, value: Any) -> str:
    error = next(iter(validator.iter_errors(value)))
    return f"not as the contract says ({'/'.join(str(part) for part in error.schema_path)})"


@dataclass(frozen=True, slots=True)
class Contract:
    """The operations of a document."""

    plain: dict[tuple[str, str], Operation] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], Operation]] = field(default_factory=list)

    def operation(self, method: str, path: str) -> Operation | None:
        """The one that serves a decoded path; a path in so many words goes before a template (OpenAPI §4.8.8.2)."""
        found = self.plain.get((method, path))
        if found is not None:
            return found
        for pattern, operation in self.patterns:
            if operation.method == method and pattern.fullmatch(path):
                return operation
        return None

    @property
    def operations(self) -> list[Operation]:
        """All of them, by path."""
        return [*self.plain.values(), *(operation for _, operation in self.patterns)]


def compiled(document: Any) -> Contract:
    """The contract of a document. ContractRefused."""
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3.1"):
        raise ContractRefused("openapi: 3.1 is asked for")
    info, paths = document.get("info"), document.get("paths")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        raise ContractRefused("info: title and version are asked for")
    if not isinstance(paths, dict) or not paths:
        raise ContractRefused("paths: there is none")
    _local(document, "#")
    contract = Contract()
    for path, item in paths.items():
        if not isinstance(path, str) or not path.startswith("/") or not isinstance(item, dict):
            raise ContractRefused(f"paths: {path!s:.100}")
        for method in METHODS:
            if method in item:
                _add(contract, document, path, method, item[method])
    return contract


def _add(contract: Contract, document: dict[str, Any], path: str, method: str, said: Any) -> None:
    where = f"{method.upper()} {path}"
    answers = said.get("responses") if isinstance(said, dict) else None
    if not isinstance(answers, dict) or not answers:
        raise ContractRefused(f"{where}: there are no responses")
    read = {str(status): _media(document, f"{where} {status}", answer) for status, answer in answers.items()}
    reads = method in ("get", "head", "options") or said.get("x-read") is True
    operation = Operation(method.upper(), path, str(said.get("operationId", "")), reads, read)
    if "{" in path:
        text = re.sub(r"\\\{[^{}/]+\\\}", "[^/]+", re.escape(path))
        contract.patterns.append((re.compile(text), operation))
    else:
        contract.plain[(operation.method, path)] = operation


def _media(document: dict[str, Any], where: str, answer: Any) -> dict[str, Draft202012Validator | None]:
    for _ in range(10):
        if not isinstance(answer, dict) or "$ref" not in answer:
            break
        answer = _pointed(document, answer["$ref"])
    content = answer.get("content", {}) if isinstance(answer, dict) else None
    if not isinstance(content, dict):
        raise ContractRefused(f"{where}: no response object")
    found: dict[str, Draft202012Validator | None] = {}
    for kind, said in content.items():
        schema = said.get("schema") if isinstance(said, dict) else None
        found[str(kind).partition(";")[0].strip().lower()] = (
            None if schema is None else validator(schema, document.get("components", {}), where)
        )
    return found


def validator(schema: Any, components: Any, where: str) -> Draft202012Validator:
    """A schema compiled, its references into the document's components. ContractRefused."""
    if isinstance(schema, bool):
        schema = {} if schema else {"not": {}}
    if not isinstance(schema, dict):
        raise ContractRefused(f"{where}: no schema")
    _local(schema, where)
    try:
        return Draft202012Validator({**schema, "components": components}, offline=True)
    except (ValidationError, ReferencingError, ValueError) as error:
        raise ContractRefused(f"{where}: {str(error).splitlines()[0][:200]}") from None


def _pointed(document: dict[str, Any], reference: Any) -> Any:
    found: Any = document
    for part in str(reference).removeprefix("#/").split("/"):
        found = found.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return found


def _local(value: Any, where: str) -> None:
    """A document that points outside itself would make the hub fetch what it says."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("$ref", "$dynamicRef", "$id") and isinstance(inner, str) and not inner.startswith("#"):
                raise ContractRefused(f"{where}: {name} points outside the document")
            _local(inner, f"{where}/{name}"[:200])
    elif isinstance(value, list):
        for inner in value:
            _local(inner, where)
