"""Boxed expressions (DMN 1.5 chapter 7 and 10.2) over the product's FEEL."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from benchmarks.dmn_tck.documents import text_in
from benchmarks.dmn_tck.tables import table_value
from benchmarks.dmn_tck.typing import MISMATCH, Types
from madang.rules import ir
from madang.rules.feel.errors import FeelLimitError, FeelSyntaxError
from madang.rules.feel.evaluation import Evaluator, invoke
from madang.rules.feel.iteration import item_at
from madang.rules.feel.parsing import parse, parse_unary_tests
from madang.rules.feel.values import Function

Scope = dict[str, Any]


class ModelEvaluator(Evaluator):
    """FEEL with a model's own types."""

    def __init__(self, types: Types) -> None:
        super().__init__()
        self.types = types

    def is_instance(self, value: Any, type_: str) -> bool | None:
        return self.types.instance_of(value, type_)


class Boxed:
    """Evaluates the boxed expressions of one model."""

    def __init__(self, types: Types, names: frozenset[str]) -> None:
        self.types = types
        self.names = names
        self.feel = ModelEvaluator(types)

    def value(self, element: ET.Element | None, scope: Scope) -> Any:
        """The value of a boxed expression, made to fit its own typeRef; null when there is none."""
        if element is None:
            return None
        found = _KINDS[element.tag](self, element, scope)
        if element.tag == "functionDefinition":
            return found
        return self.fit(found, element.get("typeRef"))

    def fit(self, value: Any, type_: str | None) -> Any:
        coerced = self.types.coerce(value, type_)
        return None if coerced is MISMATCH else coerced

    def text(self, text: str | None, scope: Scope) -> Any:
        """The value of FEEL text; null when it is not FEEL."""
        if text is None or not text.strip():
            return None
        try:
            return self.feel.evaluate(parse(text, self.names), scope)
        except (FeelSyntaxError, FeelLimitError):
            return None

    def passes(self, tests: str | None, scope: Scope, value: Any) -> bool:
        """Whether an input value passes an input entry."""
        if tests is None or not tests.strip():
            return True
        try:
            node: ir.Node = parse_unary_tests(tests, self.names)
            return self.feel.evaluate(node, {**scope, "?": value}) is True
        except (FeelSyntaxError, FeelLimitError):
            return False

    def literal(self, element: ET.Element, scope: Scope) -> Any:
        return self.text(text_in(element), scope)

    def context(self, element: ET.Element, scope: Scope) -> Any:
        made: Scope = {}
        inner = dict(scope)
        for entry in element.findall("contextEntry"):
            variable = entry.find("variable")
            body = next((child for child in entry if child.tag in _KINDS), None)
            value = self.value(body, inner)
            if variable is None:
                return value
            name = " ".join((variable.get("name") or "").split())
            if not isinstance(value, Function):
                value = self.fit(value, variable.get("typeRef"))
            inner[name] = made[name] = value
        return made

    def list(self, element: ET.Element, scope: Scope) -> Any:
        return [self.value(child, scope) for child in element if child.tag in _KINDS]

    def relation(self, element: ET.Element, scope: Scope) -> Any:
        columns = [column.get("name") or "" for column in element.findall("column")]
        rows = [[child for child in row if child.tag in _KINDS] for row in element.findall("row")]
        return [{name: self.value(cell, scope) for name, cell in zip(columns, row, strict=False)} for row in rows]

    def invocation(self, element: ET.Element, scope: Scope) -> Any:
        called = self.value(next((child for child in element if child.tag in _KINDS), None), scope)
        if not isinstance(called, Function):
            return None
        named = {}
        for binding in element.findall("binding"):
            parameter = binding.find("parameter")
            body = next((child for child in binding if child.tag in _KINDS), None)
            value = self.value(body, scope)
            if parameter is not None:
                named[parameter.get("name") or ""] = self.fit(value, parameter.get("typeRef"))
        return invoke(called, named=named)

    def function(self, element: ET.Element, scope: Scope | Callable[[], Scope]) -> Any:
        """A function definition; the outer scope may be made late, at the call."""
        if element.get("kind", "FEEL") != "FEEL":
            return None
        parameters = element.findall("formalParameter")
        body = next((child for child in element if child.tag in _KINDS), None)
        names = tuple(" ".join((parameter.get("name") or "").split()) for parameter in parameters)

        def run(*args: Any) -> Any:
            inner = dict(scope() if callable(scope) else scope)
            for name, parameter, arg in zip(names, parameters, args, strict=True):
                coerced = self.types.coerce(arg, parameter.get("typeRef"))
                if coerced is MISMATCH:
                    return None
                enter(inner, name, coerced)
            return self.fit(self.value(body, inner), element.get("typeRef"))

        return Function(names, run, tuple(parameter.get("typeRef") for parameter in parameters))

    def conditional(self, element: ET.Element, scope: Scope) -> Any:
        """A condition that is neither boolean nor null has no value (kit 1150, case 003)."""
        condition = self.part(element, "if", scope)
        if condition is not None and not isinstance(condition, bool):
            return None
        return self.part(element, "then" if condition else "else", scope)

    def part(self, element: ET.Element, tag: str, scope: Scope) -> Any:
        child = element.find(tag)
        return None if child is None else self.value(next(iter(child), None), scope)

    def filter(self, element: ET.Element, scope: Scope) -> Any:
        source = self.part(element, "in", scope)
        items = source if isinstance(source, list) else [] if source is None else [source]
        kept = []
        for item in items:
            inner = {**scope, "item": item, **item} if isinstance(item, dict) else {**scope, "item": item}
            verdict = self.part(element, "match", inner)
            if isinstance(verdict, Decimal):
                return item_at(items, verdict)
            if verdict is not None and not isinstance(verdict, bool):
                return None
            if verdict is True:
                kept.append(item)
        return kept

    def items(self, element: ET.Element, scope: Scope) -> Any:
        child = element.find("in")
        return None if child is None else self.iterable(next(iter(child), None), scope)

    def iterable(self, element: ET.Element | None, scope: Scope) -> Any:
        text = text_in(element)
        if text is not None:
            return self.text(f"for item in {text} return item", scope)
        value = self.value(element, scope)
        return value if isinstance(value, list) or value is None else [value]

    def loop(self, element: ET.Element, scope: Scope) -> Any:
        items = self.items(element, scope)
        if items is None:
            return None
        made: list[Any] = []
        name = element.get("iteratorVariable") or ""
        for item in items:
            made.append(self.part(element, "return", {**scope, name: item, "partial": list(made)}))
        return made

    def quantified(self, element: ET.Element, scope: Scope) -> Any:
        items = self.items(element, scope)
        if items is None:
            return None
        decisive = element.tag == "some"
        name = element.get("iteratorVariable") or ""
        verdicts = [self.part(element, "satisfies", {**scope, name: item}) for item in items]
        if any(verdict is not None and not isinstance(verdict, bool) for verdict in verdicts):
            return None
        if decisive in verdicts:
            return decisive
        return None if None in verdicts else not decisive

    def table(self, element: ET.Element, scope: Scope) -> Any:
        return table_value(self, element, scope)


def enter(scope: Scope, name: str, value: Any) -> None:
    """Puts a parameter in scope; one called `a.b` is read as entry b of a."""
    holder, _, entry = name.partition(".")
    scope[name] = value
    if entry and holder.isidentifier() and entry.isidentifier():
        scope[holder] = {**(scope.get(holder) or {}), entry: value}


_KINDS: dict[str, Callable[[Boxed, ET.Element, Any], Any]] = {
    "literalExpression": Boxed.literal,
    "context": Boxed.context,
    "list": Boxed.list,
    "relation": Boxed.relation,
    "invocation": Boxed.invocation,
    "functionDefinition": Boxed.function,
    "conditional": Boxed.conditional,
    "filter": Boxed.filter,
    "for": Boxed.loop,
    "some": Boxed.quantified,
    "every": Boxed.quantified,
    "decisionTable": Boxed.table,
}
