"""The door of trust: principals and grounds, acts and disclosures, sealed numbers, pseudonyms, keys, the log's rows."""

from __future__ import annotations

from madang.trust.acts.act import Act, Doing
from madang.trust.acts.erase_bodies import EraseBodies
from madang.trust.acts.performing import perform
from madang.trust.acts.rotate_key import RotateKey
from madang.trust.bell import bell
from madang.trust.context import entered
from madang.trust.disclosure import disclose
from madang.trust.keys.ring import Kept, Secret, kept, key_in_force, key_named, public_keys, rotate
from madang.trust.log_row import LOG_COLUMNS, LogRow, commitment_of, header_of, json_text, leaf_of, log_row
from madang.trust.looks import Look, look_of, looks
from madang.trust.outbox import Told, take_told
from madang.trust.policy.asking import Resource, ask, ask_all
from madang.trust.principals import HOUSE, Ground, Principal, system
from madang.trust.pseudonyms import persons_behind, pseudonyms
from madang.trust.refusals import CannotUnseal, Denied, KeyReused, MasterKeyMissing, NoGround, TrustRefused
from madang.trust.sealing import lookup, lookups, sealed, sealed_of
from madang.trust.unsealing import unseal
from madang.trust.walls import walls, walls_through
from madang.trust.writing import write

__all__ = [
    "HOUSE",
    "LOG_COLUMNS",
    "Act",
    "CannotUnseal",
    "Denied",
    "Doing",
    "EraseBodies",
    "Ground",
    "Kept",
    "KeyReused",
    "LogRow",
    "Look",
    "MasterKeyMissing",
    "NoGround",
    "Principal",
    "Resource",
    "RotateKey",
    "Secret",
    "Told",
    "TrustRefused",
    "ask",
    "ask_all",
    "bell",
    "commitment_of",
    "disclose",
    "entered",
    "header_of",
    "json_text",
    "kept",
    "key_in_force",
    "key_named",
    "leaf_of",
    "log_row",
    "look_of",
    "looks",
    "lookup",
    "lookups",
    "perform",
    "persons_behind",
    "pseudonyms",
    "public_keys",
    "rotate",
    "sealed",
    "sealed_of",
    "system",
    "take_told",
    "unseal",
    "walls",
    "walls_through",
    "write",
]
