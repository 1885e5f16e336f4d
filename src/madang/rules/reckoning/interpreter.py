"""The reference engine: FEEL's evaluator, carried over to what is not fully known.

On known values it is FEEL. An uncertain operand goes to :mod:`ranges`, :mod:`functions` or :mod:`logic`,
so that a definite result is the result under every completion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

from madang.rules import ir
from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.errors import FeelLimitError
from madang.rules.feel.evaluation import Evaluator
from madang.rules.feel.operators import apply
from madang.rules.reckoning.functions import call_uncertain, equal, listed, pairs_of
from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.ranges import operate
from madang.rules.reckoning.uncertain import PerhapsList, PersonRef, Uncertain, anything, join, missing_of

Scope = Mapping[str, Any]
MOST_ITEMS = 10_000


class World(Protocol):
    """Where bound references get their values."""

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        """A fact of a person (a home's fact by the person's home)."""

    def derived(self, name: str, person: PersonRef | None, scope: Scope) -> Any:
        """A derived value of a person, or of the unit in `scope`."""

    def parameter(self, name: str) -> Any:
        """A parameter on the reference date."""

    def related(self, person: PersonRef, kind: str) -> Any:
        """Persons related to a person: a list, a perhaps-list, or uncertain."""


class Interpreter(Evaluator):
    """Evaluates bound expressions over a :class:`World`. One instance serves one reckoning."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.methods = {**self.methods, **{kind: getattr(self, name) for kind, name in _METHODS.items()}}

    # bound references -----------------------------------------------------------------------------

    def bound_variable(self, node: ir.Variable, scope: Scope) -> Any:
        return scope.get(node.name)

    def bound_fact(self, node: ir.Fact, scope: Scope) -> Any:
        return self._of_person(node.subject, scope, lambda person: self.world.fact(person, node.name, node.basis))

    def bound_derived(self, node: ir.Derived, scope: Scope) -> Any:
        if node.subject is None:
            return self.world.derived(node.name, None, scope)
        return self._of_person(node.subject, scope, lambda person: self.world.derived(node.name, person, scope))

    def bound_parameter(self, node: ir.Parameter, scope: Scope) -> Any:
        return self.world.parameter(node.name)

    def bound_related(self, node: ir.Related, scope: Scope) -> Any:
        return self._of_person(node.subject, scope, lambda person: self.world.related(person, node.kind))

    def _of_person(self, subject: ir.Node, scope: Scope, get: Callable[[PersonRef], Any]) -> Any:
        person = self.evaluate(subject, scope)
        if isinstance(person, PersonRef):
            return get(person)
        if isinstance(person, Uncertain):
            found = [get(option) if option is not None else None for option in person.options or ()]
            return join(found, person.missing) if found else anything(person.missing)
        return None

    # operators ------------------------------------------------------------------------------------

    def three_valued_operation(self, node: ir.Operation, scope: Scope) -> Any:
        if node.op == "and":
            return conjunction(self.evaluate(arg, scope) for arg in node.args)
        if node.op == "or":
            return disjunction(self.evaluate(arg, scope) for arg in node.args)
        args = [self.evaluate(arg, scope) for arg in node.args]
        for arg in args:
            if isinstance(arg, Uncertain):
                return operate(node.op, args)
        return apply(node.op, args)

    def three_valued_in(self, node: ir.In, scope: Scope) -> Any:
        value = self.evaluate(node.value, scope)
        return disjunction(self._passes(value, test, scope) for test in node.tests)

    def _passes(self, value: Any, test: ir.Node, scope: Scope) -> Any:
        if isinstance(test, ir.RangeOf):
            return self._within(value, test, scope)
        if isinstance(test, ir.UnaryTest):
            return self._operated(test.op, value, self.evaluate(test.operand, scope))
        other = self.evaluate(test, scope)
        if isinstance(other, (list, PerhapsList)):
            pairs = pairs_of(other)
            assert not isinstance(pairs, Uncertain)
            return disjunction(conjunction((presence, equal(value, item))) for item, presence in pairs)
        return equal(value, other)

    def _within(self, value: Any, test: ir.RangeOf, scope: Scope) -> Any:
        parts = []
        if test.low is not None:
            parts.append(self._operated("ge" if test.low_closed else "gt", value, self.evaluate(test.low, scope)))
        if test.high is not None:
            parts.append(self._operated("le" if test.high_closed else "lt", value, self.evaluate(test.high, scope)))
        return conjunction(parts)

    @staticmethod
    def _operated(op: str, left: Any, right: Any) -> Any:
        if isinstance(left, Uncertain) or isinstance(right, Uncertain):
            return operate(op, (left, right))
        return apply(op, [left, right])

    def three_valued_if(self, node: ir.If, scope: Scope) -> Any:
        condition = self.evaluate(node.condition, scope)
        if isinstance(condition, Uncertain):
            if condition.options is not None and True not in condition.options:
                return self.evaluate(node.no, scope)
            branches = (self.evaluate(node.yes, scope), self.evaluate(node.no, scope))
            return join(branches, condition.missing)
        return self.evaluate(node.yes if condition is True else node.no, scope)

    # lists ----------------------------------------------------------------------------------------

    def three_valued_list(self, node: ir.ListOf, scope: Scope) -> Any:
        return [self.evaluate(item, scope) for item in node.items]

    def three_valued_quantified(self, node: ir.Quantified, scope: Scope) -> Any:
        rows = self._rows(node.iterators, scope)
        if isinstance(rows, Uncertain):
            return Uncertain(rows.missing, options=frozenset((True, False)), null=rows.null)
        if node.quantifier == "some":
            return disjunction(conjunction(self._lazy(presence, node.body, inner)) for inner, presence in rows)
        return conjunction(
            disjunction((negation(presence), self.evaluate(node.body, inner))) for inner, presence in rows
        )

    def _lazy(self, presence: Any, body: ir.Node, scope: Scope) -> Iterator[Any]:
        yield presence
        yield self.evaluate(body, scope)

    def three_valued_for(self, node: ir.For, scope: Scope) -> Any:
        rows = self._rows(node.iterators, scope)
        if isinstance(rows, Uncertain):
            return rows
        return listed([(self.evaluate(node.body, inner), presence) for inner, presence in rows])

    def _rows(self, iterators: tuple[ir.Iterator, ...], scope: Scope) -> list[tuple[Scope, Any]] | Uncertain:
        rows: list[tuple[Scope, Any]] = [(scope, True)]
        for iterator in iterators:
            grown: list[tuple[Scope, Any]] = []
            for inner, presence in rows:
                items = self._items(iterator, inner)
                if isinstance(items, Uncertain):
                    return items
                grown.extend(
                    ({**inner, iterator.name: item}, here if presence is True else conjunction((presence, here)))
                    for item, here in items
                )
            rows = grown
        return rows

    def _items(self, iterator: ir.Iterator, scope: Scope) -> list[tuple[Any, Any]] | Uncertain:
        source = self.evaluate(iterator.source, scope)
        if iterator.to is None:
            return pairs_of(source)
        end = self.evaluate(iterator.to, scope)
        if isinstance(source, Uncertain) or isinstance(end, Uncertain):
            return anything(missing_of(source, end))
        step = 1 if end >= source else -1
        if abs(end - source) > MOST_ITEMS:
            raise FeelLimitError("범위가 너무 큽니다", "the range is too large")
        return [(Decimal(number), True) for number in range(int(source), int(end) + step, step)]

    def three_valued_filter(self, node: ir.Filter, scope: Scope) -> Any:
        source = self.evaluate(node.source, scope)
        pairs = pairs_of(source)
        if isinstance(pairs, Uncertain):
            return pairs
        if isinstance(node.condition, ir.Constant) or not _mentions_item(node.condition):
            index = self.evaluate(node.condition, scope)
            if not isinstance(index, bool):
                return _item_at(pairs, index)
        kept = []
        for item, presence in pairs:
            verdict = self.evaluate(node.condition, {**scope, "item": item})
            here = verdict if presence is True else conjunction((presence, verdict))
            if here is True or (isinstance(here, Uncertain) and (here.options is None or True in here.options)):
                kept.append((item, True if here is True else Uncertain(here.missing, options=frozenset((True, False)))))
        return listed(kept)

    # functions and paths --------------------------------------------------------------------------

    def three_valued_call(self, node: ir.Call, scope: Scope) -> Any:
        if not isinstance(node.function, ir.Name) or node.named:
            return super().evaluate_call(node, scope)
        args = [self.evaluate(arg, scope) for arg in node.args]
        builtin = BUILTINS.get(node.function.name)
        if builtin is None:
            return None
        for arg in args:
            if isinstance(arg, (Uncertain, PerhapsList)) or (isinstance(arg, list) and missing_of(arg)):
                return call_uncertain(node.function.name, builtin.function, args)
        return builtin.function(*args)

    def three_valued_path(self, node: ir.Path, scope: Scope) -> Any:
        completed = _COMPLETED.get(node.name)
        if completed and isinstance(node.subject, ir.Call) and node.subject.function == _DURATION:
            args = [self.evaluate(arg, scope) for arg in node.subject.args]
            if missing_of(*args):
                whole = BUILTINS["completed years" if node.name == "years" else "completed months"].function
                return call_uncertain(completed, whole, args)
        subject = self.evaluate(node.subject, scope)
        if not isinstance(subject, Uncertain):
            return super().path_of(subject, node.name)
        if node.name == "year" and subject.low is not None:
            low, high = (Decimal(end.year) for end in (subject.low, subject.high))
            return low if low == high and not subject.null else Uncertain(subject.missing, low, high, null=subject.null)
        return anything(subject.missing)


