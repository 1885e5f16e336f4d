"""Checks proofs, by the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2; shares no code with what makes them.

Each returns True or False and never raises for any proof: a proof comes from whoever wants to be believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

LENGTH = 32


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``leaf`` (a leaf hash) is at ``index`` of the tree of ``size`` leaves with this root."""
    if not 0 <= index < size or any(len(each) != LENGTH for each in (leaf, root, *proof)):
        return False
    at, last, value = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = sha256(b"\x01" + each + value).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = sha256(b"\x01" + value + each).digest()
        at, last = at >> 1, last >> 1
    return last == 0 and value == root


def consistent(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of ``old`` leaves with ``old_root`` is the beginning of that of ``size`` with ``root``.

    An empty old tree is the beginning of every tree; its root must be SHA-256 of nothing.
    """
    if not 0 <= old <= size or any(len(each) != LENGTH for each in (old_root, root, *proof)):
        return False
    if old == size or old == 0:
        nothing = sha256(b"").digest()
        return not proof and (old_root == root if old == size else old_root == nothing)
    return _grown(old, size, old_root, root, list(proof))


def _grown(old: int, size: int, old_root: bytes, root: bytes, proof: list[bytes]) -> bool:
    if old & (old - 1) == 0:
        proof.insert(0, old_root)
    if not proof:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = proof[0]
    for each in proof[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before = sha256(b"\x01" + each + before).digest()
            after = sha256(b"\x01" + each + after).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = sha256(b"\x01" + after + each).digest()
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root
