"""Roots and proofs: the known answers of RFC 6962's reference code, and the naive definitions."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.trust.tree.errors import Damaged, OutOfTree
from madang.trust.tree.hashing import EMPTY_ROOT, leaf_hash, root_of
from madang.trust.tree.proofs import consistency_proof, inclusion_proof
from madang.trust.tree.tests import known, naive
from madang.trust.tree.tiles import Tile, append, edge, path, root_at, width
from madang.trust.tree.verify import consistent, included


def made(count: int) -> list[bytes]:
    """Leaf hashes of a tree of that many leaves."""
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


class Kept(dict[Tile, bytes]):
    """Tiles in memory that count how many are read."""

    reads = 0

    def __call__(self, wanted: list[Tile]) -> dict[Tile, bytes]:
        self.reads += len(wanted)
        return {tile: self[tile] for tile in wanted if tile in self}

    def grow(self, size: int, leaves: list[bytes]) -> bytes:
        """A batch at the right edge; returns the root."""
        after = append(size, self(edge(size)), leaves)
        self.update(after.tiles)
        return after.root


def known_tiles() -> Kept:
    tiles = Kept()
    tiles.grow(0, [leaf_hash(each) for each in known.INPUTS])
    return tiles


def test_roots_known() -> None:
    leaves = [leaf_hash(each) for each in known.INPUTS]
    assert EMPTY_ROOT.hex() == known.EMPTY
    assert root_of([]).hex() == known.EMPTY
    assert [root_of(leaves[: size + 1]).hex() for size in range(8)] == known.ROOTS
    assert [append(0, {}, leaves[: size + 1]).root.hex() for size in range(8)] == known.ROOTS
    tiles = known_tiles()
    assert [root_at(size + 1, tiles).hex() for size in range(8)] == known.ROOTS


@pytest.mark.parametrize(("index", "size", "wanted"), known.PATHS)
def test_paths_known(index: int, size: int, wanted: list[str]) -> None:
    proof = inclusion_proof(index, size, known_tiles())
    assert [each.hex() for each in proof] == wanted
    assert included(index, size, leaf_hash(known.INPUTS[index]), proof, bytes.fromhex(known.ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "size", "wanted"), known.PROOFS)
def test_consistency_known(old: int, size: int, wanted: list[str]) -> None:
    proof = consistency_proof(old, size, known_tiles())
    assert [each.hex() for each in proof] == wanted
    before, after = (bytes.fromhex(known.ROOTS[each - 1]) for each in (old, size))
    assert consistent(old, size, before, after, proof)


def test_every_proof_of_every_size_up_to_66() -> None:
    """Made from tiles, checked by the verifier, equal to the definition; a neighbour's proof never passes."""
    leaves = made(66)
    tiles = Kept()
    tiles.grow(0, leaves)
    roots = [naive.mth(leaves[:size]) for size in range(67)]
    for size in range(1, 67):
        for index in range(size):
            proof = inclusion_proof(index, size, tiles)
            assert proof == naive.path(index, leaves[:size])
            assert included(index, size, leaves[index], proof, roots[size])
            assert not included(index, size, leaves[index], [*proof, roots[size]], roots[size])
            assert not included((index + 1) % size, size, leaves[index], proof, roots[size]) or size == 1
        for old in range(1, size):
            proof = consistency_proof(old, size, tiles)
            assert proof == naive.proof(old, leaves[:size])
            assert consistent(old, size, roots[old], roots[size], proof)
            assert not consistent(old, size, roots[size], roots[size], proof)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=5), st.data())
