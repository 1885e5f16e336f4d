"""From the files somebody saves to the files of the next revision."""

from __future__ import annotations

from collections.abc import Mapping

from madang.rulemaking.in_force import Pair
from madang.rules.drafting.service import files_of, path_of

Files = dict[str, dict[str, str | None]]
"""path → {base, text}, as a revision keeps them."""


def changed_by(before: Mapping[str, Pair], changes: Mapping[str, str | None], current: Mapping[str, str]) -> Files:
    """The files of the next revision. changes: path → text, None takes the file out of the draft. BadFile.

    A file that comes in is based on the text in force now; one that says what its base says is no change.
    """
    found: Files = {path: dict(pair) for path, pair in before.items()}
    for path, text in changes.items():
        if text is None:
            found.pop(path_of(path), None)
    texts = {path: pair["text"] or "" for path, pair in found.items()}
    texts |= {path: text for path, text in changes.items() if text is not None}
    made: Files = {}
    for path, text in files_of(texts).items():
        base = found[path]["base"] if path in found else current.get(path)
        if text != (base or ""):
            made[path] = {"base": base, "text": text}
    return made
