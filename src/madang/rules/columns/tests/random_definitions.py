"""Definitions at random: bound expressions over the pack's own vocabulary, of every form the engine knows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import walk
from madang.rules.columns.calls import CALLS
from madang.rules.columns.chunk import KINDS as RELATED
from madang.rules.feel.values import DaysDuration, MonthsDuration
from madang.rules.model import FactDefinition
from madang.rules.reckoning.lists import mentions_item
from madang.rules.service import Rulebook

UNITS = ("self_and_spouse", "livelihood_household", "children_in_care", "emergency_household")
DAY = 86_400_000_000_000
WON = (0, 1, 3, 10, 999, 50_000, 240_000, 1_000_000, 2_564_238, 40_000_000)
STEPS = (1, 10, 100, 1000)
OTHERS = ("floor", "ceiling", "abs", "modulo")
ROUNDINGS = ("round up", "round down", "round half up", "round half down", "decimal")

Make = Callable[[int], ir.Node]


class Author:
    """Writes one definition after another; the same for the same seed."""

    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self.chance = random.Random(seed)
        self.rulebook = rulebook
        facts = [one for one in rulebook.pack.facts.values() if one.name != "residence.region"]
        self.facts = {kind: [one for one in facts if one.type in kinds] for kind, kinds in {
            "number": ("money", "number"), "boolean": ("boolean",), "string": ("choice",), "date": ("date",),
        }.items()}  # fmt: skip
        self.shared = {
            entity: {kind: [one for one in found if one.entity == entity and one.type in kinds]
                     for kind, kinds in {"number": ("money", "number"), "boolean": ("boolean",),
                                         "date": ("date",)}.items()}
            for entity in ("person", None)
            for found in [[every[-1] for every in rulebook.derived.values() if every[-1].entity or every[-1].unit]]
        }  # fmt: skip
        self.people: list[ir.Node] = []

    def definition(self) -> ir.Node:
        """A condition over an applicant and a unit."""
        self.people = [ir.Variable("applicant")]
        return self.chance.choice((self.boolean, self.boolean, self.compared))(self.chance.choice((2, 3, 4)))

    # persons --------------------------------------------------------------------------------------

    def person(self) -> ir.Node:
        return self.chance.choice(self.people)

    def persons(self, depth: int) -> ir.Node:
        """A list of persons."""
        source: ir.Node = (
            ir.Variable("unit")
            if self.chance.random() < 0.4
            else ir.Related(self.person(), self.chance.choice(RELATED))
        )
        if depth > 0 and self.chance.random() < 0.3:
            condition = self.about("item", depth - 1, self.boolean)
            if not mentions_item(condition):
                condition = ir.Operation("and", (ir.Fact(ir.Variable("item"), "person.refugee"), condition))
            return ir.Filter(source, condition)
        if depth > 0 and self.chance.random() < 0.15:
            other = ir.Related(self.person(), self.chance.choice(RELATED))
            return ir.Call(ir.Name("concatenate"), (source, other))
        if depth > 0 and self.chance.random() < 0.15:
            inner = ir.Related(ir.Variable("q"), self.chance.choice(RELATED))
            return ir.For((ir.Iterator("q", source), ir.Iterator("r", inner)), ir.Variable("r"))
        return source

    def about(self, name: str, depth: int, make: Make) -> ir.Node:
        """An expression in which one more person may be spoken of."""
        self.people.append(ir.Variable(name))
        try:
            return make(depth)
        finally:
            self.people.pop()

    # values ---------------------------------------------------------------------------------------

    def fact(self, definition: FactDefinition) -> ir.Node:
        basis: tuple[str, int] | None = None
        if definition.time == "month" and self.chance.random() < 0.6:
            basis = self.chance.choice((("average", 3), ("year", -1)))
        elif definition.time == "year":
            basis = ("year", -1)
        return ir.Fact(self.person(), definition.name, basis)

    def leaf(self, kind: str) -> ir.Node:
        derived = self.shared["person"].get(kind, []) if self.chance.random() < 0.25 else []
        if derived:
            return ir.Derived(self.person(), self.chance.choice(derived).name)
        whole = self.shared[None].get(kind, []) if self.chance.random() < 0.1 else []
        if whole:
            return ir.Derived(None, self.chance.choice(whole).name)
        return self.fact(self.chance.choice(self.facts[kind]))

    def number(self, depth: int) -> ir.Node:
        if depth <= 0 or self.chance.random() < 0.15:
            kind = self.chance.random()
            if kind < 0.25:
                return ir.Constant(Decimal(self.chance.choice((*WON, self.chance.randint(0, 90)))))
            return self.figure(0) if kind < 0.4 else self.leaf("number")
        forms = (self.arithmetic, self.rounded, self.rounded, self.counted, self.chosen_number, self.of_dates)
        return self.chance.choice((*forms, self.bounded, self.figure))(depth - 1)

    def arithmetic(self, depth: int) -> ir.Node:
        op = self.chance.choice(("add", "subtract", "multiply", "divide", "negate"))
        if op == "negate":
            return ir.Operation(op, (self.number(depth),))
        if op == "multiply":
            rate = ir.Constant(Decimal(self.chance.choice(("0.5", "0.3", "0.0417", "2", "12", "0.04"))))
            return ir.Operation(op, (self.number(depth), rate))
        if op == "divide":
            by = (
                ir.Constant(Decimal(self.chance.choice((0, 2, 3, 12, 4))))
                if self.chance.random() < 0.8
                else self.number(0)
            )
            return ir.Operation(op, (self.number(depth), by))
        return ir.Operation(op, (self.number(depth), self.number(depth)))

    def rounded(self, depth: int) -> ir.Node:
        name = self.chance.choice(
            ("won down", "won up", "won half up", "floor", "ceiling", *ROUNDINGS, "abs", "modulo")
        )
        inner = self.number(depth)
        if name.startswith("won"):
            return _call(name, inner, Decimal(self.chance.choice(STEPS)))
        if name in ROUNDINGS:
            return _call(name, inner, Decimal(self.chance.choice((0, 1, 2, -1, -3))))
        if name == "modulo":
            return _call(name, self.leaf("number"), Decimal(self.chance.choice((7, -7, 12))))
        return _call(name, inner)

    def counted(self, depth: int) -> ir.Node:
        name = self.chance.choice(("count", "sum", "sum", "mean", "min", "max"))
        if name == "count":
            return _call(name, self.persons(depth))
        if name in ("min", "max") and self.chance.random() < 0.3:
            return _call(name, self.number(depth), self.number(0), self.number(0))
        each = ir.For((ir.Iterator("p", self.persons(0)),), self.about("p", depth, self.number))
        if self.chance.random() < 0.5:
            return _call(name, _call("concatenate", ir.ListOf((ir.Constant(Decimal(0)),)), each))
        return _call(name, each)

    def bounded(self, depth: int) -> ir.Node:
        return _call(self.chance.choice(("at least", "at most")), self.number(depth), self.number(depth))

    def figure(self, depth: int) -> ir.Node:
        """A figure of the law: a scalar, an item of a list, an entry of a table."""
        kind = self.chance.random()
        if kind < 0.4:
            scalars = [one.name for one in self.rulebook.pack.parameters.values() if one.type in ("money", "rate")]
            return ir.Parameter(self.chance.choice(scalars))
        if kind < 0.7:
            where: ir.Node = ir.Constant(Decimal(self.chance.randint(-2, 9)))
            if self.chance.random() < 0.7:
                where = _call("count", self.persons(0))
            return ir.Filter(ir.Parameter("median_income"), where)
        table = ir.Parameter("livelihood_basic_property")
        if kind < 0.8:
            return ir.Path(table, self.chance.choice(("seoul", "other", "nowhere")))
        return _call("get value", table, ir.Fact(self.person(), "region.property_class"))

    def of_dates(self, depth: int) -> ir.Node:
        name = self.chance.choice(("completed years", "completed months", "duration", "part"))
        if name == "part":
            return ir.Path(self.date(depth), self.chance.choice(("year", "month", "day", "weekday")))
        pair = (self.date(depth), self.date(0))
        if name == "duration":
            return ir.Path(_call("years and months duration", *pair), self.chance.choice(("years", "months")))
        return _call(name, *pair)

    def chosen_number(self, depth: int) -> ir.Node:
        return ir.If(self.boolean(depth), self.number(depth), self.number(depth))

    def date(self, depth: int) -> ir.Node:
        if depth <= 0 or self.chance.random() < 0.3:
            return ir.Variable("date") if self.chance.random() < 0.3 else self.leaf("date")
        name = self.chance.choice(("add months", "start of month", "end of month", "shift", "date", "min"))
        if name == "add months":
            return _call(name, self.date(depth - 1), Decimal(self.chance.choice((-25, 1, 12, 60, 216))))
        if name == "date":
            year = ir.Path(self.date(0), "year")
            return _call(
                "date", year, Decimal(self.chance.choice((1, 2, 12, 13))), Decimal(self.chance.choice((1, 29, 31)))
            )
        if name == "min":
            return _call("max", self.date(depth - 1), self.date(0))
        if name == "shift":
            by = DaysDuration(59 * DAY) if self.chance.random() < 0.5 else MonthsDuration(14)
            return ir.Operation(self.chance.choice(("add", "subtract")), (self.date(depth - 1), ir.Constant(by)))
        return _call(name, self.date(depth - 1))

    # conditions -----------------------------------------------------------------------------------

    def boolean(self, depth: int) -> ir.Node:
        if depth <= 0:
            return self.chance.choice((lambda: self.leaf("boolean"), self.choice_of))()
        return self.chance.choice((self.joined, self.compared, self.quantified, self.among, self.belongs, self.compared,
                                   self.chosen, self.choice_of, self.truths))(depth - 1)  # fmt: skip

    def joined(self, depth: int) -> ir.Node:
        if self.chance.random() < 0.2:
            return _call("not", self.boolean(depth))
        args = tuple(self.boolean(depth) for _ in range(self.chance.choice((2, 2, 3))))
        return ir.Operation(self.chance.choice(("and", "or")), args)

    def compared(self, depth: int) -> ir.Node:
        if self.chance.random() < 0.25:
            make: Make = self.date
        else:
            make = self.number
        if self.chance.random() < 0.15:
            return ir.Operation("between", (make(depth), make(0), make(0)))
        op = self.chance.choice(("lt", "le", "gt", "ge", "eq", "ne"))
        if self.chance.random() < 0.05:
            return ir.Operation(self.chance.choice(("eq", "ne")), (make(depth), ir.Constant(None)))
        return ir.Operation(op, (make(depth), make(max(0, depth - 1))))

    def choice_of(self, depth: int = 0) -> ir.Node:
        fact = self.chance.choice(self.facts["string"])
        told = ir.Fact(self.person(), fact.name)
        values = [ir.Constant(one.value) for one in fact.choices]
        if self.chance.random() < 0.5:
            return ir.Operation(self.chance.choice(("eq", "ne")), (told, self.chance.choice(values)))
        if self.chance.random() < 0.5:
            return ir.In(told, tuple(self.chance.sample(values, min(2, len(values)))))
        return ir.In(told, (ir.ListOf(tuple(self.chance.sample(values, min(2, len(values))))),))

    def quantified(self, depth: int) -> ir.Node:
        source = self.persons(min(depth, 1))
        body = self.about("p", depth, self.boolean)
        return ir.Quantified(self.chance.choice(("some", "every")), (ir.Iterator("p", source),), body)

    def among(self, depth: int) -> ir.Node:
        if self.chance.random() < 0.5:
            return ir.In(self.number(depth), (ir.RangeOf(ir.Constant(Decimal(self.chance.choice(WON))), None if
                         self.chance.random() < 0.3 else self.number(0), self.chance.random() < 0.5,
                         self.chance.random() < 0.5), ir.UnaryTest("le", self.number(0))))  # fmt: skip
        return ir.In(self.number(depth), (ir.ListOf((self.number(0), ir.Constant(Decimal(0)))),))

    def belongs(self, depth: int) -> ir.Node:
        return _call("list contains", self.persons(depth), self.person())

    def chosen(self, depth: int) -> ir.Node:
        return ir.If(self.boolean(depth), self.boolean(depth), self.boolean(depth))

    def truths(self, depth: int) -> ir.Node:
        each = ir.For((ir.Iterator("p", self.persons(0)),), self.about("p", depth, self.boolean))
        return _call(self.chance.choice(("all", "any")), each)


def _call(name: str, *args: Any) -> ir.Node:
    return ir.Call(ir.Name(name), tuple(arg if isinstance(arg, ir.Node) else ir.Constant(arg) for arg in args))


def operations(node: ir.Node) -> Counter[str]:
    """What an expression is made of: its forms, operators, functions, relations and time bases."""
    found: Counter[str] = Counter()
    for part in walk(node):
        name = type(part).__name__
        if isinstance(part, ir.Name):
            continue
        if isinstance(part, ir.Operation):
            name = part.op
        elif isinstance(part, ir.Call):
            assert isinstance(part.function, ir.Name)
            name = f"{part.function.name}()"
        elif isinstance(part, ir.Quantified):
            name = part.quantifier
        elif isinstance(part, ir.Related):
            name = f".{part.kind}"
        elif isinstance(part, ir.Fact) and part.basis:
            name = f"Fact {part.basis[0]}"
        found[name] += 1
    return found


SUPPORTED = frozenset(
    {"Constant", "Variable", "Fact", "Fact average", "Fact year", "Derived", "Parameter", "In", "RangeOf", "UnaryTest",
     "If", "For", "Filter", "ListOf", "Path", "Iterator", "some", "every", "add", "subtract", "multiply", "divide",
     "negate", "eq", "ne", "lt", "le", "gt", "ge", "between", "and", "or"}
    | {f".{kind}" for kind in RELATED} | {f"{name}()" for name in CALLS}
)  # fmt: skip
"""Everything the engine knows; a benchmark of agreement must meet each of them often."""
