"""Tiles worked out from their leaves, held against those that are kept; at most 255 hashes a level are remembered."""

from __future__ import annotations

from collections.abc import Iterator

from madang.trust.audit.findings import Report
from madang.trust.audit.source import Source
from madang.trust.tree.hashing import SIZE, root_of
from madang.trust.tree.tiles import WIDTH, Tile, path, split


class Tower:
    """The tiles of a tree of ``size`` leaves, level by level."""

    def __init__(self, source: Source, size: int, report: Report) -> None:
        self._source, self._size, self._report = source, size, report
        self._levels: list[tuple[int, list[bytes]]] = []

    def leaves(self) -> Iterator[bytes | None]:
        """Leaf hashes of the tiles of level 0; None where they are missing."""
        for number in range(-(-self._size // WIDTH)):
            count = min(WIDTH, self._size - number * WIDTH)
            content = self._read(Tile(0, number), count)
            if len(content) < count * SIZE:
                self._wrong(Tile(0, number), count)
            hashes = split(content[: len(content) - len(content) % SIZE])
            yield from hashes
            yield from [None] * (count - len(hashes))

    def add(self, leaf: bytes) -> None:
        """The next leaf; a tile that becomes full goes one level up."""
        level, value = 0, leaf
        while True:
            if level == len(self._levels):
                self._levels.append((0, []))
            number, hashes = self._levels[level]
            hashes.append(value)
            if len(hashes) < WIDTH:
                return
            if level:
                self._compare(Tile(level, number), hashes)
            value = root_of(hashes)
            self._levels[level] = (number + 1, [])
            level += 1

    def end(self) -> None:
        """The partial tiles of the right edge; that of level 0 was the source of the leaves."""
        for level, (number, hashes) in enumerate(self._levels):
            if level and hashes:
                self._compare(Tile(level, number), hashes)

    def _compare(self, tile: Tile, hashes: list[bytes]) -> None:
        if self._read(tile, len(hashes)) != b"".join(hashes):
            self._wrong(tile, len(hashes))

    def _read(self, tile: Tile, count: int) -> bytes:
        self._report.counts["tiles"] += 1
        return (self._source.tile(tile, count) or b"")[: count * SIZE]

    def _wrong(self, tile: Tile, count: int) -> None:
        span = WIDTH**tile.level
        low, high = tile.number * WIDTH * span, (tile.number * WIDTH + count) * span - 1
        name = path(tile, count)
        self._report.add(
            "tile",
            f"{name}이(가) 없거나 아래의 해시와 다릅니다 (#{low}–#{high})",
            f"{name} is missing or is not what is below it (#{low}–#{high})",
        )
