"""Binds names to the vocabulary; the forms around them are in operators.py and forms.py.

Everything wrong is reported with its place; binding goes on after a problem, so that an author sees all of
them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from madang.rules import ir
from madang.rules.binding.names import Setting
from madang.rules.binding.types import COMPONENTS, RELATED, fits, type_name
from madang.rules.model import Label

Typed = tuple[ir.Node, str]
Report = Callable[[str, Label, tuple[int, int]], None]


class Binder:
    """Binds expressions in one :class:`Setting`; problems go to `report(code, message, (line, column))`."""

    def __init__(
        self, setting: Setting, report: Report, type_of_derived: Callable[[str], str], forms: Mapping[type, Any]
    ) -> None:
        self.setting = setting
        self.report = report
        self.type_of_derived = type_of_derived
        self.forms = forms

    def bind(self, node: ir.Node) -> Typed:
        """The bound node and its type; type Any after a problem."""
        form = self.forms.get(type(node))
        if form is None:
            return self.refuse(
                node, "not_allowed", "규칙에서는 쓸 수 없는 FEEL 표현입니다", "this FEEL form is not allowed in rules"
            )
        typed: Typed = form(self, node)
        return typed

    def inside(self, setting: Setting) -> Binder:
        """A binder for a part of the expression that sees other names."""
        return Binder(setting, self.report, self.type_of_derived, self.forms)

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


def _list_type(value: Any) -> str:
    return f"list<{type_name(value[0])}>" if isinstance(value, (list, tuple)) and value else "list<Any>"
