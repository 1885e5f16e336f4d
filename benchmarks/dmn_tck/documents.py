"""DMN and test files as trees without namespaces."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class UnsafeDocument(ValueError):
    """A document type declaration or an entity: never needed here, so never read."""


def read(path: Path) -> ET.Element:
    """The root of a file, local names only; raises UnsafeDocument or ET.ParseError."""
    text = path.read_text(encoding="utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnsafeDocument(str(path))
    root = ET.fromstring(text.encode())  # noqa: S314 -- no declaration gets this far
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def text_in(element: ET.Element | None, tag: str = "text") -> str | None:
    """The text of a child."""
    if element is None:
        return None
    child = element.find(tag)
    return None if child is None else (child.text or "")
