"""A figure of a new year written into a parameters file, and the year into a service's: lines are put in or changed,
and everything else of the text, comments included, stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import yaml

from madang.rules.drafting.spans import Spot, children, end_of, entry, start_of, tree
from madang.rules.drafting.typed import flow, quoted
from madang.rules.refusal import Refused

KEPT = {"from", "to", "value", "source", "certainty"}
"""What a figure that is written here consists of; one with more is changed in the file's own text."""


class CannotWrite(Refused):
    """The text is not laid out so that the figure has a place in it."""

    code = "cannot_write"


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A dated value as it will be written. value: as the pack types it; end None: until replaced."""

    name: str
    value: Any
    start: dt.date
    end: dt.date | None
    source: str
    certainty: str

    def written(self) -> str:
        """As one line of YAML: a mapping in braces."""
        parts = [f"from: {self.start}", *([f"to: {self.end}"] if self.end else []), f"value: {flow(self.value)}",
                 f"source: {quoted(self.source)}", f"certainty: {self.certainty}"]  # fmt: skip
        return "{" + ", ".join(parts) + "}"


def with_figure(text: str, figure: NewFigure) -> str:
    """The parameters file with the figure: in place of the one that begins on the same day, else behind those before.

    CannotWrite: the file does not hold it, or the one in its place says more than this can (`note`, `conflicts` …).
    """
    values = _values(text, figure.name)
    dated = [(str(_scalar(one, "from")), one) for one in children(values)]
    same = next((one for start, one in dated if start == figure.start.isoformat()), None)
    if same is not None:
        if not {key for key, _ in _pairs(same)} <= KEPT:
            raise CannotWrite(
                f"'{figure.name}'의 {figure.start} 값에는 다른 항목(note, conflicts)이 있습니다. 파일에서 고치세요.",
                f"'{figure.name}' from {figure.start} says more (note, conflicts); change it in the file itself",
            )
        return _replaced(text, start_of(same), end_of(text, same), figure.written())
    before = [one for start, one in dated if start < figure.start.isoformat()]
    return _inserted(text, values, before[-1] if before else None, figure.written())


def with_years(text: str, service: str, first: int, last: int) -> str:
    """The services file in which a service promises the years from first to last. CannotWrite."""
    said = f"[{first}, {last}]"
    found = _service(text, service)
    known = entry(found, "years")
    if known is not None:
        return _replaced(text, start_of(known), end_of(text, known), said)
    behind = next((one for key in ("to", "from", "gives", "unit", "law") if (one := entry(found, key))), None)
    if behind is None or found.flow_style:
        raise CannotWrite(f"'{service}'에 years를 적을 자리가 없습니다.", f"'{service}' has no place for `years`")
    line = end_of(text, behind).line + 1
    lines = text.splitlines(keepends=True)
    indent = " " * start_of(found.value[0][0]).column
    return "".join([*lines[:line], f"{indent}years: {said}\n", *lines[line:]])


def _values(text: str, name: str) -> Any:
    root = _root(text)
    listed = entry(root, "parameters")
    for one in children(listed) if listed is not None else ():
        if _scalar(one, "name") == name:
            found = entry(one, "values")
            if isinstance(found, yaml.SequenceNode) and found.value:
                return found
    raise CannotWrite(f"파일에 '{name}'의 값 목록이 없습니다.", f"the file holds no list of values of '{name}'")


def _service(text: str, service: str) -> Any:
    root = _root(text)
    listed = entry(root, "services")
    for one in (root,) if listed is None else children(listed):
        if _scalar(one, "service") == service:
            return one
    raise CannotWrite(f"파일에 '{service}' 서비스가 없습니다.", f"the file holds no service '{service}'")


def _root(text: str) -> Any:
    try:
        return tree(text)
    except yaml.YAMLError:
        raise CannotWrite(
            "파일이 YAML로 읽히지 않습니다. 먼저 글을 고치세요.", "the file is no YAML; mend its text first"
        ) from None


def _scalar(node: Any, key: str) -> str | None:
    found = entry(node, key)
    return found.value if isinstance(found, yaml.ScalarNode) else None


def _pairs(node: Any) -> list[tuple[str, Any]]:
    return [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _inserted(text: str, values: Any, behind: Any, written: str) -> str:
    """Behind an item of the list, before its first one where there is none to come behind."""
    if values.flow_style:
        at = end_of(text, behind) if behind is not None else start_of(values.value[0])
        return _replaced(text, at, at, f", {written}" if behind is not None else f"{written}, ")
    lines = text.splitlines(keepends=True)
    first = start_of(values.value[0])
    indent = lines[first.line].rfind("-", 0, first.column)
    if indent < 0:
        raise CannotWrite("목록의 들여쓰기를 알 수 없습니다.", "the list's layout is not understood")
    line = end_of(text, behind).line + 1 if behind is not None else first.line
    return "".join([*lines[:line], f"{' ' * indent}- {written}\n", *lines[line:]])


def _replaced(text: str, start: Spot, end: Spot, written: str) -> str:
    lines = text.splitlines(keepends=True)
    head, tail = lines[start.line][: start.column], lines[end.line][end.column :]
    return "".join([*lines[: start.line], head + written + tail, *lines[end.line + 1 :]])
