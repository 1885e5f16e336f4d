"""Letters as HTML: the same words as the PDF, for a screen, a screen reader and a printer; without script or style.

The page around it and its style come from the caller; the classes are `letter…`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString

from madang.documents.letters.arranging import arranged
from madang.documents.letters.letter import Letter

TEMPLATES = Path(__file__).parents[1] / "templates"


def html(letter: Letter) -> SafeString:
    """An `<article lang=…>` with everything on the letter, each text escaped. The QR code is in the PDF only."""
    d = arranged(letter)
    made = _engine().get_template(f"documents/{d['layout']}.html").render(Context({"d": d, "words": d["words"]}))
    return SafeString(made)


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(TEMPLATES)], autoescape=True)