_DURATION = ir.Name("years and months duration")
_COMPLETED = {"years": "completed years"}


def _mentions_item(node: ir.Node) -> bool:
    """Whether a filter's condition is about the item (a condition) rather than a position."""
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ir.Variable) and part.name == "item":
            return True
        if isinstance(part, ir.Node):
            stack.extend(getattr(part, name) for name in part.__dataclass_fields__ if name != "at")
        elif isinstance(part, tuple):
            stack.extend(part)
    return False


def _item_at(pairs: list[tuple[Any, Any]], index: Any) -> Any:
    if isinstance(index, Uncertain):
        low = max(1, int(index.low)) if index.low is not None and index.low.is_finite() else 1
        last = len(pairs)
        high = min(last, int(index.high)) if index.high is not None and index.high.is_finite() else last
        beyond = index.high is None or index.high > last or (index.low is not None and index.low < 1)
        found: list[Any] = [pairs[i - 1][0] for i in range(low, high + 1)]
        return join([*found, None] if beyond else found, index.missing)
    if not isinstance(index, Decimal):
        return None
    place = int(index)
    if all(presence is True for _, presence in pairs):
        position = place - 1 if place > 0 else len(pairs) + place
        return pairs[position][0] if place != 0 and 0 <= position < len(pairs) else None
    missing = missing_of(*(presence for _, presence in pairs))
    sure = sum(1 for _, presence in pairs if presence is True)
    found = [item for item, _ in pairs]
    if all(isinstance(item, PersonRef) for item in found):
        return Uncertain(missing, options=frozenset(found), null=sure < abs(place))
    return join([*found, None] if sure < abs(place) else found, missing)


_METHODS: dict[type[ir.Node], str] = {
    ir.Variable: "bound_variable",
    ir.Fact: "bound_fact",
    ir.Derived: "bound_derived",
    ir.Parameter: "bound_parameter",
    ir.Related: "bound_related",
    ir.Operation: "three_valued_operation",
    ir.In: "three_valued_in",
    ir.If: "three_valued_if",
    ir.ListOf: "three_valued_list",
    ir.Quantified: "three_valued_quantified",
    ir.For: "three_valued_for",
    ir.Filter: "three_valued_filter",
    ir.Call: "three_valued_call",
    ir.Path: "three_valued_path",
}
