"""Values into columns and out of them again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from madang.rules.columns.coding import LIMIT
from madang.rules.columns.frame import Frame
from madang.rules.columns.kernel import Ref
from madang.rules.columns.kinds import CONVERT, kind_of
from madang.rules.columns.values import Bool, Code, Day, Num, Value


def load(f: Frame, ref: Ref, row: str, like: Value) -> Value:
    """The value of a row, of the kind, scale, bounds and states that the template says."""
    return f.w.once((ref, row), lambda: _load(f, ref, row, like))


def _load(f: Frame, ref: Ref, row: str, like: Value) -> Value:
    if isinstance(like, Bool):
        return Bool(f.w.let(f"{f.k.array(ref_of(ref, like))}[{row}]", "b"), like.may)
    array = f.k.array((*ref, 0))
    assert isinstance(like, (Num, Day, Code))
    name = f.w.let(f"{array}[{row}]")
    state = None
    if like.may:
        state = f.w.fresh("s")
        f.w.line(f"{state} = 0")
        with f.w.block(f"if {name} < SENTINELS"):
            f.w.line(f"{state} = {name} - BASE")
            f.w.line(f"{name} = 0")
    if not isinstance(like, Num):
        return replace(like, text=name, state=state)
    inexact = like.inexact if like.inexact in (None, "1") else f.w.let(f"{f.k.array((*ref, 1))}[{row}]", "i")
    divisor = None if like.divisor is None else f.w.let(f"{f.k.array((*ref, 2))}[{row}]")
    return replace(like, text=name, state=state, inexact=inexact, divisor=divisor)


def ref_of(ref: Ref, like: Value) -> Ref:
    """Where the value itself stands."""
    return ("truth", *ref[1:], 0) if ref[0] == "value" and isinstance(like, Bool) else (*ref, 0)


def store(f: Frame, ref: Ref, value: Value) -> tuple[Value, tuple[Ref, ...]]:
    """Writes the value into the columns of the row `a`; the template for loading it, and the columns."""
    held: Any = CONVERT[kind_of([value])](f, value)
    if isinstance(held, Bool):
        f.w.line(f"out0[a] = {held.text}")
        return Bool("", held.may), (ref_of(ref, held),)
    told = held.text
    if held.state is not None:
        told = f.w.fresh()
        f.w.line(f"{told} = {held.text}")
        with f.w.block(f"if {held.state} != 0"):
            f.w.line(f"{told} = BASE + {held.state}")
    f.w.line(f"out0[a] = {told}")
    makes: list[Ref] = [(*ref, 0)]
    like = replace(held, text="", state="" if held.may else None)
    if isinstance(held, Day):
        like = replace(like, ymd=None, of=None)
    if isinstance(held, Num):
        like = replace(like, low=max(held.low, -LIMIT), high=min(held.high, LIMIT))
        for part, text in ((1, held.inexact), (2, held.divisor)):
            if text is not None and not (part == 1 and text == "1"):
                f.w.line(f"out{len(makes)}[a] = {text}")
                makes.append((*ref, part))
    return like, tuple(makes)
