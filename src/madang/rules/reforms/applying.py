"""A rulebook with some figures changed from a day on. The original stays as it is; expressions are shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from madang.rules.binding.names import Vocabulary
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import value_on
from madang.rules.model import DatedValue, ParameterDefinition
from madang.rules.reforms.reading import Change
from madang.rules.reforms.refusals import ReformRefused

SOURCE = "가정 (what-if)"
ONE_DAY = dt.timedelta(days=1)


def reformed(rulebook: Rulebook, changes: Sequence[Change], on: dt.date) -> Rulebook:
    """The rulebook as it would be with the changes in force from `on`, for as long as the present figures last.

    Raises ReformRefused for a figure without a value on that day, an entry it does not have, or a value of another
    type. Two changes of one list or table both hold.
    """
    parameters = dict(rulebook.pack.parameters)
    for change in changes:
        parameters[change.name] = _changed(parameters[change.name], change, on)
    pack = replace(rulebook.pack, parameters=parameters)
    vocabulary = Vocabulary(pack.facts, dict(rulebook.derived), parameters)
    return Rulebook(pack, vocabulary, rulebook.bound, rulebook.derived, rulebook.regions)


def _changed(parameter: ParameterDefinition, change: Change, on: dt.date) -> ParameterDefinition:
    old = value_on(parameter, on)
    if old is None:
        raise ReformRefused(
            f"{parameter.name}: {on.isoformat()}에 정해진 값이 없어 바꿀 수 없습니다.",
            f"{parameter.name} has no value on {on.isoformat()}, so it cannot be changed.",
        )
    new = replace(old, start=on, value=_with(old.value, change, parameter), source=SOURCE, certainty="to_be_checked",
                  url=None, note=None, conflicts=())  # fmt: skip
    return replace(parameter, values=tuple(_in_its_place(parameter, old, new)))


def _in_its_place(parameter: ParameterDefinition, old: DatedValue, new: DatedValue) -> list[DatedValue]:
    """The dated values with the new one from its day on. The old one keeps the days before."""
    found: list[DatedValue] = []
    for value in parameter.values:
        if value is not old:
            found.append(value)
            continue
        if old.start < new.start:
            found.append(replace(old, end=new.start - ONE_DAY))
        found.append(new)
    return found


def _with(value: Any, change: Change, parameter: ParameterDefinition) -> Any:
    if isinstance(value, list):
        return _list_with(value, change, parameter)
    if isinstance(value, dict):
        if change.key is None or change.key not in value:
            raise _no_such_part(change, f"{parameter.name}.{next(iter(value))}")
        return {**value, change.key: _figure(value[change.key], change, parameter.type)}
    if change.key is not None or change.number is not None:
        raise _no_such_part(change, parameter.name)
    return _figure(value, change, parameter.type)


def _list_with(value: list[Any], change: Change, parameter: ParameterDefinition) -> list[Any]:
    """One item replaced, or every item raised by the same share or amount."""
    if change.number is None and change.key is None and change.value is None:
        return [_figure(item, change, parameter.type) for item in value]
    if change.number is None or not 1 <= change.number <= len(value):
        raise _no_such_part(change, f"{parameter.name}[1] … {parameter.name}[{len(value)}]")
    at = change.number - 1
    return [*value[:at], _figure(value[at], change, parameter.type), *value[at + 1 :]]


def _figure(old: Any, change: Change, kind: str) -> Any:
    new: Any = change.value
    if change.by is not None or change.times is not None:
        if not isinstance(old, Decimal):
            raise _wrong_type(change, old)
        new = old + change.by if change.by is not None else old * (1 if change.times is None else change.times)
        if kind not in ("rate", "number") and old == int(old):
            new = new.quantize(Decimal(1), ROUND_HALF_UP)  # a share of whole won is whole won again
    if isinstance(old, dt.date) and isinstance(new, str):
        new = _day(new, change)
    if type(new) is not type(old):
        raise _wrong_type(change, old)
    if isinstance(new, Decimal) and new < 0 <= old:
        raise ReformRefused(
            f"{change.target}: 0보다 작아집니다 ({new}).", f"{change.target}: it would be below 0 ({new})."
        )
    if kind == "money" and new != int(new):
        raise ReformRefused(f"{change.target}: 금액은 원 단위 정수입니다.", f"{change.target}: money is whole won.")
    return new


def _day(text: str, change: Change) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ReformRefused(
            f"{change.target}: 날짜는 2026-01-01처럼 적어 주세요.", f"{change.target}: write a day as 2026-01-01."
        ) from None


def _wrong_type(change: Change, old: Any) -> ReformRefused:
    return ReformRefused(
        f"{change.target}: 지금 값({old})과 같은 종류의 값이 아닙니다.",
        f"{change.target}: not a value of the same kind as the present one ({old}).",
    )


def _no_such_part(change: Change, right: str) -> ReformRefused:
    return ReformRefused(
        f"{change.target}: 그런 칸이 없습니다. 이렇게 적어 주세요: {right}",
        f"{change.target}: there is no such part. Write it as: {right}",
    )
