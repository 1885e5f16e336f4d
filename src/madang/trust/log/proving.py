"""What a resident can take away: a receipt at once, and a proof as soon as the entry is in the tree."""

from __future__ import annotations

import base64
import json

from madang.trust.audit.bundle import FORMAT
from madang.trust.log.errors import NoEntry, NotInTree
from madang.trust.log.heads import head_over, witness_keys
from madang.trust.log.models import Leaf
from madang.trust.log.signing import signer_of, state_keys, verifier_keys
from madang.trust.log.tiles import reader
from madang.trust.log_row import header_of, moment_of
from madang.trust.models import Entry
from madang.trust.tree.checkpoints import origin
from madang.trust.tree.proofs import inclusion_proof
from madang.trust.tree.statements import Receipt, sign_receipt

WITHIN = 60
"""Seconds within which an entry is in the tree; the sequencer mostly needs a tenth of one."""


def receipt_of(entry: int) -> str:
    """A signed promise that the entry will be in the tree (tree/statements.py), in the transaction that wrote it.

    Raises NoEntry when the entry is not there for who asks.
    """
    found = _entry(entry)
    signer = signer_of(found.tenant)
    state_keys(found.tenant, signer.key)
    receipt = Receipt(origin(found.tenant), bytes(found.leaf), moment_of(found.at), WITHIN)
    return sign_receipt(receipt, signer).whole


def proof_bundle(entry: int) -> str:
    """Everything that proves the entry with no network, as JSON (audit/bundle.py checks it; docs/audit.md).

    The head is the newest that most witnesses have signed. Seven queries. Raises NoEntry, and NotInTree while the
    entry waits for its place.
    """
    found = _entry(entry)
    place = Leaf.objects.filter(pk=entry).first()
    head = None if place is None else head_over(found.tenant, place.index)
    if place is None or head is None:
        raise NotInTree(
            "아직 나무에 오르지 않았습니다. 잠시 뒤에 다시 하세요.", "It is not in the tree yet. Try again soon."
        )
    size = head.head.size
    path = inclusion_proof(place.index, size, reader(found.tenant))
    commitment = bytes(found.commitment)
    header = header_of(tenant=found.tenant, act=found.act, kind=found.kind, at=found.at, commitment=commitment)
    bundle = {
        "format": FORMAT,
        "header": json.loads(header),
        "salt": None if found.salt is None else bytes(found.salt).hex(),
        "body": found.body,
        "index": place.index,
        "size": size,
        "path": [base64.b64encode(each).decode() for each in path],
        "checkpoint": head.note,
        "keys": [*(key.text for key in verifier_keys(found.tenant)), *witness_keys()],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1)


def _entry(entry: int) -> Entry:
    found = Entry.objects.filter(pk=entry).first()
    if found is None:
        raise NoEntry("그런 기록이 없거나 볼 수 없습니다.", "There is no such entry, or it may not be seen.")
    return found
