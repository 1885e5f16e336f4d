"""How the definition of a unit speaks of whoever applies: that decides for whom it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from madang.rules import ir
from madang.rules.columns.lists import listed_once
from madang.rules.model import UnitDefinition

if TYPE_CHECKING:
    from madang.rules.columns.book import Book

APPLICANT = ir.Variable("applicant")


def fewest_members(book: Book, unit: UnitDefinition) -> int:
    """1 where whoever applies is surely of the unit."""
    sure = any(rule.source is None and rule.when is None for rule in unit.members)
    return 1 if sure and not unit.excluded and book.whole else 0


def of_homes(book: Book, unit: UnitDefinition) -> bool:
    """Whether a unit is the same for all who live together: it speaks of the applicant only as of one of them."""
    told = [part for rule in (*unit.members, *unit.excluded) for part in (rule.source, rule.when) if part is not None]
    return all(_of_home(book, book.node(expression)) for expression in told)


def _of_home(book: Book, node: Any) -> bool:
    if isinstance(node, ir.Related) and node.kind == "coresidents" and node.subject == APPLICANT:
        return True
    if node == APPLICANT or (isinstance(node, ir.Derived) and (node.subject is None or book.reads_applicant(node))):
        return False
    if isinstance(node, tuple):
        return all(_of_home(book, part) for part in node)
    if isinstance(node, ir.Node):
        return all(_of_home(book, getattr(node, name)) for name in node.__dataclass_fields__ if name != "at")
    return True


def the_list(book: Book, unit: UnitDefinition) -> ir.Filter | None:
    """The one list of coresidents through which alone a unit's lines of members speak of the applicant: whoever has the
    same list then has the same candidates."""
    told = [part for rule in unit.members for part in (rule.source, rule.when)]
    if any(rule.source is None for rule in unit.members):
        return None
    found: set[ir.Node] = set()
    if not all(_through(book, book.node(part), found) for part in told if part is not None) or len(found) != 1:
        return None
    (only,) = found
    return only if isinstance(only, ir.Filter) else None


def _through(book: Book, node: Any, found: set[ir.Node]) -> bool:
    if isinstance(node, ir.Filter) and listed_once(node):
        found.add(node)
        return True
    if node == APPLICANT or (isinstance(node, ir.Derived) and (node.subject is None or book.reads_applicant(node))):
        return False
    if isinstance(node, tuple):
        return all(_through(book, part, found) for part in node)
    if isinstance(node, ir.Node):
        return all(_through(book, getattr(node, name), found) for name in node.__dataclass_fields__ if name != "at")
    return True
