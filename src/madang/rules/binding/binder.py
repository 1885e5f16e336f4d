"""Binds one expression: names to the vocabulary, each node to a type.

Everything wrong is reported with its place; binding goes on after a problem, so that an author sees all of
them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from madang.rules import ir
from madang.rules.binding.names import Setting
from madang.rules.binding.types import COMPONENTS, FUNCTIONS, RELATED, SPREAD, common, fits, item_type, type_name
from madang.rules.model import Label

Typed = tuple[ir.Node, str]
Report = Callable[[str, Label, tuple[int, int]], None]

ARITHMETIC = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**"}
COMPARISON = {"eq", "ne", "lt", "le", "gt", "ge"}


class Binder:
    """Binds expressions in one :class:`Setting`; problems go to `report(code, message, (line, column))`."""

    def __init__(self, setting: Setting, report: Report, type_of_derived: Callable[[str], str]) -> None:
        self.setting = setting
        self.report = report
        self.type_of_derived = type_of_derived

    def bind(self, node: ir.Node) -> Typed:
        """The bound node and its type; type Any after a problem."""
        method = _METHODS.get(type(node))
        if method is None:
            return self.refuse(
                node, "not_allowed", "규칙에서는 쓸 수 없는 FEEL 표현입니다", "this FEEL form is not allowed in rules"
            )
        typed: Typed = method(self, node)
        return typed

    def inside(self, setting: Setting) -> Binder:
        """A binder for a part of the expression that sees other names."""
        return Binder(setting, self.report, self.type_of_derived)

    def refuse(self, node: ir.Node, code: str, ko: str, en: str) -> Typed:
        """Reports a problem at a node and goes on."""
        self.report(code, Label(ko, en), node.at)
        return node, "Any"

    def expect(self, node: ir.Node, type_: str, wanted: str, what_ko: str, what_en: str) -> None:
        """Reports when a type does not fit."""
        if not fits(type_, wanted):
            self.refuse(
                node,
                "type_mismatch",
                f"{what_ko}에는 {wanted}이(가) 와야 하는데 {type_}입니다",
                f"{what_en} takes {wanted}, not {type_}",
            )

    # names ----------------------------------------------------------------------------------------

    def constant(self, node: ir.Constant) -> Typed:
        return node, type_name(node.value)

    def name(self, node: ir.Name) -> Typed:
        return self.chain(node, node, ())

    def path(self, node: ir.Path) -> Typed:
        segments: list[str] = []
        base: ir.Node = node
        while isinstance(base, ir.Path):
            segments.insert(0, base.name)
            base = base.subject
        return self.chain(node, base, tuple(segments))

    def chain(self, node: ir.Node, base: ir.Node, segments: tuple[str, ...]) -> Typed:
        """A dotted chain: base.segment.segment…"""
        if not isinstance(base, ir.Name):
            bound, type_ = self.bind(base)
            return self.follow(node, bound, type_, segments)
        if base.name == "parameter" and segments:
            return self.parameter(node, segments)
        if base.name in self.setting.variables:
            variable = ir.Variable(base.name, at=base.at)
            return self.follow(node, variable, self.setting.variables[base.name], segments)
        dotted = (base.name, *segments)
        subject = ir.Variable(self.setting.bare, at=base.at) if self.setting.bare else None
        return self.longest(node, subject, dotted)

    def parameter(self, node: ir.Node, segments: tuple[str, ...]) -> Typed:
        name, rest = segments[0], segments[1:]
        definition = self.setting.vocabulary.parameters.get(name)
        if definition is None:
            return self.refuse(
                node, "unknown_parameter", f"'{name}'이라는 기준값이 없습니다", f"there is no parameter '{name}'"
            )
        type_ = {
            "table": "context",
            "list": _list_type(definition.values[0].value),
            "boolean": "boolean",
            "text": "string",
            "date": "date",
        }.get(definition.type, "number")
        bound: ir.Node = ir.Parameter(name, at=node.at)
        return (bound, type_) if not rest else (ir.Path(bound, ".".join(rest), at=node.at), "Any")

    def follow(self, node: ir.Node, subject: ir.Node, type_: str, segments: tuple[str, ...]) -> Typed:
        """The segments after something that has a value."""
        if not segments:
            return subject, type_
        if type_ == "person":
            if segments[0] in RELATED:
                related = ir.Related(subject, segments[0], at=node.at)
                return self.follow(node, related, "list<person>", segments[1:])
            return self.longest(node, subject, segments)
        if type_.startswith("list<"):
            return self.refuse(
                node,
                "path_on_list",
                "목록에는 점을 찍을 수 없습니다. for p in … return p.… 로 쓰세요",
                "a list has no entries: write for p in … return p.…",
            )
        if type_ in COMPONENTS and segments[0] not in COMPONENTS[type_]:
            return self.refuse(
                node,
                "unknown_component",
                f"{type_}에는 '{segments[0]}'이 없습니다",
                f"a {type_} has no '{segments[0]}'",
            )
        bound: ir.Node = ir.Path(subject, segments[0], at=node.at)
        return self.follow(node, bound, "number" if type_ in COMPONENTS else "Any", segments[1:])

    def longest(self, node: ir.Node, subject: ir.Node | None, dotted: tuple[str, ...]) -> Typed:
        """The longest prefix that is a fact or derived value; what is left are entries of its value."""
        for size in range(len(dotted), 0, -1):
            found = self.setting.vocabulary.named(".".join(dotted[:size]), self.setting.service)
            if found is not None:
                bound, type_ = self.reference(node, subject, *found)
                return self.follow(node, bound, type_, dotted[size:])
        name = ".".join(dotted)
        near = self.setting.vocabulary.nearest(name, self.setting.variables)
        return self.refuse(
            node,
            "unknown_fact",
            f"'{name}'이라는 사실이 없습니다" + (f". 혹시 {', '.join(near)}?" if near else ""),
            f"there is no fact '{name}'" + (f"; did you mean {', '.join(near)}?" if near else ""),
        )

    def reference(self, node: ir.Node, subject: ir.Node | None, kind: str, name: str) -> Typed:
        vocabulary = self.setting.vocabulary
        if kind == "derived":
            definition = vocabulary.derived[name][0]
            if definition.entity is None:
                if subject is not None and subject != ir.Variable(self.setting.bare or ""):
                    return self.refuse(
                        node,
                        "not_of_a_person",
                        f"'{name}'은 사람이 아니라 가구의 값입니다",
                        f"'{name}' belongs to a unit, not to a person",
                    )
                return ir.Derived(None, name, at=node.at), self.type_of_derived(name)
        if subject is None:
            return self.refuse(
                node,
                "whose",
                f"누구의 '{name}'인지 item. 이나 applicant. 을 붙이세요",
                f"say whose '{name}' is meant: item. or applicant.",
            )
        if kind == "derived":
            return ir.Derived(subject, name, at=node.at), self.type_of_derived(name)
        return ir.Fact(subject, name, at=node.at), vocabulary.fact_type(name)

    # operators ------------------------------------------------------------------------------------

    def operation(self, node: ir.Operation) -> Typed:
        bound = [self.bind(arg) for arg in node.args]
        args, types = tuple(arg for arg, _ in bound), [type_ for _, type_ in bound]
        result = ir.Operation(node.op, args, at=node.at)
        if node.op in ("and", "or"):
            for arg, type_ in bound:
                self.expect(arg, type_, "boolean", f"'{node.op}'", f"'{node.op}'")
            return result, "boolean"
        if node.op in COMPARISON or node.op == "between":
            self.comparable(node, args, types)
            return result, "boolean"
        if node.op == "negate":
            self.expect(args[0], types[0], "number", "부호", "a sign")
            return result, "number"
        return result, self.arithmetic(node, types)

    def arithmetic(self, node: ir.Operation, types: list[str]) -> str:
        known = [type_ for type_ in types if type_ != "Any"]
        if all(type_ == "number" for type_ in known):
            return "number"
        pair = tuple(types)
        if node.op in ("add", "subtract") and pair in (
            ("date", "duration"),
            ("duration", "date"),
            ("duration", "duration"),
        ):
            return "date" if "date" in pair else "duration"
        if node.op == "subtract" and pair == ("date", "date"):
            return "duration"
        if node.op == "add" and pair == ("string", "string"):
            return "string"
        sign = ARITHMETIC[node.op]
        self.refuse(
            node,
            "type_mismatch",
            f"{' '.join(types)} 사이에는 {sign}을(를) 쓸 수 없습니다",
            f"{sign} does not go between {' and '.join(types)}",
        )
        return "Any"

    def comparable(self, node: ir.Node, args: tuple[ir.Node, ...], types: list[str]) -> None:
        if common(types) is None:
            self.refuse(
                node,
                "type_mismatch",
                f"{', '.join(types)}은(는) 서로 비교할 수 없습니다",
                f"{', '.join(types)} cannot be compared",
            )
        for one, other in zip(args, reversed(args), strict=True):
            self.choice(one, other)

    def choice(self, fact: ir.Node, value: ir.Node) -> None:
        """A choice compared with a text that is none of its values is a slip of the pen."""
        if not (isinstance(fact, ir.Fact) and isinstance(value, ir.Constant) and isinstance(value.value, str)):
            return
        choices = [choice.value for choice in self.setting.vocabulary.facts[fact.name].choices]
        if choices and value.value not in choices:
            self.refuse(
                value,
                "unknown_choice",
                f"'{value.value}'은 {fact.name}의 값이 아닙니다: {', '.join(choices)}",
                f"'{value.value}' is not a value of {fact.name}: {', '.join(choices)}",
            )

    def within(self, node: ir.In) -> Typed:
        value, type_ = self.bind(node.value)
        tests = []
        for test in node.tests:
            bound, found = self.test(test, type_)
            if isinstance(bound, ir.ListOf):
                for item in bound.items:
                    self.choice(value, item)
            self.choice(value, bound)
            if common([type_, item_type(found)]) is None:
                self.refuse(
                    test,
                    "type_mismatch",
                    f"{type_}과 {found}은(는) 비교할 수 없습니다",
                    f"{type_} and {found} cannot be compared",
                )
            tests.append(bound)
        return ir.In(value, tuple(tests), at=node.at), "boolean"

    def test(self, node: ir.Node, type_: str) -> Typed:
        if isinstance(node, ir.RangeOf):
            low = self.bind(node.low) if node.low is not None else (None, type_)
            high = self.bind(node.high) if node.high is not None else (None, type_)
            return ir.RangeOf(low[0], high[0], node.low_closed, node.high_closed, at=node.at), common(
                [low[1], high[1]]
            ) or "Any"
        if isinstance(node, ir.UnaryTest):
            operand, found = self.bind(node.operand)
            return ir.UnaryTest(node.op, operand, at=node.at), found
        return self.bind(node)

    def conditional(self, node: ir.If) -> Typed:
        condition, type_ = self.bind(node.condition)
        self.expect(node.condition, type_, "boolean", "if", "if")
        yes, no = self.bind(node.yes), self.bind(node.no)
        found = common([yes[1], no[1]])
        if found is None:
            self.refuse(
                node,
                "type_mismatch",
                f"if의 두 갈래가 {yes[1]}와 {no[1]}로 다릅니다",
                f"the branches of if differ: {yes[1]} and {no[1]}",
            )
        return ir.If(condition, yes[0], no[0], at=node.at), found or "Any"

    # lists ----------------------------------------------------------------------------------------

    def list_of(self, node: ir.ListOf) -> Typed:
        bound = [self.bind(item) for item in node.items]
        inner = common([type_ for _, type_ in bound]) if bound else "Any"
        if inner is None:
            self.refuse(
                node, "type_mismatch", "목록의 항목이 서로 다른 종류입니다", "the items of the list differ in type"
            )
        return ir.ListOf(tuple(item for item, _ in bound), at=node.at), f"list<{inner or 'Any'}>"

    def iterate(self, iterators: tuple[ir.Iterator, ...]) -> tuple[tuple[ir.Iterator, ...], Binder]:
        binder, bound = self, []
        for iterator in iterators:
            source, type_ = binder.bind(iterator.source)
            end = None
            if iterator.to is not None:
                end, end_type = binder.bind(iterator.to)
                binder.expect(iterator.source, type_, "number", "범위", "a range")
                binder.expect(iterator.to, end_type, "number", "범위", "a range")
                type_ = "list<number>"
            elif not (type_.startswith("list<") or type_ == "Any"):
                binder.refuse(
                    iterator.source, "type_mismatch", f"목록이 아니라 {type_}입니다", f"not a list but {type_}"
                )
            bound.append(ir.Iterator(iterator.name, source, end, at=iterator.at))
            binder = binder.inside(binder.setting.within(**{iterator.name: item_type(type_)}))
        return tuple(bound), binder

    def quantified(self, node: ir.Quantified) -> Typed:
        iterators, inner = self.iterate(node.iterators)
        body, type_ = inner.bind(node.body)
        self.expect(node.body, type_, "boolean", "satisfies", "satisfies")
        return ir.Quantified(node.quantifier, iterators, body, at=node.at), "boolean"

    def loop(self, node: ir.For) -> Typed:
        iterators, inner = self.iterate(node.iterators)
        body, type_ = inner.bind(node.body)
        return ir.For(iterators, body, at=node.at), f"list<{type_}>"

    def filter(self, node: ir.Filter) -> Typed:
        source, type_ = self.bind(node.source)
        inner = item_type(type_)
        setting = self.setting.within(item=inner)
        binder = self.inside(
            setting.without_bare() if inner == "person" and not isinstance(node.condition, ir.Call) else setting
        )
        condition, found = binder.bind(node.condition)
        if not (fits(found, "boolean") or fits(found, "number")):
            self.expect(node.condition, found, "boolean", "[ ]", "[ ]")
        return ir.Filter(source, condition, at=node.at), inner if found == "number" else (
            type_ if type_ != "Any" else "Any"
        )

    # functions ------------------------------------------------------------------------------------

    def call(self, node: ir.Call) -> Typed:
        if not isinstance(node.function, ir.Name) or node.named:
            return self.refuse(
                node,
                "not_allowed",
                "규칙에서는 이름 있는 함수를 위치 인자로만 부를 수 있습니다",
                "rules call functions by name, with positional arguments",
            )
        name = node.function.name
        if name in ("monthly average", "in year"):
            return self.over_time(node, name)
        bound = [self.bind(arg) for arg in node.args]
        args, types = tuple(arg for arg, _ in bound), [type_ for _, type_ in bound]
        if name in SPREAD:
            inner = common([item_type(type_) for type_ in types])
            if inner is None or not types:
                self.refuse(
                    node, "type_mismatch", f"{name}의 인자가 서로 다릅니다", f"the arguments of {name} differ in type"
                )
            return ir.Call(node.function, args, at=node.at), inner or "Any"
        if name == "months since":
            self.expect(node, types[0] if types else "Null", "date", name, name)
            return ir.Call(ir.Name("completed months"), (*args, ir.Variable("date")), at=node.at), "number"
        if name == "concatenate":
            return ir.Call(node.function, args, at=node.at), common(types) or "list<Any>"
        return self.known_call(node, name, args, types)

    def known_call(self, node: ir.Call, name: str, args: tuple[ir.Node, ...], types: list[str]) -> Typed:
        signature = FUNCTIONS.get(name)
        if signature is None:
            return self.refuse(
                node,
                "unknown_function",
                f"규칙에서는 '{name}' 함수를 쓸 수 없습니다",
                f"rules have no function '{name}'",
            )
        wanted, result = signature
        least = sum(1 for want in wanted if not want.endswith("?"))
        if not least <= len(args) <= len(wanted):
            return self.refuse(
                node,
                "wrong_arguments",
                f"'{name}' 함수의 인자는 {len(wanted)}개입니다",
                f"'{name}' takes {len(wanted)} arguments",
            )
        for arg, type_, want in zip(node.args, types, wanted, strict=False):
            self.expect(arg, type_, want, name, name)
        return ir.Call(node.function, args, at=node.at), result

    def over_time(self, node: ir.Call, name: str) -> Typed:
        """`monthly average(fact, n)` and `in year(fact, k)`: the same fact on another time basis."""
        fact = self.bind(node.args[0])[0] if node.args else None
        period = node.args[1] if len(node.args) == 2 else None
        if isinstance(period, ir.Operation) and period.op == "negate" and isinstance(period.args[0], ir.Constant):
            period = ir.Constant(-period.args[0].value)
        if not isinstance(fact, ir.Fact) or not isinstance(period, ir.Constant) or type_name(period.value) != "number":
            return self.refuse(
                node, "wrong_arguments", f"'{name}'은 (사실, 숫자)로 씁니다", f"'{name}' takes a fact and a number"
            )
        time = self.setting.vocabulary.facts[fact.name].time
        if time not in ("month", "year") or (name == "monthly average" and time != "month"):
            return self.refuse(
                node,
                "wrong_time",
                f"{fact.name}은 흐름(월·년)이 아닙니다 ({time})",
                f"{fact.name} is not a flow over time ({time})",
            )
        basis = ("average" if name == "monthly average" else "year", int(period.value))
        return ir.Fact(fact.subject, fact.name, basis, at=node.at), self.setting.vocabulary.fact_type(fact.name)


def _list_type(value: Any) -> str:
    return f"list<{type_name(value[0])}>" if isinstance(value, (list, tuple)) and value else "list<Any>"


_METHODS: dict[type[ir.Node], Any] = {
    ir.Constant: Binder.constant,
    ir.Name: Binder.name,
    ir.Path: Binder.path,
    ir.Operation: Binder.operation,
    ir.In: Binder.within,
    ir.If: Binder.conditional,
    ir.ListOf: Binder.list_of,
    ir.Quantified: Binder.quantified,
    ir.For: Binder.loop,
    ir.Filter: Binder.filter,
    ir.Call: Binder.call,
}
