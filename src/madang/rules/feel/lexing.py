"""FEEL text to tokens.

What a character means depends on where it stands: after an operand only operators may follow, so `in` in
`in year(x)` is part of a name and in `a in b` is not. Names bound inside the text (iterators, parameters,
context keys) are known from where they are bound.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from lark import Token

from madang.rules.feel.errors import MAX_DEPTH, MAX_LENGTH, MAX_TOKENS, FeelSyntaxError
from madang.rules.feel.literals import at_value, number_value, string_value
from madang.rules.feel.naming import KEYWORDS, PART, PIECE, SPACE, START, WORD, Trie, add_name, longest, trie_of
from madang.rules.feel.types import scan_type

_GAP = re.compile(r"(?:[\s\u0085\u180e\u200b\ufeff]+|//[^\n]*|/\*[\s\S]*?\*/)+")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SYMBOL = re.compile(r"\*\*|\.\.|<=|>=|!=|[-+*/<>=.,()\[\]{}]")
_NAMED = rf"(?!\d){PART}[^\"\[\](){{}}:,]*"
_KEY = re.compile(rf"({_NAMED}):")
_PARAMETER = re.compile(rf"\s*({START}[^\"\[\](){{}}:,]*)([:,)])")
_HEAD = re.compile(r"\s*\(")
_END = re.compile(r"\s*\)")
_NEXT = re.compile(r"\s*,")
_EXTERNAL = re.compile(r"\s*external\s*(?=\{)")
_INSTANCE = re.compile(rf"instance\s+of(?!{PART})")

_COMPARE = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_OPERATORS = {"+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", "**": "POW", ".": "DOT", "..": "DOTS"}
_OPEN = {"(": "LPAR", "[": "LBRA", "{": "LBRACE", "]": "OPEN"}
_CLOSE = {")": "RPAR", "]": "RBRA", "}": "RBRACE", "[": "CLOSE"}
_ENDS_OPERAND = frozenset(
    {"NAME", "NUMBER", "STRING", "AT", "TRUE", "FALSE", "NULL", "RPAR", "RBRA", "RBRACE", "CLOSE", "TYPE"}
)
_AFTER_CLOSE = re.compile(rf"\s*(?:$|[)\]}},=<>!.]|(?:and|or|then|else|return|satisfies|in|between)(?!{PART}))")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}


class FeelToken(Token):
    """A token with the value it stands for."""

    worth: Any


class _Frame:
    """An open bracket, and how many iterator lists are being read directly inside it."""

    __slots__ = ("iterating", "kind", "ranged")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.iterating = 0
        self.ranged = False


class Lexer:
    """Tokens of one expression; `names` are the multi-word names in scope."""

    def __init__(self, text: str, names: frozenset[str], *, unary: bool = False) -> None:
        if len(text) > MAX_LENGTH:
            raise FeelSyntaxError(
                f"식이 너무 깁니다 (최대 {MAX_LENGTH}자)",
                f"the expression is longer than {MAX_LENGTH} characters",
                1,
                1,
            )
        self.text = text
        self.place = 0
        self.unary = unary
        self.last = ""
        self.inside: Trie = {}
        self.tries = (trie_of(names), self.inside)
        self.frames = [_Frame("")]
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset, from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def error(self, ko: str, en: str, offset: int | None = None) -> FeelSyntaxError:
        """An error at an offset (default: where the reader stands)."""
        return FeelSyntaxError(ko, en, *self.position(self.place if offset is None else offset))

    def tokens(self) -> Iterator[FeelToken]:
        """Every token in order; raises FeelSyntaxError."""
        count = 0
        while True:
            gap = _GAP.match(self.text, self.place)
            if gap:
                self.place = gap.end()
            if self.place >= len(self.text):
                return
            for token in self.after_operand() if self.last in _ENDS_OPERAND else self.operand():
                self.last = token.type
                count += 1
                yield token
            if count > MAX_TOKENS:
                raise self.error(f"식의 낱말이 {MAX_TOKENS}개를 넘습니다", f"more than {MAX_TOKENS} words and signs")

    def token(self, kind: str, value: Any, end: int) -> FeelToken:
        """A token from the present place to `end`."""
        line, column = self.position(self.place)
        token = FeelToken(kind, self.text[self.place : end], start_pos=self.place, line=line, column=column)
        token.worth = value
        self.place = end
        return token

    # where an operand may start -------------------------------------------------------------------

    def operand(self) -> Iterator[FeelToken]:
        """A literal, a name, an opening bracket, a prefix operator or a unary comparison."""
        text, place = self.text, self.place
        char = text[place]
        if self.last == "DOT":
            yield self.name()
        elif self.frames[-1].kind == "{" and self.last in ("LBRACE", "COMMA") and not self.frames[-1].iterating:
            yield self.key()
        elif char == '"':
            yield self.string("STRING", place)
        elif char == "@" and text[place + 1 : place + 2] == '"':
            yield self.at_literal()
        elif "0" <= char <= "9" or (char == "." and text[place + 1 : place + 2].isdigit()):
            yield self.number()
        elif WORD.match(text, place):
            yield from self.word()
        else:
            yield self.symbol(_OPEN)

    def number(self) -> FeelToken:
        match = _NUMBER.match(self.text, self.place)
        value = number_value(match[0]) if match else None
        if match is None or value is None:
            raise self.error("수가 올바르지 않습니다", "not a valid number")
        return self.token("NUMBER", value, match.end())

    def string(self, kind: str, start: int) -> FeelToken:
        match = _STRING.match(self.text, start)
        value = string_value(match[0][1:-1]) if match else None
        if match is None or value is None:
            raise self.error("문자열이 닫히지 않았거나 올바르지 않습니다", "unterminated or malformed string")
        return self.token(kind, value, match.end())

    def at_literal(self) -> FeelToken:
        token = self.string("AT", self.place + 1)
        value = at_value(token.worth)
        if value is None:
            raise self.error("날짜·시간·기간 값이 올바르지 않습니다", "not a date, time or duration", token.start_pos)
        token.worth = value
        return token

    def key(self) -> FeelToken:
        """`name:` or `"text":` of a context entry."""
        if self.text[self.place] == '"':
            token = self.string("KEY", self.place)
            gap = SPACE.match(self.text, self.place)
            self.place = gap.end() if gap else self.place
            if self.text[self.place : self.place + 1] != ":":
                raise self.error("':'이 와야 합니다", "':' expected")
            self.place += 1
        else:
            match = _KEY.match(self.text, self.place)
            if match is None:
                if self.text[self.place] == "}":
                    return self.symbol(_CLOSE)
                raise self.error("'이름:'이 와야 합니다", "'name:' expected")
            token = self.token("KEY", " ".join(match[1].split()), match.end())
        add_name(self.inside, token.worth)
        return token

    def word(self) -> Iterator[FeelToken]:
        """A keyword, an argument's name, or a name."""
        match = WORD.match(self.text, self.place)
        assert match is not None
        word = match[0]
        if self.frames[-1].kind == "(" and self.last in ("LPAR", "COMMA") and not self.frames[-1].iterating:
            named = _KEY.match(self.text, self.place)
            if named:
                yield self.token("ARG", " ".join(named[1].split()), named.end())
                return
        if self.last in ("FOR", "SOME", "EVERY") or (self.last == "COMMA" and self.frames[-1].iterating):
            yield self.variable()
        elif longest(self.tries, self.text, self.place):
            yield self.name()
        elif word == "not" and self.unary and not self.last:
            yield self.token("NOT", word, match.end())
        elif word in _CONSTANTS:
            yield self.token(word.upper(), _CONSTANTS[word], match.end())
        elif word in ("if", "for", "some", "every"):
            yield self.keyword(word, match.end())
        elif word == "function" and _HEAD.match(self.text, match.end()):
            yield from self.function_head(match.end())
        elif word in KEYWORDS:
            raise self.error(f"'{word}' 앞에 값이 없습니다", f"a value is missing before '{word}'")
        else:
            yield self.name()

    def keyword(self, word: str, end: int) -> FeelToken:
        frame = self.frames[-1]
        if word in ("for", "some", "every"):
            frame.iterating += 1
        elif word in ("return", "satisfies"):
            frame.iterating -= 1
        return self.token(word.upper(), word, end)

    def variable(self) -> FeelToken:
        """An iterator's name and the `in` after it."""
        end, place = self.place, self.place
        while piece := PIECE.match(self.text, place):
            if piece[0] == "in" and end > self.place:
                break
            end = piece.end()
            gap = SPACE.match(self.text, end)
            place = gap.end() if gap else end
        if piece is None:
            raise self.error("'이름 in'이 와야 합니다", "'name in' expected")
        name = " ".join(self.text[self.place : end].split())
        token = self.token("VAR", name, piece.end())
        add_name(self.inside, name)
        return token

    def name(self) -> FeelToken:
        """The longest known name, or a run of words; two words side by side can only be one name."""
        known = longest(self.tries, self.text, self.place)
        end = known[1] if known else self.place
        match = WORD.match(self.text, end) if not known else None
        if not known and match is None:
            raise self.error("이름이 와야 합니다", "a name is expected")
        end = match.end() if match else end
        while True:
            gap = SPACE.match(self.text, end)
            after = gap.end() if gap else end
            following = WORD.match(self.text, after) if after > end else None
            if following is None or following[0] in KEYWORDS or following[0] == "external":
                break
            end = following.end()
        name = known[0] if known and end == known[1] else " ".join(self.text[self.place : end].split())
        return self.token("NAME", name, end)

    def function_head(self, end: int) -> Iterator[FeelToken]:
        """`function(a: type, b)`, as one token holding the parameters."""
        start, parameters = self.place, []
        place = self.text.index("(", end) + 1
        closed = _END.match(self.text, place)
        while not closed:
            match = _PARAMETER.match(self.text, place)
            if match is None:
                raise self.error("함수의 매개변수가 올바르지 않습니다", "malformed function parameters", place)
            name, type_ = " ".join(match[1].split()), None
            place = match.end() - 1
            if match[2] == ":":
                found = scan_type(self.text, place + 1)
                if found is None:
                    raise self.error("형이 올바르지 않습니다", "malformed type", place)
                type_, place = found
            add_name(self.inside, name)
            parameters.append((name, type_))
            closed = _END.match(self.text, place)
            comma = _NEXT.match(self.text, place)
            if not closed and comma is None:
                raise self.error("함수의 매개변수가 올바르지 않습니다", "malformed function parameters", place)
            place = comma.end() if comma and not closed else place
        self.place = start
        yield self.token("HEAD", tuple(parameters), closed.end())
        external = _EXTERNAL.match(self.text, self.place)
        if external:
            yield self.token("EXTERNAL", None, external.end())

    # after an operand -----------------------------------------------------------------------------

    def after_operand(self) -> Iterator[FeelToken]:
        """An infix operator, a keyword, a comma or a bracket."""
        match = WORD.match(self.text, self.place)
        if match is None:
            yield self.symbol(_CLOSE if self.closes() else {**_CLOSE, "[": "LBRA"})
        elif match[0] == "instance":
            yield from self.instance_of()
        elif match[0] in ("and", "or", "in", "between", "then", "else", "return", "satisfies"):
            yield self.keyword(match[0], match.end())
        else:
            raise self.error(f"'{match[0]}'은(는) 여기에 올 수 없습니다", f"'{match[0]}' is not expected here")

    def closes(self) -> bool:
        """Whether `[` here ends a range like `[1..5[` rather than opening a filter."""
        return self.frames[-1].ranged and _AFTER_CLOSE.match(self.text, self.place + 1) is not None

    def instance_of(self) -> Iterator[FeelToken]:
        match = _INSTANCE.match(self.text, self.place)
        found = scan_type(self.text, match.end()) if match else None
        if match is None or found is None:
            raise self.error("'instance of 형'이 와야 합니다", "'instance of type' expected")
        yield self.token("INSTANCE", None, match.end())
        yield self.token("TYPE", found[0], found[1])

    def symbol(self, brackets: dict[str, str]) -> FeelToken:
        match = _SYMBOL.match(self.text, self.place)
        if match is None:
            raise self.error(
                f"'{self.text[self.place]}'은(는) FEEL에 없는 글자입니다",
                f"'{self.text[self.place]}' is not a FEEL character",
            )
        symbol = match[0]
        if symbol in _COMPARE:
            return self.token("COMPARE", _COMPARE[symbol], match.end())
        if symbol == ",":
            return self.token("COMMA", None, match.end())
        if symbol in _OPERATORS:
            if symbol == ".." and len(self.frames) > 1 and not self.frames[-1].iterating:
                self.frames[-1].ranged = True
            return self.token(_OPERATORS[symbol], symbol, match.end())
        return self.bracket(symbol, brackets, match.end())

    def bracket(self, symbol: str, brackets: dict[str, str], end: int) -> FeelToken:
        kind = brackets.get(symbol) or {**_OPEN, **_CLOSE}[symbol]
        if self.last in ("LPAR", "LBRA", "LBRACE") and symbol in ")]}" and _matching(self.frames[-1].kind, symbol):
            kind = _CLOSE[symbol]
        if kind in ("LPAR", "LBRA", "LBRACE", "OPEN"):
            self.frames.append(_Frame(symbol))
            if len(self.frames) > MAX_DEPTH:
                raise self.error(f"괄호가 {MAX_DEPTH}겹을 넘습니다", f"nested deeper than {MAX_DEPTH}")
        elif len(self.frames) == 1:
            raise self.error(f"짝이 없는 '{symbol}'", f"unmatched '{symbol}'")
        else:
            self.frames.pop()
        return self.token(kind, symbol, end)


def _matching(opening: str, closing: str) -> bool:
    return opening + closing in ("()", "[]", "{}")
