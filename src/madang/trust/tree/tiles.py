"""Tiles of 256 hashes in the layout of C2SP tlog-tiles, and how a batch is added at the right edge.

A tile is named by its level and its number in it; its content is its hashes side by side (32 bytes each). The n-th tile
of level l holds the roots of the subtrees D[(n·256 + i)·256^l : (n·256 + i + 1)·256^l], i from 0; a tile of level 0
holds leaf hashes. A tile of fewer than 256 hashes is partial and only ever gets more: a tile of a smaller tree is its
prefix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from madang.trust.tree.errors import Damaged
from madang.trust.tree.hashing import SIZE, fold, root_of

WIDTH = 256
HEIGHT = 8
"""A tile spans eight levels of the tree."""


class Tile(NamedTuple):
    """Where a tile lies. number: its index within the level (`<N>` of tlog-tiles)."""

    level: int
    number: int


class Appended(NamedTuple):
    """A tree after a batch: its size, its root, and the tiles that are new or longer."""

    size: int
    root: bytes
    tiles: dict[Tile, bytes]


def width(tile: Tile, size: int) -> int:
    """How many hashes the tile has in a tree of ``size`` leaves: 0 to 256."""
    whole = size >> (HEIGHT * tile.level)
    return max(0, min(WIDTH, whole - tile.number * WIDTH))


def path(tile: Tile, hashes: int = WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]`: N in groups of three digits, all but the last with an x in front."""
    groups, rest = [f"{tile.number % 1000:03d}"], tile.number // 1000
    while rest:
        groups.insert(0, f"x{rest % 1000:03d}")
        rest //= 1000
    return f"tile/{tile.level}/{'/'.join(groups)}" + ("" if hashes == WIDTH else f".p/{hashes}")


def edge(size: int) -> list[Tile]:
    """The partial tiles at the right edge, the lowest level first."""
    found, level = [], 0
    while size >> (HEIGHT * level):
        whole = size >> (HEIGHT * level)
        if whole % WIDTH:
            found.append(Tile(level, whole // WIDTH))
        level += 1
    return found


def split(content: bytes) -> list[bytes]:
    """The hashes of a tile. Raises Damaged when they are not whole or too many."""
    if len(content) % SIZE or len(content) > WIDTH * SIZE:
        raise Damaged(f"타일의 길이가 {len(content)}바이트입니다", f"a tile of {len(content)} bytes")
    return [content[at : at + SIZE] for at in range(0, len(content), SIZE)]


def append(size: int, kept: Mapping[Tile, bytes], leaves: Sequence[bytes]) -> Appended:
    """Adds leaf hashes to a tree of ``size`` leaves, of which ``kept`` are the tiles of :func:`edge`.

    Raises Damaged when a tile of the edge is missing or of another width than the size says.
    """
    edges = _edges(size, kept)
    changed: dict[Tile, bytes] = {}
    level, arriving, before = 0, list(leaves), size
    while arriving or level < len(edges):
        held = edges[level] if level < len(edges) else []
        held += arriving
        first = before // WIDTH
        arriving = []
        for number in range(0, len(held), WIDTH):
            hashes = held[number : number + WIDTH]
            tile = Tile(level, first + number // WIDTH)
            if (tile.number * WIDTH) + len(hashes) > before:
                changed[tile] = b"".join(hashes)
            if len(hashes) == WIDTH:
                arriving.append(root_of(hashes))
        rest = held[len(held) - len(held) % WIDTH :]
        if level < len(edges):
            edges[level] = rest
        else:
            edges.append(rest)
        level, before = level + 1, first
    return Appended(size + len(leaves), root_of_edges(edges), changed)


def root_at(size: int, kept: Mapping[Tile, bytes]) -> bytes:
    """The root of a tree of ``size`` leaves from the tiles of its edge (longer ones are cut). Raises Damaged."""
    return root_of_edges(_edges(size, kept))


def _edges(size: int, kept: Mapping[Tile, bytes]) -> list[list[bytes]]:
    """Hashes of the partial tile of each level, none where a level ends with a full tile."""
    levels = (size.bit_length() + HEIGHT - 1) // HEIGHT
    edges: list[list[bytes]] = [[] for _ in range(levels)]
    for tile in edge(size):
        wanted, hashes = width(tile, size), split(kept.get(tile, b""))
        if len(hashes) < wanted:
            raise Damaged(
                f"{path(tile)}에 해시가 {len(hashes)}개뿐입니다({wanted}개 필요)",
                f"{path(tile)} has {len(hashes)} hashes of {wanted}",
            )
        edges[tile.level] = hashes[:wanted]
    return edges


def root_of_edges(edges: Sequence[Sequence[bytes]]) -> bytes:
    """Folds the perfect subtrees of each level's hashes, the highest level first."""
    roots: list[bytes] = []
    for hashes in reversed(edges):
        at = 0
        for bit in reversed(range(HEIGHT)):
            if len(hashes) & (1 << bit):
                roots.append(root_of(hashes[at : at + (1 << bit)]))
                at += 1 << bit
    return fold(roots)
