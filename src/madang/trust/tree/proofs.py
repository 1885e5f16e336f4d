"""Inclusion and consistency proofs (RFC 6962 §2.1.1–2.1.2), read from tiles in one look.

A proof is first a list of ranges of leaves, then of perfect subtrees, then of tiles: all that it needs is asked for at
once, two tiles a level at the most for an inclusion proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from madang.trust.tree.errors import Damaged, OutOfTree
from madang.trust.tree.hashing import fold, root_of
from madang.trust.tree.tiles import HEIGHT, WIDTH, Tile, path, split

Range = tuple[int, int]
Node = tuple[int, int]
"""Height and number of a perfect subtree: it spans the leaves [number·2^height, (number + 1)·2^height)."""
Reader = Callable[[list[Tile]], Mapping[Tile, bytes]]
"""Gives the contents of tiles; one that is not there is left out."""


def inclusion_proof(index: int, size: int, read: Reader) -> list[bytes]:
    """The path of the leaf at ``index`` in the tree of ``size`` leaves. Raises OutOfTree and Damaged."""
    if not 0 <= index < size:
        raise OutOfTree(index, size)
    return _hashes(list(_path(index, 0, size)), read)


def consistency_proof(old: int, size: int, read: Reader) -> list[bytes]:
    """That the tree of ``old`` leaves is the beginning of that of ``size``; empty for 0 and for equal sizes.

    Raises OutOfTree and Damaged.
    """
    if not 0 <= old <= size:
        raise OutOfTree(old, size)
    return _hashes(list(_subproof(old, 0, size, whole=True)) if 0 < old < size else [], read)


def _path(index: int, low: int, high: int) -> Iterable[Range]:
    """PATH(m, D[n]) of RFC 6962 §2.1.1, as ranges of leaves; the lowest first."""
    if high - low == 1:
        return
    middle = low + _half(high - low)
    if index < middle:
        yield from _path(index, low, middle)
        yield (middle, high)
    else:
        yield from _path(index, middle, high)
        yield (low, middle)


def _subproof(old: int, low: int, high: int, *, whole: bool) -> Iterable[Range]:
    """SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2; ``old`` counts from the beginning of the tree."""
    if old == high:
        if not whole:
            yield (low, high)
        return
    middle = low + _half(high - low)
    if old <= middle:
        yield from _subproof(old, low, middle, whole=whole)
        yield (middle, high)
    else:
        yield from _subproof(old, middle, high, whole=False)
        yield (low, middle)


def _half(count: int) -> int:
    """The largest power of two below ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _nodes(low: int, high: int) -> list[Node]:
    """A range that begins at a multiple of its tallest subtree, as perfect subtrees of falling height."""
    found = []
    while low < high:
        height = (high - low).bit_length() - 1
        found.append((height, low >> height))
        low += 1 << height
    return found


def _hashes(ranges: list[Range], read: Reader) -> list[bytes]:
    parts = [_nodes(low, high) for low, high in ranges]
    tiles = read(sorted({_tile(node) for nodes in parts for node in nodes}))
    return [fold([_node(node, tiles) for node in nodes]) for nodes in parts]


def _tile(node: Node) -> Tile:
    height, number = node
    return Tile(height // HEIGHT, (number << (height % HEIGHT)) // WIDTH)


def _node(node: Node, tiles: Mapping[Tile, bytes]) -> bytes:
    height, number = node
    tile, count = _tile(node), 1 << (height % HEIGHT)
    first = (number * count) % WIDTH
    hashes = split(tiles.get(tile, b""))[first : first + count]
    if len(hashes) < count:
        raise Damaged(f"{path(tile)}에 해시가 모자랍니다", f"{path(tile)} lacks hashes")
    return root_of(hashes)
