"""How a built-in function is declared: parameters with their types, checked and converted on each call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from madang.rules.feel.errors import FeelLimitError
from madang.rules.feel.values import DateTime, DaysDuration, FarDate, Function, MonthsDuration, Range, Time

_CLASSES: dict[str, tuple[type, ...]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (dt.date, FarDate),
    "time": (Time,),
    "moment": (DateTime,),
    "days": (DaysDuration,),
    "months": (MonthsDuration,),
    "list": (list,),
    "context": (dict,),
    "range": (Range,),
    "function": (Function,),
    "null": (type(None),),
    "any": (object,),
}


MOST_REMEMBERED = 4
"""Arguments of calls whose types are remembered as fitting."""

MAX_ITEMS = 100_000
"""Items of a list that a function makes; beyond it there is no value."""


class Refusal(Exception):
    """The arguments have no value in FEEL: the call gives null."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its FEEL name, the classes it takes, whether it may be left out."""

    name: str
    classes: tuple[type, ...]
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function over known values.

    `function` takes positional arguments, never raises for FEEL values, and gives null (None) when they do not fit.
    `signatures`: for each overload the names of its parameters in order, for calls by name.
    """

    name: str
    parameters: tuple[str, ...]
    function: Callable[..., Any]
    variadic: bool
    signatures: tuple[tuple[Parameter, ...], ...]
    overloads: tuple[Callable[..., Any], ...]

    def by_name(self, named: dict[str, Any]) -> Any:
        """The value of a call with named arguments; null when no overload has these names."""
        for place, signature in enumerate(self.signatures):
            names = [parameter.name for parameter in signature]
            if named.keys() <= set(names) and all(p.optional or p.name in named for p in signature):
                args = [named.get(name) for name in names]
                while args and names[len(args) - 1] not in named:
                    args.pop()
                return self.overloads[place](*args)
        return None


F = TypeVar("F", bound=Callable[..., Any])

BUILTINS: dict[str, Builtin] = {}
"""Every built-in by its FEEL name."""


def builtin(name: str, *signatures: str, variadic: bool = False) -> Callable[[F], F]:
    """Registers a function under a FEEL name.

    A signature is "name:type, name?:type|type, name*:type": ? marks what may be left out, * what may be repeated.
    A variadic function takes its arguments as they come: one list, or any number of items.
    """
    parsed = tuple(_signature(text) for text in signatures)

    def register(function: F) -> F:
        guarded = _guard_variadic(function) if variadic else _guard(function, parsed)
        overloads = tuple(guarded if variadic else _guard(function, (signature,)) for signature in parsed)
        BUILTINS[name] = Builtin(name, tuple(p.name for p in parsed[0]), guarded, variadic, parsed, overloads)
        return function

    return register


def _signature(text: str) -> tuple[Parameter, ...]:
    parameters = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, types = part.partition(":")
        classes = tuple(cls for kind in types.split("|") for cls in _CLASSES[kind])
        parameters.append(Parameter(name.rstrip("?*"), classes, name.endswith("?"), name.endswith("*")))
    return tuple(parameters)


def _guard(function: Callable[..., Any], signatures: tuple[tuple[Parameter, ...], ...]) -> Callable[..., Any]:
    by_count: dict[int, list[tuple[Parameter, ...]]] = {}
    for signature in signatures:
        for count in range(sum(not p.optional for p in signature), len(signature) + 1):
            by_count.setdefault(count, []).append(signature)

    repeating = [signature for signature in signatures if signature and signature[-1].repeated]
    longest = max(by_count)
    as_they_are: set[tuple[type, ...]] = set()
    """Types of arguments that were seen to fit without conversion: they need no second look."""

    def guarded(*args: Any) -> Any:
        kinds = tuple(map(type, args))
        if kinds in as_they_are:
            return _quiet(function, args)
        choice = by_count.get(len(args), repeating if len(args) > longest else [])
        for signature in choice:
            fitted = fit(args, signature)
            if fitted is not None:
                if (
                    signature is choice[0]
                    and len(args) <= MOST_REMEMBERED
                    and all(a is b for a, b in zip(args, fitted, strict=True))
                ):
                    as_they_are.add(kinds)
                return _quiet(function, fitted)
        return None

    return guarded


def _guard_variadic(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any) -> Any:
        if not args:
            return None
        return _quiet(function, args[0] if len(args) == 1 and isinstance(args[0], list) else list(args), whole=True)

    return guarded


def _quiet(function: Callable[..., Any], args: Sequence[Any], *, whole: bool = False) -> Any:
    try:
        result = function(args) if whole else function(*args)
    except (Refusal, ArithmeticError, ValueError, RecursionError):
        return None
    if isinstance(result, list) and len(result) > MAX_ITEMS:
        raise too_long()
    return result


def too_long() -> FeelLimitError:
    """A list of more than MAX_ITEMS items."""
    return FeelLimitError("목록이 너무 깁니다", "the list is too long")


def fit(args: tuple[Any, ...], signature: tuple[Parameter, ...]) -> list[Any] | None:
    """The arguments converted to the parameters' types (DMN 1.5 section 10.3.2.9.4: a list of one to its item, an
    item to a list of one, a Python integer to a number); None when one does not fit."""
    fitted = []
    repeated = (signature[-1],) * (len(args) - len(signature))
    for arg, parameter in zip(args, (*signature, *repeated), strict=False):
        classes = parameter.classes
        if object not in classes and type(arg) not in classes:
            if type(arg) is int:
                arg = Decimal(arg)
            elif isinstance(arg, list) and len(arg) == 1 and list not in classes:
                arg = arg[0]
            elif list in classes and arg is not None:
                arg = [arg]
            if type(arg) not in classes:
                return None
        fitted.append(arg)
    return fitted
