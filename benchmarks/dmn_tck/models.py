"""A DMN file and its imports: what elements there are and what their names mean."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.dmn_tck.documents import read
from benchmarks.dmn_tck.typing import Types
from madang.rules.feel.errors import FeelSyntaxError
from madang.rules.feel.evaluation import Evaluator
from madang.rules.feel.parsing import parse_unary_tests


class Model:
    """One `definitions`, with the models it imports by the import's name."""

    def __init__(self, path: Path, siblings: dict[str, Path] | None = None) -> None:
        self.root = read(path)
        self.namespace = self.root.get("namespace", "")
        paths = siblings if siblings is not None else namespaces(path.parent)
        self.imports: dict[str, Model] = {}
        for imported in self.root.findall("import"):
            found = paths.get(imported.get("namespace", ""))
            if found is not None:
                self.imports[imported.get("name", "")] = Model(found, paths)
        self.by_id = {element.get("id"): element for element in self.root if element.get("id")}
        self.types: Types = Types(self.root, {name: model.types for name, model in self.imports.items()}, self.allowed)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that an expression of this model may speak of."""
        tags = {
            "variable",
            "formalParameter",
            "itemComponent",
            "inputData",
            "decision",
            "businessKnowledgeModel",
            "decisionService",
            "column",
            "output",
            "parameters",
            "import",
            "informationItem",
        }
        found = {element.get("name") or "" for element in self.root.iter() if element.tag in tags}
        found |= {element.get("iteratorVariable") or "" for element in self.root.iter()}
        for model in self.imports.values():
            found |= model.names
        return frozenset(name for name in found if name and not name.replace(".", "_").isidentifier())

    def allowed(self, tests: str, value: Any) -> bool:
        """Whether a value passes the unary tests of an item definition."""
        try:
            return Evaluator().evaluate(parse_unary_tests(tests, self.names), {"?": value}) is True
        except FeelSyntaxError:
            return False

    def named(self, name: str, *tags: str) -> tuple[Model, ET.Element] | None:
        """The element of a name, here or in an import without a prefix."""
        for element in self.root:
            if element.tag in tags and element.get("name") == name:
                return self, element
        for model in self.imports.values():
            found = model.named(name, *tags)
            if found is not None:
                return found
        return None

    def referred(self, href: str) -> tuple[str, Model, ET.Element] | None:
        """(import name or "", model, element) that an href points to."""
        namespace, _, identity = href.rpartition("#")
        if namespace in ("", self.namespace):
            element = self.by_id.get(identity)
            return None if element is None else ("", self, element)
        for name, model in self.imports.items():
            if model.namespace == namespace and identity in model.by_id:
                return name, model, model.by_id[identity]
        return None


def namespaces(folder: Path) -> dict[str, Path]:
    """The DMN files of a folder by their namespace."""
    return {read(path).get("namespace", ""): path for path in sorted(folder.glob("*.dmn"))}
