"""Who signs with which key at the hub: secrets made at the first start, told to their owner alone.

`hub` is the hub's own; `mydata` the house's client subsystem; `agency-<code>` those of the simulated agencies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from pathlib import Path

from madang.config import environment
from madang.config.secrets import secret
from madang.exchange.hub.signing.service import Signer

HOUSE = ("hub", "mydata")
SIMULATED = ("moi", "nts", "nhis", "ei", "welfare", "court")
NAMES = (*HOUSE, *(f"agency-{code}" for code in SIMULATED))
PUBLIC = "MADANG_HUB_PUBLIC_KEY"
"""Tells everybody the hub's public key."""


def variable(name: str) -> str:
    """The environment variable that carries a private key: MADANG_KEY_AGENCY_MOI."""
    return f"MADANG_KEY_{name.upper().replace('-', '_')}"


SECRETS = frozenset(variable(name) for name in NAMES)


def made(home: Path, *, demo: bool) -> dict[str, str]:
    """Private keys by variable, made where they are missing, and the hub's public one."""
    names = NAMES if demo else HOUSE
    found = {variable(name): environment.text(variable(name)) or secret(home, f"key-{name}") for name in names}
    return found | {PUBLIC: Signer.of(found[variable("hub")]).public}


def public_keys(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Public keys by name, of those whose private ones these surroundings hold."""
    seeds = {name: surroundings.get(variable(name), "") for name in NAMES}
    return {name: Signer.of(seed).public for name, seed in seeds.items() if seed}


def seed(home: Path, name: str) -> str:
    """A private key for a command beside a running Madang: from its variable, else from the home; "" when absent."""
    told = environment.text(variable(name))
    if told:
        return told
    try:
        return (home / "secrets" / f"key-{name}").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def hub_public_key(home: Path) -> str:
    """The hub's public key, "" when nobody knows it."""
    told = environment.text(PUBLIC)
    private = "" if told else seed(home, "hub")
    return told or (Signer.of(private).public if private else "")


def event_secret(secret_key: str) -> bytes:
    """Keys the hash by which events about one person are kept in order: not to be told from a register number."""
    return hmac.new(secret_key.encode(), b"madang: subjects of life events", hashlib.sha256).digest()


def hub_address(home: Path) -> str:
    """Where the hub answers: as the supervisor told, else as it noted in the home for commands; "" when it did not."""
    told = environment.text("MADANG_URL_HUB")
    if told:
        return told
    try:
        noted = json.loads((home / "run" / "addresses.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(noted.get("hub", "")) if isinstance(noted, dict) else ""