def test_batches_of_any_size_give_the_tree_of_all(batches: list[int], data: st.DataObject) -> None:
    leaves = made(sum(batches))
    tiles, size = Kept(), 0
    for count in batches:
        root = tiles.grow(size, leaves[size : size + count])
        size += count
        assert root == root_at(size, tiles)
    assert root_at(size, tiles) == naive.mth(leaves)
    assert {tile: len(content) // 32 for tile, content in tiles.items()} == {tile: width(tile, size) for tile in tiles}
    if size > 1:
        old = data.draw(st.integers(1, size))
        index = data.draw(st.integers(0, size - 1))
        proof = inclusion_proof(index, size, tiles)
        assert proof == naive.path(index, leaves)
        assert included(index, size, leaves[index], proof, naive.mth(leaves))
        proof = consistency_proof(old, size, tiles)
        assert proof == naive.proof(old, leaves)
        assert consistent(old, size, naive.mth(leaves[:old]), naive.mth(leaves), proof)


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 40), st.data())
def test_one_bit_changed_anywhere_is_refused(size: int, data: st.DataObject) -> None:
    leaves, tiles = made(size), Kept()
    root = tiles.grow(0, leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))

    def spoilt(parts: list[bytes]) -> list[bytes]:
        at, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
        changed = bytearray(parts[at])
        changed[bit // 8] ^= 1 << (bit % 8)
        return [*parts[:at], bytes(changed), *parts[at + 1 :]]

    leaf, whole, *proof = spoilt([leaves[index], root, *inclusion_proof(index, size, tiles)])
    assert not included(index, size, leaf, proof, whole)
    before, whole, *proof = spoilt([root_at(old, tiles), root, *consistency_proof(old, size, tiles)])
    assert not consistent(old, size, before, whole, proof)


def test_sizes_at_the_seams_of_tiles() -> None:
    leaves = made(256 * 256 + 3)
    tiles = Kept()
    tiles.grow(0, leaves[:255])
    for size, count in ((255, 1), (256, 1), (257, 65_278), (65_535, 1), (65_536, 3)):
        root = tiles.grow(size, leaves[size : size + count])
        assert root == root_of(leaves[: size + count])
    size = len(leaves)
    assert {len(tiles[Tile(0, number)]) for number in range(256)} == {8192}
    assert (len(tiles[Tile(0, 256)]), len(tiles[Tile(1, 0)]), len(tiles[Tile(2, 0)])) == (96, 8192, 32)
    for index in (0, 255, 256, 65_535, 65_536, size - 1):
        tiles.reads = 0
        proof = inclusion_proof(index, size, tiles)
        assert included(index, size, leaves[index], proof, root_at(size, tiles))
        assert tiles.reads <= 6
    for old in (1, 255, 256, 257, 65_535, 65_536, 65_537):
        proof = consistency_proof(old, size, tiles)
        assert consistent(old, size, root_of(leaves[:old]), root_at(size, tiles), proof)


def test_the_layout_of_the_specification() -> None:
    """The example of C2SP tlog-tiles: a tree of 70,000."""
    assert path(Tile(0, 1_234_067)) == "tile/0/x001/x234/067"
    assert path(Tile(1, 1), 17) == "tile/1/001.p/17"
    assert edge(70_000) == [(0, 273), (1, 1), (2, 0)]
    assert [width(tile, 70_000) for tile in edge(70_000)] == [112, 17, 1]
    assert edge(256) == [(1, 0)]


def test_an_empty_tree_begins_every_tree() -> None:
    root = root_of(made(5))
    assert consistent(0, 5, EMPTY_ROOT, root, [])
    assert not consistent(0, 5, root, root, [])
    assert not consistent(0, 5, EMPTY_ROOT, root, [root])
    assert not consistent(6, 5, root, root, [])
    assert not consistent(3, 5, root, root, [])


def test_a_proof_is_of_one_size() -> None:
    """The first half of a tree has its own root: that is not the root of the whole, whatever the size is said to be."""
    leaves, tiles = made(16), Kept()
    tiles.grow(0, leaves)
    root, whole = root_of(leaves[:8]), root_of(leaves)
    path = inclusion_proof(0, 8, tiles)
    assert included(0, 8, leaves[0], path, root)
    assert not any(included(0, size, leaves[0], path, root) for size in (4, 9, 16, 32))
    proof = consistency_proof(3, 16, tiles)
    assert consistent(3, 16, root_of(leaves[:3]), whole, proof)
    assert not any(consistent(3, size, root_of(leaves[:3]), whole, proof) for size in (8, 32, 64))


def test_what_is_not_there_is_refused() -> None:
    tiles = known_tiles()
    for index, size in ((8, 8), (-1, 8), (0, 0)):
        with pytest.raises(OutOfTree):
            inclusion_proof(index, size, tiles)
    with pytest.raises(OutOfTree):
        consistency_proof(9, 8, tiles)
    with pytest.raises(Damaged):
        inclusion_proof(0, 9, tiles)
    with pytest.raises(Damaged):
        append(9, tiles, [hashlib.sha256(b"").digest()])
    with pytest.raises(Damaged):
        append(8, {Tile(0, 0): b"short"}, [])
