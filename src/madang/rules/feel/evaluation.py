"""Evaluates the tree over known values (DMN 1.5 section 10.3.2): what has no value is null.

A subclass replaces entries of `self.methods` to give nodes another meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.coercion import instance_of
from madang.rules.feel.errors import MAX_ROUNDS, FeelLimitError
from madang.rules.feel.iteration import item_at, span_items, steps
from madang.rules.feel.operators import OPERATORS, compare, eq, within
from madang.rules.feel.paths import path_of
from madang.rules.feel.values import Function, Range

Scope = Mapping[str, Any]


class Evaluator:
    """Evaluates unbound expressions. `methods` maps a node's type to the method that evaluates it."""

    methods: dict[type[ir.Node], Callable[[Any, Scope], Any]]

    def __init__(self) -> None:
        self.methods = {kind: getattr(self, name) for kind, name in _METHODS.items()}
        self.rounds = 0

    def evaluate(self, node: ir.Node, scope: Scope) -> Any:
        """The value of a node; `scope` maps names to FEEL values (see values.from_python)."""
        return self.methods[type(node)](node, scope)

    # leaves ---------------------------------------------------------------------------------------

    def evaluate_constant(self, node: ir.Constant, scope: Scope) -> Any:
        return node.value

    def evaluate_name(self, node: ir.Name, scope: Scope) -> Any:
        name = node.name
        if name in scope:
            return scope[name]
        builtin = BUILTINS.get(name)
        return None if builtin is None else Function(builtin.parameters, builtin.function, variadic=True)

    # operators ------------------------------------------------------------------------------------

    def evaluate_operation(self, node: ir.Operation, scope: Scope) -> Any:
        op, args = node.op, node.args
        if op == "and" or op == "or":
            return self.all_of(args, scope, op == "or")
        if len(args) == 2:
            return OPERATORS[op](self.evaluate(args[0], scope), self.evaluate(args[1], scope))
        return OPERATORS[op](*[self.evaluate(arg, scope) for arg in args])

    def all_of(self, args: tuple[ir.Node, ...], scope: Scope, decisive: bool) -> bool | None:
        """and (decisive False) and or (decisive True): stops at the first decisive operand."""
        result: bool | None = not decisive
        for arg in args:
            value = self.evaluate(arg, scope)
            if value is decisive:
                return value is True
            if value is not (not decisive):
                result = None
        return result

    def evaluate_if(self, node: ir.If, scope: Scope) -> Any:
        return self.evaluate(node.yes if self.evaluate(node.condition, scope) is True else node.no, scope)

    def evaluate_instance_of(self, node: ir.InstanceOf, scope: Scope) -> bool | None:
        return self.is_instance(self.evaluate(node.value, scope), node.type)

    def is_instance(self, value: Any, type_: str) -> bool | None:
        """Whether a value is of a type given by its text; a subclass may know more types."""
        return instance_of(value, type_)

    # tests ----------------------------------------------------------------------------------------

    def evaluate_in(self, node: ir.In, scope: Scope) -> bool | None:
        value = self.evaluate(node.value, scope)
        result: bool | None = False
        for test in node.tests:
            passed = self.passes(value, test, scope)
            if passed is True:
                return True
            if passed is None:
                result = None
        return result

    def passes(self, value: Any, test: ir.Node, scope: Scope) -> bool | None:
        """Whether a value passes one test."""
        if isinstance(test, ir.UnaryTest):
            passed: bool | None = OPERATORS[test.op](value, self.evaluate(test.operand, scope))
            return passed
        found = self.evaluate(test, scope)
        return None if found is None and type(test) is ir.RangeOf else member(value, found)

    def evaluate_unary_test(self, node: ir.UnaryTest, scope: Scope) -> Any:
        """`(= 5)` standing as a value: the range that holds only 5; `(!= 5)` is no range."""
        point = self.evaluate(node.operand, scope)
        return Range(point, point, True, True) if node.op == "eq" and compare(point, point) == 0 else None

    def evaluate_any_test(self, node: ir.AnyTest, scope: Scope) -> bool:
        return True

    def evaluate_not_test(self, node: ir.NotTest, scope: Scope) -> bool | None:
        passed = [self.evaluate(test, scope) for test in node.tests]
        if True in passed:
            return False
        return None if None in passed else True

    # iteration ------------------------------------------------------------------------------------

    def evaluate_for(self, node: ir.For, scope: Scope) -> list[Any] | None:
        made: list[Any] = []
        rows = self.rows(node.iterators, {**scope, "partial": made})
        if rows is None:
            return None
        partial = _uses_partial(node)
        for inner in rows:
            if partial:
                self.count_round(len(made) // 64)
                inner["partial"] = list(made)
            made.append(self.evaluate(node.body, inner))
        return made

    def evaluate_quantified(self, node: ir.Quantified, scope: Scope) -> bool | None:
        decisive = node.quantifier == "some"
        result: bool | None = not decisive
        rows = self.rows(node.iterators, dict(scope))
        if rows is None:
            return None
        for inner in rows:
            value = self.evaluate(node.body, inner)
            if value is decisive:
                return value is True
            if type(value) is not bool:
                result = None
        return result

    def rows(self, iterators: tuple[ir.Iterator, ...], scope: dict[str, Any]) -> Iterator[dict[str, Any]] | None:
        """One scope for each combination of the iterators' items; None when a source is no list."""
        first = self.items_of(iterators[0], scope)
        return None if first is None else self._combined(first, iterators, scope)

    def _combined(self, items: Any, iterators: tuple[ir.Iterator, ...], scope: dict[str, Any]) -> Any:
        name, rest = iterators[0].name, iterators[1:]
        for item in items:
            self.count_round()
            inner = {**scope, name: item}
            if rest:
                further = self.items_of(rest[0], inner)
                yield from self._combined(further or (), rest, inner)
            else:
                yield inner

    def items_of(self, iterator: ir.Iterator, scope: Scope) -> Any:
        """What an iterator runs over: a list's items, a single value, or whole numbers or days of a range."""
        source = self.evaluate(iterator.source, scope)
        if iterator.to is not None:
            return steps(source, self.evaluate(iterator.to, scope))
        if isinstance(source, Range):
            return span_items(source)
        if source is None:
            return None
        return source if isinstance(source, list) else [source]

    def count_round(self, rounds: int = 1) -> None:
        """Counts a round of an iteration; raises FeelLimitError beyond MAX_ROUNDS."""
        self.rounds += rounds
        if self.rounds > MAX_ROUNDS:
            raise FeelLimitError("계산이 너무 많이 되풀이됩니다", "the evaluation takes too many rounds")

    # structures -----------------------------------------------------------------------------------

    def evaluate_list(self, node: ir.ListOf, scope: Scope) -> list[Any]:
        return [self.evaluate(item, scope) for item in node.items]

    def evaluate_context(self, node: ir.ContextOf, scope: Scope) -> dict[str, Any] | None:
        made: dict[str, Any] = {}
        inner = dict(scope)
        for key, entry in node.entries:
            if key in made:
                return None
            inner[key] = made[key] = self.evaluate(entry, inner)
        return made

    def evaluate_range(self, node: ir.RangeOf, scope: Scope) -> Range | None:
        low = None if node.low is None else self.evaluate(node.low, scope)
        high = None if node.high is None else self.evaluate(node.high, scope)
        if (low is None and node.low is not None) or (high is None and node.high is not None):
            return None
        if low is not None and high is not None:
            order = compare(low, high)
            if order is None or order > 0:
                return None
        return Range(low, high, node.low_closed, node.high_closed)

    def evaluate_filter(self, node: ir.Filter, scope: Scope) -> Any:
        source = self.evaluate(node.source, scope)
        items = source if isinstance(source, list) else [] if source is None else [source]
        if isinstance(node.condition, ir.Constant) and type(node.condition.value) is Decimal:
            return item_at(items, node.condition.value)
        if not items:
            return None if type(self.evaluate(node.condition, {**scope, "item": None})) is Decimal else []
        kept = []
        for item in items:
            self.count_round()
            inner = {**scope, "item": item, **item} if type(item) is dict else {**scope, "item": item}
            verdict = self.evaluate(node.condition, inner)
            if type(verdict) is Decimal:
                return item_at(items, verdict)
            if verdict is True:
                kept.append(item)
        return kept

    def evaluate_path(self, node: ir.Path, scope: Scope) -> Any:
        return path_of(self.evaluate(node.subject, scope), node.name)

    # functions ------------------------------------------------------------------------------------

    def evaluate_lambda(self, node: ir.Lambda, scope: Scope) -> Function | None:
        if node.external:
            return None
        names = tuple(name for name, _ in node.parameters)

        def run(*args: Any) -> Any:
            self.count_round()
            inner = dict(scope)
            for (name, type_), arg in zip(node.parameters, args, strict=True):
                inner[name] = value = arg if type_ is None else self.fitted(arg, type_)
                if value is None and arg is not None:
                    return None
            try:
                return self.evaluate(node.body, inner)
            except RecursionError:
                raise FeelLimitError("함수 호출이 너무 깊습니다", "functions call each other too deep") from None

        return Function(names, run, tuple(type_ for _, type_ in node.parameters))

    def fitted(self, value: Any, type_: str) -> Any:
        """An argument as the parameter's type: itself, the only item of its list, or a list of it; else null."""
        if value is None or self.is_instance(value, type_):
            return value
        if isinstance(value, list) and len(value) == 1 and self.is_instance(value[0], type_):
            return value[0]
        return [value] if self.is_instance([value], type_) else None

    def evaluate_call(self, node: ir.Call, scope: Scope) -> Any:
        function = node.function
        if isinstance(function, ir.Name) and function.name not in scope:
            builtin = BUILTINS.get(function.name)
            if builtin is None:
                return None
            if node.named:
                return builtin.by_name({name: self.evaluate(arg, scope) for name, arg in node.named})
            return builtin.function(*[self.evaluate(arg, scope) for arg in node.args])
        called = self.evaluate(function, scope)
        if not isinstance(called, Function):
            return None
        if node.named:
            return invoke(called, named={name: self.evaluate(arg, scope) for name, arg in node.named})
        return invoke(called, [self.evaluate(arg, scope) for arg in node.args])


def invoke(function: Function, args: list[Any] | None = None, named: dict[str, Any] | None = None) -> Any:
    """A function value called; null when the arguments do not fit its parameters."""
    if named is not None:
        if named.keys() != set(function.parameters):
            return None
        args = [named[name] for name in function.parameters]
    args = args or []
    if not function.variadic and len(args) != len(function.parameters):
        return None
    return function.function(*args)


def member(value: Any, test: Any) -> bool | None:
    """`value in test` for an evaluated test: a range, a list (of values and ranges) or a single value."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return within(value, test)
    if isinstance(test, list):
        if isinstance(value, list) and eq(value, test) is True:
            return True
        return any(member(value, item) is True for item in test)
    return eq(value, test)


def _uses_partial(node: ir.For) -> bool:
    pending: list[Any] = [node.body]
    while pending:
        part = pending.pop()
        if type(part) is ir.Name and part.name == "partial":
            return True
        if isinstance(part, ir.Node):
            pending.extend(getattr(part, name) for name in part.__dataclass_fields__)
        elif type(part) is tuple:
            pending.extend(part)
    return False


_METHODS: dict[type[ir.Node], str] = {
    ir.Constant: "evaluate_constant",
    ir.Name: "evaluate_name",
    ir.Path: "evaluate_path",
    ir.Operation: "evaluate_operation",
    ir.In: "evaluate_in",
    ir.UnaryTest: "evaluate_unary_test",
    ir.AnyTest: "evaluate_any_test",
    ir.NotTest: "evaluate_not_test",
    ir.If: "evaluate_if",
    ir.For: "evaluate_for",
    ir.Quantified: "evaluate_quantified",
    ir.Filter: "evaluate_filter",
    ir.ListOf: "evaluate_list",
    ir.ContextOf: "evaluate_context",
    ir.RangeOf: "evaluate_range",
    ir.Call: "evaluate_call",
    ir.InstanceOf: "evaluate_instance_of",
    ir.Lambda: "evaluate_lambda",
}
