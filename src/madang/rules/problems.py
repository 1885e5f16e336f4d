"""What is wrong with a file: a code for programs, a sentence in both languages, and the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from madang.rules.model import Label, Place
from madang.rules.particles import settled


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `code` is stable (`unknown_key`); `message` says what is wrong, `hint` what to do.

    Pairs of Korean particles in the message, `은(는)`, are settled by the word before them.
    """

    code: str
    message: Label
    place: Place | None = None
    hint: Label | None = None
    _written: Label = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_written", self.message)
        object.__setattr__(self, "message", Label(settled(self.message.ko), self.message.en))

    def naming(self, names: Mapping[str, str]) -> Label:
        """The message with the quoted ids of a family (`'p2'`) given way to names."""
        ko, en = self._written.ko, self._written.en
        for id, name in names.items():
            ko, en = (text.replace(f"'{id}'", f"'{name}'") for text in (ko, en))
        return Label(settled(ko), en)

    def text(self, language: str) -> str:
        """`file:line: message (hint)` in "ko" or "en"; no file and line when the place is not known."""
        words = self.message.ko if language == "ko" else self.message.en
        if self.hint is not None:
            words = f"{words} ({self.hint.ko if language == 'ko' else self.hint.en})"
        return words if self.place is None else f"{self.place}: {words}"


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return ("", 0, 0) if place is None else (place.file, place.line, place.column)


class ProblemsFound(Exception):
    """One or more problems, sorted by file, line and column. `str()` gives every line in both languages."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=_order))
        super().__init__(self.problems)

    def text(self, language: str) -> str:
        """One line for each problem, in "ko" or "en"."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        return "\n".join(f"{problem.text('ko')}\n{problem.text('en')}" for problem in self.problems)


class Problems:
    """Gathers problems while a file is read, so that several are told at once.

    After `most` problems the rest is not worth reading: :class:`ProblemsFound` is raised there and then.
    """

    def __init__(self, most: int = 50) -> None:
        self.found: list[Problem] = []
        self._most = most

    def add(self, code: str, place: Place | None, ko: str, en: str, hint: Label | None = None) -> None:
        """Record one problem."""
        self.found.append(Problem(code, Label(ko, en), place, hint))
        if len(self.found) >= self._most:
            self.check()

    def extend(self, found: ProblemsFound) -> None:
        """Record the problems of something read on the way."""
        self.found.extend(found.problems)
        if len(self.found) >= self._most:
            self.check()

    def check(self) -> None:
        """Raise :class:`ProblemsFound` if there is any."""
        if self.found:
            raise ProblemsFound(self.found)
