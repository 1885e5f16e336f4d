"""The proof of an entry, as the log gives it."""

from __future__ import annotations

from madang.trust.service import proof_bundle


def proof_of(entry: int) -> str:
    """JSON that proves the entry with no network. Within the person's context.

    Raises Refused while the entry waits for its place in the tree, which takes a moment, and for another's.
    """
    return proof_bundle(entry)
