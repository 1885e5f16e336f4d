"""Evaluates decisions, business knowledge models and decision services of a model."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from benchmarks.dmn_tck.boxed import Boxed
from benchmarks.dmn_tck.models import Model
from benchmarks.dmn_tck.typing import MISMATCH
from madang.rules.feel.values import Function

BOXED = (
    "literalExpression",
    "context",
    "decisionTable",
    "invocation",
    "list",
    "relation",
    "functionDefinition",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
)


class Run:
    """One evaluation: inputs by (namespace, name), results remembered."""

    def __init__(self, model: Model, inputs: dict[str, Any], clock: dict[str, Any]) -> None:
        self.model = model
        self.inputs = inputs
        self.clock = clock
        self.done: dict[ET.Element, Any] = {}

    def decision(self, model: Model, element: ET.Element) -> Any:
        """The value of a decision, made to fit its variable's type."""
        if element not in self.done:
            name = _variable_name(element)
            if name in self.inputs:
                return self.inputs[name]
            self.done[element] = None
            scope = self.scope_of(model, element)
            value = self.boxed(model).value(expression_of(element), scope)
            self.done[element] = fitted(model, value, _variable_type(element))
        return self.done[element]

    def boxed(self, model: Model) -> Boxed:
        return Boxed(model.types, model.names)

    def scope_of(self, model: Model, element: ET.Element) -> dict[str, Any]:
        """What the element's requirements bring in scope."""
        scope: dict[str, Any] = dict(self.clock)
        for required in element.iter():
            href = required.get("href")
            if href is None or required.tag not in ("requiredInput", "requiredDecision", "requiredKnowledge"):
                continue
            found = model.referred(href)
            if found is None:
                continue
            prefix, owner, target = found
            into = scope.setdefault(prefix, {}) if prefix else scope
            into[_variable_name(target)] = self.provided(owner, target, prefix)
        return scope

    def provided(self, model: Model, target: ET.Element, prefix: str = "") -> Any:
        """The value of a required element: an input, a decision's result or a function."""
        if target.tag == "inputData":
            return self.input(model, target, prefix)
        if target.tag == "decision":
            return self.decision(model, target)
        if target.tag == "decisionService":
            return self.service(model, target)
        return self.knowledge(model, target)

    def input(self, model: Model, target: ET.Element, prefix: str) -> Any:
        name = _variable_name(target)
        holder = self.inputs.get(prefix)
        value = holder.get(name) if prefix and isinstance(holder, dict) else self.inputs.get(name)
        return fitted(model, value, _variable_type(target))

    def knowledge(self, model: Model, element: ET.Element) -> Function | None:
        """A business knowledge model as a function."""
        logic = element.find("encapsulatedLogic")
        if logic is None:
            return None
        function = self.boxed(model).function(logic, lambda: self.scope_of(model, element))
        return typed(model, function, _variable_type(element))

    def service(self, model: Model, element: ET.Element) -> Function:
        """A decision service as a function of its input data and input decisions."""
        parameters = [found for tag in ("inputData", "inputDecision") for found in self._all(model, element, tag)]
        names = tuple(_variable_name(target) for _, target in parameters)

        def run(*args: Any) -> Any:
            given = {}
            for (owner, target), arg in zip(parameters, args, strict=True):
                coerced = owner.types.coerce(arg, _variable_type(target))
                if coerced is MISMATCH:
                    return None
                given[_variable_name(target)] = coerced
            inner = Run(self.model, given, self.clock)
            outputs = self._all(model, element, "outputDecision")
            results = {_variable_name(target): inner.decision(owner, target) for owner, target in outputs}
            value = next(iter(results.values())) if len(outputs) == 1 else results
            return fitted(model, value, _variable_type(element))

        return Function(names, run, tuple(None for _ in names))

    @staticmethod
    def _all(model: Model, element: ET.Element, tag: str) -> list[tuple[Model, ET.Element]]:
        found = [model.referred(child.get("href", "")) for child in element.findall(tag)]
        return [(item[1], item[2]) for item in found if item is not None]


def typed(model: Model, function: Function, type_: str | None) -> Function:
    """A function whose result is made to fit a type."""
    if type_ is None or function is None:
        return function
    run: Callable[..., Any] = function.function
    item = model.types.find(type_)
    if item is not None and item[1].find("functionItem") is not None:
        type_ = item[1].find("functionItem").get("outputTypeRef")  # type: ignore[union-attr]
    return Function(function.parameters, lambda *args: fitted(model, run(*args), type_), function.types)


def fitted(model: Model, value: Any, type_: str | None) -> Any:
    """The value made to fit, null when it cannot."""
    coerced = model.types.coerce(value, type_)
    return None if coerced is MISMATCH else coerced


def expression_of(element: ET.Element) -> ET.Element | None:
    """The boxed expression directly under an element."""
    return next((child for child in element if child.tag in BOXED), None)


def _variable_name(element: ET.Element) -> str:
    variable = element.find("variable")
    name = element.get("name") if variable is None else variable.get("name") or element.get("name")
    return " ".join((name or "").split())


def _variable_type(element: ET.Element) -> str | None:
    variable = element.find("variable")
    return None if variable is None else variable.get("typeRef")
