"""One text for one meaning: canonical JSON of expressions and records, and its digest.

After RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no spaces, UTF-8. Values that JSON
lacks are tagged: a decimal is {"$decimal":"1.5"} (no trailing zeros, so 1.50 is 1.5), a date {"$date":"2026-03-20"}, a
record or expression {"$":"Operation", …}. Where something stands in a file takes no part.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from madang.rules.model import Place

_where = frozenset({"at", "place"})


def canonical(value: Any) -> str:
    """The canonical JSON of a record, an IR node, or plain values of them.

    A float counts as the shortest decimal that names it. TypeError: a value or key of another type (periods of a
    series are made texts). ValueError: a number that is not finite, or two keys with one text.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """`sha256:` and the hex SHA-256 (FIPS 180-4) of the canonical JSON in UTF-8."""
    return "sha256:" + hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return {"$decimal": _decimal_text(Decimal(value))}
    if isinstance(value, float):
        return {"$decimal": _decimal_text(Decimal(repr(value)))}
    if isinstance(value, Enum):
        return {"$enum": f"{type(value).__name__}.{value.name}"}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    if isinstance(value, Mapping):
        entries = {_key(key): _plain(entry) for key, entry in value.items()}
        if len(entries) != len(value):
            raise ValueError("two keys of a mapping have one text")
        return _sorted(entries, escape=True)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        parts = [_plain(entry) for entry in value]
        return {"$set": sorted(parts, key=lambda part: json.dumps(part, ensure_ascii=False, sort_keys=True))}
    return _temporal(value)


def _temporal(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"$date": value.isoformat()}
    if isinstance(value, dt.time):
        return {"$time": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"$seconds": _decimal_text(Decimal(value // dt.timedelta(microseconds=1)).scaleb(-6))}
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _record(value: Any) -> dict[str, Any]:
    fields = dataclasses.fields(value)
    entries = {
        each.name: _plain(getattr(value, each.name))
        for each in fields
        if each.name not in _where and not isinstance(getattr(value, each.name), Place)
    }
    return _sorted({"$": type(value).__name__, **entries})


def _sorted(entries: dict[str, Any], *, escape: bool = False) -> dict[str, Any]:
    # A mapping's own key that begins with $ is doubled, so that it can never pass for a tag.
    named = {"$" + key if escape and key.startswith("$") else key: entry for key, entry in entries.items()}
    return {key: named[key] for key in sorted(named, key=lambda key: key.encode("utf-16-be", "surrogatepass"))}


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, tuple) and all(isinstance(part, int) for part in key):
        return "-".join(f"{part:02d}" for part in key)
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise TypeError(f"no canonical form for a key of type {type(key).__name__}")


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("no canonical form for a number that is not finite")
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    while len(digits) > 1 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if digits == (0,):
        return "0"
    return f"{'-' if sign else ''}{''.join(map(str, digits))}" + (f"E{exponent}" if exponent else "")
