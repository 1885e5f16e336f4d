"""The published JSON Schemas (2020-12): the answer that every surface gives, and the family file it is worked out from.

Read them with :func:`schema`; they promise to change only by adding.
"""

import json
from importlib.resources import files
from typing import Any


def schema(name: str) -> dict[str, Any]:
    """The schema "answer" or "family". FileNotFoundError for any other name."""
    text = (files(__name__) / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
