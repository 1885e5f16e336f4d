"""Values as lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from madang.rules.columns.frame import Frame
from madang.rules.columns.problems import refuse
from madang.rules.columns.values import NEVER, Each, Figures, Known, Missing, Value

Body = Callable[[Frame, Value], None]
Ends = tuple[str | None, frozenset[int]]
"""(variable, states): what is known of a list once it was gone through."""


def each_of(value: Value) -> Each:
    """A value as a list; a single value is a list of one."""
    if isinstance(value, Each):
        return value
    if isinstance(value, Known) and isinstance(value.value, list):
        return listed([Known(item) for item in value.value])
    if isinstance(value, (Figures, Missing)) or (isinstance(value, Known) and value.value is None):
        raise refuse("이런 목록", "such a list")
    return listed([value])


def listed(items: Sequence[Value]) -> Each:
    """A list written out."""

    def each(f: Frame, body: Body, stop: str | None) -> Ends:
        for item in items:
            body(f, item)
        return None, NEVER

    return Each(each, most=len(items), least=len(items))
