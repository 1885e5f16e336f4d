"""A figure as an author types it, as the pack keeps it, and as one line of YAML."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

from madang.rules.cases import plain_of
from madang.rules.loading.service import read_yaml
from madang.rules.problems import ProblemsFound
from madang.rules.refusal import Refused

LONGEST = 4_000
_number = re.compile(r"-?[0-9][0-9,]{0,29}(\.[0-9]{1,20})?")
_bare = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_words = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


class BadFigure(Refused):
    """What was typed is no figure of this type."""

    code = "bad_figure"


def figure_in(kind: str, text: str) -> Any:
    """What was typed, for a parameter of a type (docs/rule-language.md). Raises BadFigure with what would be one."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise BadFigure("값을 적으세요.", "Write a value.")
    if kind in ("money", "number", "rate"):
        return _number_in(kind, said)
    if kind == "boolean":
        if said not in ("true", "false"):
            raise BadFigure("true나 false를 적으세요.", "Write true or false.")
        return said == "true"
    if kind == "date":
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            raise BadFigure("날짜는 2027-01-01처럼 적으세요.", "Write a day as 2027-01-01.") from None
    return said if kind == "text" else _nested_in(kind, said)


def flow(value: Any) -> str:
    """A value as YAML in one line, read back as the same: fractions in quotes, whole numbers plain."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return shown(value) if value == int(value) else f'"{value:f}"'
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    text = str(value)
    return text if _bare.fullmatch(text) and text.lower() not in _words else quoted(text)


def shown(value: Any) -> str:
    """As it stands in a field to be changed."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{int(value)}" if value == int(value) else f"{value:f}"
    return value if isinstance(value, str) else flow(value)


def quoted(text: str) -> str:
    """A text in double quotes, as JSON and YAML both read it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _key(key: Any) -> str:
    text = str(key)
    return text if _bare.fullmatch(text) and text.lower() not in _words else quoted(text)


def _full(value: Any) -> bool:
    """Whether something stands in every place of it."""
    if isinstance(value, list | dict):
        return bool(value) and all(map(_full, value.values() if isinstance(value, dict) else value))
    return value is not None and value != ""


def _number_in(kind: str, said: str) -> Decimal:
    bare = said.removesuffix("원").strip()
    if not _number.fullmatch(bare):
        raise BadFigure("숫자만 적으세요. 예: 349700, 0.04", "Write digits alone, such as 349700 or 0.04.")
    found = Decimal(bare.replace(",", ""))
    if kind == "money" and found != found.to_integral_value():
        raise BadFigure("금액은 원 단위 정수입니다.", "Money is whole won.")
    return found


def _nested_in(kind: str, said: str) -> Any:
    brackets = "[]" if kind == "list" else "{}"
    try:
        found = plain_of(read_yaml(said if said[0] == brackets[0] else f"{brackets[0]}{said}{brackets[1]}", "value"))
    except ProblemsFound:
        found = None
    if not isinstance(found, list if kind == "list" else dict) or not _full(found):
        right = "[100, 200, 300]" if kind == "list" else "{seoul: 100, other: 200}"
        raise BadFigure(f"{right}처럼 적으세요.", f"Write it as {right}.")
    return found
