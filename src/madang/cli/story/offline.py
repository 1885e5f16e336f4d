"""What was downloaded is checked again with no network: letter, paper, proof; a changed byte is caught."""

from __future__ import annotations

import json

from madang.cli.story.telling import Telling
from madang.cli.story.visitor import Unexpected
from madang.documents.service import verify
from madang.rules.service import Label
from madang.trust.audit.service import NotProven, verify_bundle


def letter_holds(letter: bytes, authority: bytes, telling: Telling) -> None:
    """The letter verifies against the installation's authority, and one changed byte does not."""
    with telling.step("letter_offline", Label("통지서를 통신 없이 검증합니다", "The letter verifies offline")) as found:
        verdict = verify(letter, (authority,))
        if not verdict.valid:
            raise Unexpected(verdict.text(telling.language))
        broken = bytearray(letter)
        broken[len(broken) // 2] ^= 1
        if verify(bytes(broken), (authority,)).valid:
            raise Unexpected("a changed byte was not noticed")
        found.append(verdict.text(telling.language))


def proof_holds(proof: bytes, keys: tuple[str, ...], witnesses: int, telling: Telling) -> None:
    """The proof of an entry verifies, with the witness's signature under the head."""
    label = Label("열람 기록의 증명을 통신 없이 검증합니다", "The proof of the log verifies offline")
    with telling.step("proof_offline", label) as found:
        try:
            proven = verify_bundle(proof.decode(), keys=keys, witnesses=witnesses)
        except NotProven as wrong:
            raise Unexpected(str(wrong)) from None
        found.append(f"{proven.tenant} {proven.index}/{proven.size}, {len(proven.witnesses)} witness(es)")
        other = json.loads(proof)
        other["header"]["at"] = other["header"]["at"].replace("20", "19", 1)
        try:
            verify_bundle(json.dumps(other), keys=keys, witnesses=witnesses)
        except NotProven:
            return
        raise Unexpected("a changed proof was not noticed")
