"""Types of lists, loops, filters and function calls."""

from __future__ import annotations

from madang.rules import ir
from madang.rules.binding.binder import Binder, Typed
from madang.rules.binding.types import FUNCTIONS, SPREAD, common, fits, item_type, type_name


def list_of(binder: Binder, node: ir.ListOf) -> Typed:
    bound = [binder.bind(item) for item in node.items]
    inner = common([type_ for _, type_ in bound]) if bound else "Any"
    if inner is None:
        binder.refuse(
            node, "type_mismatch", "목록의 항목이 서로 다른 종류입니다", "the items of the list differ in type"
        )
    return ir.ListOf(tuple(item for item, _ in bound), at=node.at), f"list<{inner or 'Any'}>"


def iterate(outer: Binder, iterators: tuple[ir.Iterator, ...]) -> tuple[tuple[ir.Iterator, ...], Binder]:
    binder = outer
    bound: list[ir.Iterator] = []
    for iterator in iterators:
        source, type_ = binder.bind(iterator.source)
        end = None
        if iterator.to is not None:
            end, end_type = binder.bind(iterator.to)
            binder.expect(iterator.source, type_, "number", "범위", "a range")
            binder.expect(iterator.to, end_type, "number", "범위", "a range")
            type_ = "list<number>"
        elif not (type_.startswith("list<") or type_ == "Any"):
            binder.refuse(iterator.source, "type_mismatch", f"목록이 아니라 {type_}입니다", f"not a list but {type_}")
        bound.append(ir.Iterator(iterator.name, source, end, at=iterator.at))
        binder = binder.inside(binder.setting.within(**{iterator.name: item_type(type_)}))
    return tuple(bound), binder


def quantified(binder: Binder, node: ir.Quantified) -> Typed:
    iterators, inner = iterate(binder, node.iterators)
    body, type_ = inner.bind(node.body)
    binder.expect(node.body, type_, "boolean", "satisfies", "satisfies")
    return ir.Quantified(node.quantifier, iterators, body, at=node.at), "boolean"


def loop(binder: Binder, node: ir.For) -> Typed:
    iterators, inner = iterate(binder, node.iterators)
    body, type_ = inner.bind(node.body)
    return ir.For(iterators, body, at=node.at), f"list<{type_}>"


def filtered(binder: Binder, node: ir.Filter) -> Typed:
    source, type_ = binder.bind(node.source)
    inner = item_type(type_)
    setting = binder.setting.within(item=inner)
    binder = binder.inside(
        setting.without_bare() if inner == "person" and not isinstance(node.condition, ir.Call) else setting
    )
    condition, found = binder.bind(node.condition)
    if not (fits(found, "boolean") or fits(found, "number")):
        binder.expect(node.condition, found, "boolean", "[ ]", "[ ]")
    return ir.Filter(source, condition, at=node.at), inner if found == "number" else type_


def call(binder: Binder, node: ir.Call) -> Typed:
    if not isinstance(node.function, ir.Name) or node.named:
        return binder.refuse(
            node,
            "not_allowed",
            "규칙에서는 이름 있는 함수를 위치 인자로만 부를 수 있습니다",
            "rules call functions by name, with positional arguments",
        )
    name = node.function.name
    if name in ("monthly average", "in year"):
        return over_time(binder, node, name)
    bound = [binder.bind(arg) for arg in node.args]
    args, types = tuple(arg for arg, _ in bound), [type_ for _, type_ in bound]
    if name in SPREAD:
        inner = common([item_type(type_) for type_ in types])
        if inner is None or not types:
            binder.refuse(
                node, "type_mismatch", f"{name}의 인자가 서로 다릅니다", f"the arguments of {name} differ in type"
            )
        return ir.Call(node.function, args, at=node.at), inner or "Any"
    if name == "months since":
        binder.expect(node, types[0] if types else "Null", "date", name, name)
        return ir.Call(ir.Name("completed months"), (*args, ir.Variable("date")), at=node.at), "number"
    if name == "concatenate":
        return ir.Call(node.function, args, at=node.at), common(types) or "list<Any>"
    return known_call(binder, node, name, args, types)


def known_call(binder: Binder, node: ir.Call, name: str, args: tuple[ir.Node, ...], types: list[str]) -> Typed:
    signature = FUNCTIONS.get(name)
    if signature is None:
        return binder.refuse(
            node,
            "unknown_function",
            f"규칙에서는 '{name}' 함수를 쓸 수 없습니다",
            f"rules have no function '{name}'",
        )
    wanted, result = signature
    least = sum(1 for want in wanted if not want.endswith("?"))
    if not least <= len(args) <= len(wanted):
        return binder.refuse(
            node,
            "wrong_arguments",
            f"'{name}' 함수의 인자는 {len(wanted)}개입니다",
            f"'{name}' takes {len(wanted)} arguments",
        )
    for arg, type_, want in zip(node.args, types, wanted, strict=False):
        binder.expect(arg, type_, want, name, name)
    return ir.Call(node.function, args, at=node.at), result


def over_time(binder: Binder, node: ir.Call, name: str) -> Typed:
    """`monthly average(fact, n)` and `in year(fact, k)`: the same fact on another time basis."""
    fact = binder.bind(node.args[0])[0] if node.args else None
    period = node.args[1] if len(node.args) == 2 else None
    if isinstance(period, ir.Operation) and period.op == "negate" and isinstance(period.args[0], ir.Constant):
        period = ir.Constant(-period.args[0].value)
    if not isinstance(fact, ir.Fact) or not isinstance(period, ir.Constant) or type_name(period.value) != "number":
        return binder.refuse(
            node, "wrong_arguments", f"'{name}'은 (사실, 숫자)로 씁니다", f"'{name}' takes a fact and a number"
        )
    time = binder.setting.vocabulary.facts[fact.name].time
    if time not in ("month", "year") or (name == "monthly average" and time != "month"):
        return binder.refuse(
            node,
            "wrong_time",
            f"{fact.name}은 흐름(월·년)이 아닙니다 ({time})",
            f"{fact.name} is not a flow over time ({time})",
        )
    basis = ("average" if name == "monthly average" else "year", int(period.value))
    return ir.Fact(fact.subject, fact.name, basis, at=node.at), binder.setting.vocabulary.fact_type(fact.name)
