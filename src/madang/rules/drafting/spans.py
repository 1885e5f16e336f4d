"""Where the parts of a YAML text begin and end, by line and column from 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml


class Spot(NamedTuple):
    """A place between two letters."""

    line: int
    column: int


def tree(text: str) -> Any:
    """The nodes of a text, an empty mapping's for none. yaml.YAMLError. Aliases stay one node: nothing swells."""
    # The loader in Python: its marks count letters, those of the one in C count bytes of some texts.
    return yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode("tag:yaml.org,2002:map", [])


def entry(node: Any, key: str) -> Any:
    """The value of a mapping's key, None where it has none."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for one, value in node.value if one.value == key), None)


def children(node: Any) -> Sequence[Any]:
    """The items of a list; none of anything else."""
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def start_of(node: Any) -> Spot:
    """Where it begins."""
    return Spot(node.start_mark.line, node.start_mark.column)


def end_of(text: str, node: Any) -> Spot:
    """Where what it says ends: blank lines and comments behind it are not part of it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    end = Spot(node.end_mark.line, node.end_mark.column)
    lines = text.split("\n")
    while end.column == 0 and end.line > node.start_mark.line:
        end = Spot(end.line - 1, len(lines[end.line - 1].rstrip()))
        if lines[end.line].lstrip().startswith("#"):
            end = Spot(end.line, 0)
    return end
