"""Context functions (DMN 1.5 section 10.3.4.10)."""

from __future__ import annotations

from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin


@builtin("get value", "m:context, key:string|list", "context:context, key:string|list", "context:context, keys:list")
def get_value(context: dict[str, Any], key: Any) -> Any:
    for part in key if isinstance(key, list) else [key]:
        if not isinstance(context, dict):
            raise Refusal
        context = context.get(part)  # type: ignore[assignment]
    return context


@builtin("get entries", "m:context", "context:context")
def get_entries(context: dict[str, Any]) -> list[Any]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries:list")
def context_from(entries: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            raise Refusal
        if entry["key"] in made:
            raise Refusal
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put", "context:context, key:string, value:any", "context:context, keys:list, value:any")
def context_put(context: dict[str, Any], key: Any, value: Any) -> dict[str, Any]:
    keys = key if isinstance(key, list) else [key]
    if not keys or any(not isinstance(part, str) for part in keys):
        raise Refusal
    path = [context]
    for part in keys[:-1]:
        inner = path[-1].get(part, {})
        if not isinstance(inner, dict):
            raise Refusal
        path.append(inner)
    for holder, part in zip(reversed(path), reversed(keys), strict=True):
        value = {**holder, part: value}
    return value  # type: ignore[no-any-return]


@builtin("context merge", "contexts:list")
def context_merge(contexts: list[Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise Refusal
        merged.update(context)
    return merged
