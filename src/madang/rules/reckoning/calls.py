"""Built-in functions and paths, compiled: FEEL's own on known values, :mod:`functions` on uncertain ones."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.paths import path_of
from madang.rules.reckoning.functions import call_uncertain
from madang.rules.reckoning.running import Compile, Run, Scope, World
from madang.rules.reckoning.uncertain import PerhapsList, Uncertain, anything, missing_of

_DURATION = ir.Name("years and months duration")
_COMPLETED = {"years": "completed years"}


def call(node: ir.Call, compile_: Compile) -> Run:
    if not isinstance(node.function, ir.Name) or node.named:
        raise TypeError("rules call functions by name, with positional arguments")
    name, builtin = node.function.name, BUILTINS.get(node.function.name)
    if builtin is None:
        raise TypeError(f"there is no function '{name}'")
    runs, function = tuple(compile_(arg) for arg in node.args), builtin.function

    def run(world: World, scope: Scope) -> Any:
        return _called(name, function, [arg(world, scope) for arg in runs])

    return run


def _called(name: str, function: Callable[..., Any], args: list[Any]) -> Any:
    for arg in args:
        kind = type(arg)
        if kind is Uncertain or kind is PerhapsList or (kind is list and missing_of(arg)):
            return call_uncertain(name, function, args)
    return function(*args)


def path(node: ir.Path, compile_: Compile) -> Run:
    duration = _completed(node, compile_)
    if duration is not None:
        return duration
    subject, name = compile_(node.subject), node.name
    return lambda world, scope: _entry(subject(world, scope), name)


def _completed(node: ir.Path, compile_: Compile) -> Run | None:
    """`years and months duration(a, b).years` has a range where the duration by itself has none."""
    if node.name not in _COMPLETED or not isinstance(node.subject, ir.Call) or node.subject.function != _DURATION:
        return None
    completed = _COMPLETED[node.name]
    runs = tuple(compile_(arg) for arg in node.subject.args)
    duration, whole = BUILTINS[_DURATION.name].function, BUILTINS[completed].function

    def run(world: World, scope: Scope) -> Any:
        args = [arg(world, scope) for arg in runs]
        if missing_of(*args):
            return call_uncertain(completed, whole, args)
        return path_of(duration(*args), node.name)

    return run


def _entry(subject: Any, name: str) -> Any:
    if type(subject) is not Uncertain:
        return path_of(subject, name)
    if name == "year" and subject.low is not None:
        low, high = (Decimal(end.year) for end in (subject.low, subject.high))
        return low if low == high and not subject.null else Uncertain(subject.missing, low, high, null=subject.null)
    return anything(subject.missing)
