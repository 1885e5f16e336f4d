"""A small tree out of XML, by expat: no document type, no entities of its own, bounded depth and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from madang.services.catalogue.open_data.refusals import BadPage

LARGEST = 64_000_000
DEEPEST = 32


@dataclass(slots=True)
class Node:
    """An element: its name without prefix, its own text, its children in order (siblings of one name repeat)."""

    name: str
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def first(self, name: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, name: str) -> list[Node]:
        """All children of a name, in order."""
        return [child for child in self.children if child.name == name]

    def find(self, name: str) -> Node | None:
        """The first element of a name, itself or below, in document order."""
        if self.name == name:
            return self
        return next((found for child in self.children if (found := child.find(name)) is not None), None)


def read_xml(body: bytes) -> Node:
    """The root. BadPage: no well-formed XML, a document type in it, too deep or too large."""
    if len(body) > LARGEST:
        raise bad_xml(f"{len(body):,} bytes")
    stack, roots = [Node("")], []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, _: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise bad_xml(f"deeper than {DEEPEST}")
        node = Node(name.rpartition(":")[2])
        stack[-1].children.append(node)
        stack.append(node)

    def end(_: str) -> None:
        roots.append(stack.pop())

    def text(said: str) -> None:
        stack[-1].text += said

    def doctype(*_: object) -> None:
        raise bad_xml("DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise bad_xml(str(error)) from None
    return roots[-1]


def bad_xml(detail: str) -> BadPage:
    """The refusal with what was wrong, for programmers' eyes last."""
    return BadPage(
        f"XML로 읽을 수 없습니다 ({detail[:120]}). 주소나 파일을 확인하고 다시 내려 받으세요.",
        f"this cannot be read as XML ({detail[:120]}): check the address or the file, and get it again",
    )
