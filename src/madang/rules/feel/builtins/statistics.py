"""Functions over lists of numbers or of comparable values (DMN 1.5 section 10.3.4.4)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from madang.rules.feel.builtins.registry import Refusal, builtin
from madang.rules.feel.operators import add, compare
from madang.rules.feel.values import CONTEXT, DaysDuration, MonthsDuration


def _numbers(items: list[Any]) -> list[Decimal]:
    """The items as numbers; raises Refusal when one is none."""
    numbers = [Decimal(item) if type(item) is int else item for item in items]
    if any(type(item) is not Decimal for item in numbers):
        raise Refusal
    return numbers


def _extreme(items: list[Any], sign: int) -> Any:
    if not items:
        raise Refusal
    best = items[0]
    for item in items:
        order = compare(item, best)
        if order is None:
            raise Refusal
        best = item if order * sign > 0 else best
    return best


@builtin("min", "list:list", variadic=True)
def smallest(items: list[Any]) -> Any:
    return _extreme(items, -1)


@builtin("max", "list:list", variadic=True)
def largest(items: list[Any]) -> Any:
    return _extreme(items, 1)


@builtin("sum", "list:list", variadic=True)
def total(items: list[Any]) -> Any:
    """The sum of numbers or of durations of one kind; null for an empty list."""
    if not items:
        raise Refusal
    if all(isinstance(item, DaysDuration) for item in items) or all(isinstance(item, MonthsDuration) for item in items):
        found = items[0]
        for item in items[1:]:
            found = add(found, item)
        return found
    amount = Decimal(0)
    for item in _numbers(items):
        amount = CONTEXT.add(amount, item)
    return amount


@builtin("product", "list:list", variadic=True)
def product(items: list[Any]) -> Decimal:
    if not items:
        raise Refusal
    amount = Decimal(1)
    for item in _numbers(items):
        amount = CONTEXT.multiply(amount, item)
    return amount


@builtin("mean", "list:list", variadic=True)
def mean(items: list[Any]) -> Decimal:
    if not items:
        raise Refusal
    return CONTEXT.divide(sum_of(_numbers(items)), Decimal(len(items)))


def sum_of(numbers: list[Decimal]) -> Decimal:
    amount = Decimal(0)
    for number in numbers:
        amount = CONTEXT.add(amount, number)
    return amount


@builtin("median", "list:list", variadic=True)
def median(items: list[Any]) -> Decimal:
    numbers = sorted(_numbers(items))
    if not numbers:
        raise Refusal
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return CONTEXT.divide(CONTEXT.add(numbers[middle - 1], numbers[middle]), Decimal(2))


@builtin("stddev", "list:list", variadic=True)
def stddev(items: list[Any]) -> Decimal:
    """The sample standard deviation; null below two numbers."""
    numbers = _numbers(items)
    if len(numbers) < 2:
        raise Refusal
    centre = CONTEXT.divide(sum_of(numbers), Decimal(len(numbers)))
    gaps = [CONTEXT.subtract(number, centre) for number in numbers]
    squares = sum_of([CONTEXT.multiply(gap, gap) for gap in gaps])
    return CONTEXT.sqrt(CONTEXT.divide(squares, Decimal(len(numbers) - 1)))


@builtin("mode", "list:list", variadic=True)
def mode(items: list[Any]) -> list[Decimal]:
    counts = Counter(_numbers(items))
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)
