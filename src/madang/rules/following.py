"""Results that hold as long as the rulebook in force in this process is the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from madang.rules.binding.rulebook import Rulebook
from madang.rules.installed import installed_rulebook

P = ParamSpec("P")
T = TypeVar("T")


def while_installed(function: Callable[P, T]) -> Callable[P, T]:
    """Keeps what a function of hashable places gives, and forgets all of it once another rulebook is installed.

    For what is worked out of :func:`installed_rulebook`, in place of `functools.cache`.
    """
    kept: list[tuple[Rulebook, dict[Any, T]]] = []

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        rulebook = installed_rulebook()
        if not kept or kept[0][0] is not rulebook:
            kept[:] = [(rulebook, {})]
        results = kept[0][1]
        key = (args, tuple(sorted(kwargs.items())))
        if key not in results:
            results[key] = function(*args, **kwargs)
        return results[key]

    return asked
