"""The Merkle tree of RFC 6962 in tiles of 256 hashes, its proofs, and the signed notes that state its heads.

Pure: no framework, no database, no clock. Proofs are made by :mod:`proofs` and checked by :mod:`verify`, which share no
code, so that a mistake in one is seen by the other.
"""
