"""FEEL text to the tree of :mod:`madang.rules.ir` (never its bound nodes).

The grammar is in grammar.lark; LALR(1), so time grows with the length of the text and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import Lexer as LarkLexer

from madang.rules import ir
from madang.rules.feel.builtins import NAMES
from madang.rules.feel.errors import MAX_DEPTH, FeelSyntaxError
from madang.rules.feel.lexing import Lexer
from madang.rules.feel.tree import TreeBuilder


class _Handed(LarkLexer):
    """Hands our own tokens to the parser, one by one."""

    def __init__(self, _conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        return data.tokens()  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = files("madang.rules.feel").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", lexer=_Handed, transformer=TreeBuilder(), start=["expression_only", "unary_only"]
    )


@lru_cache(maxsize=64)
def _known(names: frozenset[str]) -> frozenset[str]:
    return names | NAMES


def parse(text: str, names: frozenset[str] = frozenset()) -> ir.Node:
    """The tree of a FEEL expression. `names`: the names in scope (only those with spaces or symbols matter).
    Raises FeelSyntaxError."""
    return _read(Lexer(text, _known(names)), "expression_only")


def parse_unary_tests(text: str, names: frozenset[str] = frozenset()) -> ir.Node:
    """The tree of unary tests (an input entry of a decision table) as a boolean expression over the name `?`.
    Raises FeelSyntaxError."""
    return _read(Lexer(text, _known(names), unary=True), "unary_only")


def _read(lexer: Lexer, start: str) -> ir.Node:
    try:
        node: ir.Node = cast(Any, _parser()).parse(lexer, start=start)
    except UnexpectedToken as unexpected:
        raise _refused(lexer, unexpected) from None
    except UnexpectedInput as unexpected:
        raise FeelSyntaxError(
            "식을 읽을 수 없습니다", "the expression cannot be read", unexpected.line or 1, unexpected.column or 1
        ) from None
    _measure(node)
    return node


def _refused(lexer: Lexer, unexpected: UnexpectedToken) -> FeelSyntaxError:
    token = unexpected.token
    if token.type == "$END":
        return lexer.error("식이 끝나지 않았습니다", "the expression ends too early", len(lexer.text.rstrip()))
    shown = str(token)[:40]
    return FeelSyntaxError(
        f"'{shown}'은(는) 여기에 올 수 없습니다", f"'{shown}' is not expected here", token.line or 1, token.column or 1
    )


def _measure(root: ir.Node) -> None:
    """Refuses a tree higher than MAX_DEPTH, without recursion."""
    level: list[Any] = [root]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            ko, en = f"식이 {MAX_DEPTH}겹보다 깊습니다", f"the expression is nested deeper than {MAX_DEPTH}"
            raise FeelSyntaxError(ko, en, *level[0].at)
        level = [child for node in level for child in children(node)]


def children(node: ir.Node) -> list[ir.Node]:
    """The nodes directly under a node, in order."""
    found: list[ir.Node] = []
    pending = [getattr(node, name) for name in reversed(node.__dataclass_fields__) if name != "at"]
    while pending:
        part = pending.pop()
        if isinstance(part, ir.Node):
            found.append(part)
        elif type(part) is tuple:
            pending.extend(reversed(part))
    return found
