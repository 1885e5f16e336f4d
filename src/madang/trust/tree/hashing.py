"""Hashes of leaves and nodes, and the root of a list of leaves (RFC 6962 §2.1, RFC 9162 §2.1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SIZE = 32
"""Bytes of a SHA-256 hash."""
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes (or over the roots of perfect subtrees of one height), in one pass."""
    growing = Growing()
    for each in hashes:
        growing.add(each)
    return growing.root()


class Growing:
    """A tree that only grows: it keeps the roots of its perfect subtrees, at most 64 hashes for any size."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """One leaf hash more: as many merges as the size has trailing ones."""
        roots, size = self._roots, self.size
        roots.append(leaf)
        while size & 1:
            right = roots.pop()
            roots[-1] = node_hash(roots[-1], right)
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        """The root now."""
        return fold(self._roots)

    def copy(self) -> Growing:
        """Another one that goes on from here."""
        other = Growing()
        other.size, other._roots = self.size, list(self._roots)
        return other


def fold(roots: list[bytes]) -> bytes:
    """The root over perfect subtrees of falling height, the tallest first; the empty root for none."""
    if not roots:
        return EMPTY_ROOT
    whole = roots[-1]
    for left in reversed(roots[:-1]):
        whole = node_hash(left, whole)
    return whole
