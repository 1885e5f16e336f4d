"""Which form of expression is bound by what: the FEEL that rules may use. Anything else is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from madang.rules import ir
from madang.rules.binding import forms, operators
from madang.rules.binding.binder import Binder, Report, Typed
from madang.rules.binding.names import Setting

ALLOWED: dict[type, Any] = {
    ir.Constant: Binder.constant,
    ir.Name: Binder.name,
    ir.Path: Binder.path,
    ir.Operation: operators.operation,
    ir.In: operators.within,
    ir.If: operators.conditional,
    ir.ListOf: forms.list_of,
    ir.Quantified: forms.quantified,
    ir.For: forms.loop,
    ir.Filter: forms.filtered,
    ir.Call: forms.call,
}


def bind_expression(node: ir.Node, setting: Setting, report: Report, type_of_derived: Callable[[str], str]) -> Typed:
    """The bound expression and its type; problems go to `report(code, message, (line, column))`."""
    return Binder(setting, report, type_of_derived, ALLOWED).bind(node)
