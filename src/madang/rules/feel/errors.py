"""What the FEEL reader refuses, and why."""

from __future__ import annotations

MAX_LENGTH = 65_536
"""Characters of one expression."""

MAX_TOKENS = 10_000
"""Words, numbers and signs of one expression."""

MAX_DEPTH = 100
"""Nesting of brackets, and height of the tree."""


MAX_ROUNDS = 100_000
"""Iterations, filtered items and calls of one evaluator."""


class FeelLimitError(RuntimeError):
    """An evaluation that goes beyond the bounds (rounds, depth of calls)."""

    def __init__(self, message_ko: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_ko = message_ko
        self.message_en = message_en


class FeelSyntaxError(ValueError):
    """Text that is not FEEL, or goes beyond the bounds. `line` and `column` count from 1."""

    def __init__(self, message_ko: str, message_en: str, line: int, column: int) -> None:
        super().__init__(f"{message_en} (line {line}, column {column})")
        self.message_ko = message_ko
        self.message_en = message_en
        self.line = line
        self.column = column
