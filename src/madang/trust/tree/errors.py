"""What the tree and its notes refuse, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class Damaged(Refused):
    """Tiles that cannot be those of the tree they are said to be of."""

    code = "tree_damaged"


class OutOfTree(Refused):
    """An index or a size beyond the tree."""

    code = "out_of_tree"

    def __init__(self, asked: int, size: int) -> None:
        super().__init__(f"크기가 {size}인 나무에 {asked}은(는) 없습니다", f"{asked} is beyond a tree of size {size}")


class Malformed(Refused):
    """A note, checkpoint, key or receipt that is not of its exact form."""

    code = "note_malformed"


class NotSigned(Refused):
    """No known key has signed, or a known key's signature is wrong."""

    code = "note_not_signed"
