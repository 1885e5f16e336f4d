"""`some`, `every`, `all` and `any`: conjunctions and disjunctions over the items of a list."""

from __future__ import annotations

from collections.abc import Callable

from madang.rules import ir
from madang.rules.columns.coding import FAULT, LOST, UNKNOWN
from madang.rules.columns.folding import combine, going_on
from madang.rules.columns.frame import Frame, form
from madang.rules.columns.kinds import boolean
from madang.rules.columns.listing import Ends
from madang.rules.columns.lists import rows
from madang.rules.columns.values import AT_FAULT, Bool, Value


@form(ir.Quantified)
def quantified(f: Frame, node: ir.Quantified) -> Value:
    def operands(take: Callable[[Frame, Bool], None], stop: str | None) -> Ends:
        def turn(here: Frame) -> None:
            take(here, boolean(here, here.value(node.body)))

        return rows(f, node.iterators, turn, stop)

    return fold_list(f, operands, decisive=1 if node.quantifier == "some" else 0, lazy=True)


Operands = Callable[[Callable[[Frame, Bool], None], str | None], Ends]


def fold_list(f: Frame, operands: Operands, *, decisive: int, lazy: bool) -> Bool:
    """Conjunction or disjunction over the items of a list. Not lazy: all items are worked out before any is looked at.

    Who perhaps is in the list is left out by its loops; then only what decides anyway is still said.
    """
    name, states = f.w.fresh("c"), set[int]()
    f.w.line(f"{name} = {1 - decisive}")
    if _short(f, operands):
        sign = "|" if decisive else "&"
        operands(lambda here, found: here.w.line(f"{name} = {name} {sign} {found.text}"), None)
        return Bool(name)

    def take(here: Frame, found: Bool) -> None:
        states.update(found.may)
        if not lazy and found.may & AT_FAULT:
            with here.w.block(f"if {found.text} >= {FAULT}"):
                here.w.line(f"{name} = {found.text}")
        with here.w.block(f"if {going_on(name, decisive, frozenset(states))}"):
            combine(here, name, found, decisive)

    mark, held = len(f.w.lines), dict(f.w.held)
    state, may = operands(take, f"{name} == {decisive}")
    if (states | may) & AT_FAULT:  # whatever is at fault must be met: written again without stopping early
        del f.w.lines[mark:]
        f.w.held = held
        state, may = operands(take, None)
    if (states | may) & AT_FAULT and (states | may) & {UNKNOWN}:
        states.add(LOST)
    if state is not None:
        lost = LOST if states & AT_FAULT else UNKNOWN
        with f.w.block(f"if {state} >= {FAULT}"):
            f.w.line(f"{name} = {state}")
        keep = "False" if lost == LOST else f"{name} == {decisive}"
        with f.w.block(f"elif {state} == {UNKNOWN} and not ({keep})"):
            f.w.line(f"{name} = {lost}")
        states.add(lost)
    return Bool(name, frozenset(states) | may)


MOST_LINES = 12
"""How long a loop may be that looks at every item rather than stop at the first that decides."""


def _short(f: Frame, operands: Operands) -> bool:
    """Whether the items are few assignments each and none can be in a state: then looking at all costs less than
    deciding to stop. What is written for it is taken back."""
    mark, held, found = len(f.w.lines), dict(f.w.held), set[int]()
    _, may = operands(lambda _, item: found.update(item.may), None)
    short = len(f.w.lines) - mark <= MOST_LINES
    del f.w.lines[mark:]
    f.w.held = held
    return short and not found and not may
