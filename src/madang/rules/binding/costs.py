"""How much an expression can ask for at worst, read off its form: steps, sizes, depth. Nothing is evaluated.

For packs of whoever may write one: what is refused here can never hold up an answer, fill the memory, or go deeper
than the interpreter does. The figures count a family as large as a family can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook
from madang.rules.binding.worst import LIMITS, PEOPLE, PERSON, TooMuch, Worst, joined, within_limits
from madang.rules.model import Expression

CHARS_TOLD = 200
"""Characters of a text that somebody tells."""
TEXTS = ("text", "choice", "region")
MOST_MONTHS, MOST_YEARS = 120, 10
"""Of `monthly average`, back from the reference month; of `in year`, either way."""
MOST_POWER = 10
MOST_RANGE = 100
Names = Mapping[str, Worst]


class Costs:
    """The worst of a rulebook's expressions; each is measured once. Cycles are refused before.

    people: persons of the families it counts for; limits: what one expression may ask for.
    """

    def __init__(self, rulebook: Rulebook, people: int = PEOPLE, limits: Worst = LIMITS) -> None:
        self.rulebook, self.people, self.limits = rulebook, people, limits
        self.all = Worst(items=people, people=True)
        self._derived: dict[str, Worst] = {}
        self._measured: dict[int, Worst] = {}

    def check(self, expression: Expression) -> Worst:
        """The worst of one expression. TooMuch beyond the limits."""
        return within_limits(self.worst(expression), self.rulebook.bound[expression].node, self.limits)

    def worst(self, expression: Expression) -> Worst:
        """The worst of one expression, whatever the limits. TooMuch for a form that has no bound."""
        bound = self.rulebook.bound[expression]  # expressions that read alike share what is bound
        if id(bound) not in self._measured:
            names = {"unit": self.all, "applicant": PERSON, "self": PERSON, "p": PERSON, "item": self.all}
            self._measured[id(bound)] = self.of(bound.node, names)
        return self._measured[id(bound)]

    def of(self, node: ir.Node, names: Names) -> Worst:
        """The worst of a part. TooMuch for a form that has no bound."""
        form = _FORMS.get(type(node))
        if form is not None:
            return form(self, node, names)
        parts = [self.of(part, names) for part in _parts(node)]
        return joined(parts)

    def derived(self, name: str) -> Worst:
        """A derived value's own worst; it is worked out once and kept, so whoever reads it pays one step and its
        depth."""
        if name not in self._derived:
            self._derived[name] = joined([self._of_definition(one.value) for one in self.rulebook.derived[name]])
        return self._derived[name]

    def _of_definition(self, expression: Expression) -> Worst:
        names = {"unit": self.all, "applicant": PERSON, "self": PERSON}
        try:
            return self.of(self.rulebook.bound[expression].node, names)
        except TooMuch as found:
            found.place = found.place or expression.place
            raise


def _parts(node: ir.Node) -> list[ir.Node]:
    found: list[ir.Node] = []
    for name in node.__dataclass_fields__:
        part = getattr(node, name) if name != "at" else None
        found += [one for one in (part if isinstance(part, tuple) else (part,)) if isinstance(one, ir.Node)]
    return found


def _constant(_: Costs, node: ir.Constant, __: Names) -> Worst:
    value = node.value
    if isinstance(value, Decimal):
        _sign, digits, exponent = value.as_tuple()
        return Worst(digits=len(digits) + abs(int(exponent)))
    return Worst(chars=len(value) if isinstance(value, str) else 0, digits=1)


def _variable(_: Costs, node: ir.Variable, names: Names) -> Worst:
    return names.get(node.name, Worst())


def _parameter(costs: Costs, node: ir.Parameter, _: Names) -> Worst:
    values = [value.value for value in costs.rulebook.pack.parameters[node.name].values]
    sizes = [_size(value) for value in values]
    chars = max((len(value) for value in values if isinstance(value, str)), default=0)
    return Worst(items=max((size for size, _ in sizes), default=1), inner=max((one for _, one in sizes), default=1),
                 chars=chars)  # fmt: skip


def _size(value: Any) -> tuple[int, int]:
    """(items, items of the largest item) of a figure."""
    if not isinstance(value, (list, dict)):
        return 1, 1
    inner = value.values() if isinstance(value, dict) else value
    return len(value), max((len(one) for one in inner if isinstance(one, (list, dict))), default=1)


def _fact(costs: Costs, node: ir.Fact, names: Names) -> Worst:
    if node.basis is not None:
        kind, count = node.basis
        if not 1 <= count <= MOST_MONTHS if kind == "average" else abs(count) > MOST_YEARS:
            raise TooMuch(f"기간이 너무 깁니다 ({count})", f"such a period is too long ({count})", node.at)
    subject, text = costs.of(node.subject, names), costs.rulebook.pack.facts[node.name].type in TEXTS
    return Worst(steps=1 + subject.steps, chars=CHARS_TOLD if text else 0, depth=3 + subject.depth, turns=subject.turns)


def _derived(costs: Costs, node: ir.Derived, names: Names) -> Worst:
    subject = costs.of(node.subject, names) if node.subject is not None else Worst()
    own = costs.derived(node.name)
    return replace(own, steps=1 + subject.steps, depth=6 + max(own.depth, subject.depth),
                   turns=max(own.turns, subject.turns))  # fmt: skip


def _related(costs: Costs, node: ir.Related, names: Names) -> Worst:
    subject = costs.of(node.subject, names)
    return replace(costs.all, steps=1 + subject.steps, depth=3 + subject.depth, turns=subject.turns)


def _operation(costs: Costs, node: ir.Operation, names: Names) -> Worst:
    parts = [costs.of(arg, names) for arg in node.args]
    found, digits = joined(parts), [part.digits for part in parts]
    if node.op in ("add", "subtract"):
        return replace(found, digits=max(digits) + 1, chars=sum(part.chars for part in parts))
    if node.op in ("multiply", "divide"):
        return replace(found, digits=sum(digits) + (34 if node.op == "divide" else 0))
    if node.op == "power":
        exponent = _whole(node.args[1])
        if exponent is None or not 0 <= exponent <= MOST_POWER:
            raise TooMuch(
                f"지수는 0부터 {MOST_POWER}까지의 수로 적습니다", f"write an exponent from 0 to {MOST_POWER}", node.at
            )
        return replace(found, digits=digits[0] * max(1, exponent))
    return found


def _whole(node: ir.Node) -> int | None:
    """A whole number that is written out, with or without its sign."""
    if isinstance(node, ir.Operation) and node.op == "negate":
        inner = _whole(node.args[0])
        return None if inner is None else -inner
    value = node.value if isinstance(node, ir.Constant) else None
    return int(value) if isinstance(value, Decimal) and abs(value) < 10**12 and value == int(value) else None


def _list_of(costs: Costs, node: ir.ListOf, names: Names) -> Worst:
    found = joined([costs.of(item, names) for item in node.items])
    return replace(found, items=max(1, len(node.items)), inner=found.items * found.inner, people=False)


def _rounds(costs: Costs, iterators: tuple[ir.Iterator, ...], names: Names) -> tuple[int, int, Worst, Names]:
    """(rounds, those of them over lists that are written out, the worst of the sources, the names inside)"""
    rounds, written, sources, inside = 1, 1, [Worst()], dict(names)
    for iterator in iterators:
        found = _span(costs, iterator, inside)
        sources.append(replace(found, steps=found.steps * rounds))
        rounds *= found.items
        written *= 1 if found.people else found.items
        inside[iterator.name] = replace(found, steps=1, items=found.inner, depth=1, turns=1)
    return rounds, written, joined(sources), inside


def _span(costs: Costs, iterator: ir.Iterator, names: Names) -> Worst:
    if iterator.to is None:
        return costs.of(iterator.source, names)
    first, last = _whole(iterator.source), _whole(iterator.to)
    if first is None or last is None or abs(last - first) >= MOST_RANGE:
        raise TooMuch(
            f"범위의 양 끝은 수로 적고 {MOST_RANGE}개까지입니다",
            f"write both ends of a range as numbers, {MOST_RANGE} at most",
            iterator.source.at,
        )
    return Worst(items=abs(last - first) + 1)


def _for(costs: Costs, node: ir.For, names: Names) -> Worst:
    rounds, written, sources, inside = _rounds(costs, node.iterators, names)
    body = costs.of(node.body, inside)
    return _over(rounds, written, sources, replace(body, items=rounds, inner=body.items * body.inner))


def _quantified(costs: Costs, node: ir.Quantified, names: Names) -> Worst:
    rounds, written, sources, inside = _rounds(costs, node.iterators, names)
    return _over(rounds, written, sources, replace(costs.of(node.body, inside), items=1, inner=1))


def _over(rounds: int, written: int, sources: Worst, body: Worst) -> Worst:
    """A body gone through for every round; rounds of a body are rounds within rounds."""
    return replace(
        body,
        steps=sources.steps + rounds * (1 + body.steps),
        turns=max(sources.turns, written * body.turns),
        digits=max(sources.digits, body.digits),
        chars=max(sources.chars, body.chars),
        depth=4 + max(sources.depth, body.depth),
    )


def _filter(costs: Costs, node: ir.Filter, names: Names) -> Worst:
    source = costs.of(node.source, names)
    item = replace(source, steps=1, items=source.inner, depth=1, turns=1)
    condition = costs.of(node.condition, {**names, "item": item})
    found = _over(source.items, 1 if source.people else source.items, source, condition)
    return replace(found, items=source.items, inner=source.inner, people=source.people)


def _call(costs: Costs, node: ir.Call, names: Names) -> Worst:
    parts = [costs.of(arg, names) for arg in node.args]
    found = joined(parts)
    name = node.function.name if isinstance(node.function, ir.Name) else ""
    elements = sum(part.items * part.inner for part in parts)
    if name == "concatenate":
        return replace(found, steps=found.steps + elements, items=sum(part.items for part in parts))
    single = name not in ("min", "max") or len(parts) > 1
    return replace(found, steps=found.steps + elements, items=found.inner if not single else 1, inner=1,
                   digits=found.digits + (7 if name in ("sum", "mean") else 1), people=False)  # fmt: skip


def _path(costs: Costs, node: ir.Path, names: Names) -> Worst:
    subject = costs.of(node.subject, names)
    return replace(
        subject, steps=1 + subject.steps, items=subject.inner, inner=1, depth=2 + subject.depth, people=False
    )


_FORMS: dict[type[ir.Node], Callable[[Costs, Any, Names], Worst]] = {
    ir.Constant: _constant,
    ir.Variable: _variable,
    ir.Parameter: _parameter,
    ir.Fact: _fact,
    ir.Derived: _derived,
    ir.Related: _related,
    ir.Operation: _operation,
    ir.ListOf: _list_of,
    ir.For: _for,
    ir.Quantified: _quantified,
    ir.Filter: _filter,
    ir.Call: _call,
    ir.Path: _path,
}
