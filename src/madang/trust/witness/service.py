"""The witness's own door: it is run where there is no database and there are no settings."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from madang.trust.tree.errors import Malformed
from madang.trust.tree.keys import WITNESS, NoteSigner, VerifierKey, parse_key
from madang.trust.witness.server import Server
from madang.trust.witness.store import Store
from madang.trust.witness.witness import Witness

__all__ = ["Malformed", "read_keys", "serve"]


def serve(
    folder: Path, name: str, port: int, host: str = "127.0.0.1", known: Collection[VerifierKey] | None = None
) -> None:
    """Runs a witness until it is stopped. folder: its key and its heads, for nobody else's eyes; both are made when
    they are not there. known: keys of logs accepted at first sight, any when None. Raises Malformed for a name."""
    store = Store(folder / "heads.sqlite")
    witness = Witness(store, NoteSigner(name, WITNESS, _private(folder / "key")), known)
    try:
        web.run_app(Server(witness, store).application(), host=host, port=port, print=None, access_log=None)
    finally:
        store.close()


def read_keys(file: Path) -> list[VerifierKey]:
    """Verifier keys, one a line; lines that begin with # are left out. Raises OSError and Malformed."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [parse_key(line) for line in lines if line.strip() and not re.match(r"\s*#", line)]


def _private(file: Path) -> Ed25519PrivateKey:
    """The 32 bytes of the file; made, whole or not at all, when there is none."""
    if not file.exists():
        partial = file.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as made:
            made.write(os.urandom(32))
            made.flush()
            os.fsync(made.fileno())
        partial.rename(file)
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
