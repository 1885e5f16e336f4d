"""Every text of the portal that is marked for translation, found in its sources."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

PORTAL = Path(__file__).resolve().parents[1]
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext"}
_text = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_call = re.compile(rf"(?<![\w.])(n?gettext|_)\(u?({_text})(?:,\s*u?({_text}))?")


def marked() -> dict[str, str | None]:
    """Source text → plural, or None."""
    found: dict[str, str | None] = {}
    for path in sorted(PORTAL.glob("**/*.py")):
        if "tests" not in path.parts:
            found |= _in_python(path.read_text(encoding="utf-8"))
    for path in sorted(PORTAL.glob("templates/**/*.html")):
        found |= _in_template(path.read_text(encoding="utf-8"))
    return found


def _in_python(source: str) -> dict[str, str | None]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in MARKERS]
    found: dict[str, str | None] = {}
    for call in named:
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if texts:
            found[texts[0]] = texts[1] if len(texts) > 1 else None
    return found


def _in_template(source: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for match in _call.finditer(templatize(source)):
        found[ast.literal_eval(match[2])] = ast.literal_eval(match[3]) if match[3] else None
    return found
