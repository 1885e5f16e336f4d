"""Hands each tenant's newest head to a witness, with the proof that it has grown, and keeps what the witness signs."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from madang.trust.log.errors import WitnessDisagrees
from madang.trust.log.heads import heads
from madang.trust.log.models import Cosignature, Witness
from madang.trust.log.signing import statements
from madang.trust.log.tiles import reader
from madang.trust.tree.checkpoints import Cosigned, cosignatures
from madang.trust.tree.errors import Malformed, NotSigned
from madang.trust.tree.keys import WITNESS, parse_key
from madang.trust.tree.notes import Note, parse_note, parse_signature
from madang.trust.tree.proofs import consistency_proof
from madang.trust.witness.client import Answer, Client, NoAnswer
from madang.trust.witness.requests import Addition

TRIES = 3
"""A witness that knows another head, or no key yet, is asked again with what it needs."""


class Followed(NamedTuple):
    """A head that a witness has signed now."""

    tenant: str
    size: int


def known_witness(client: Client) -> Witness:
    """The witness as it is kept, by its name; at first sight with the key it tells.

    Raises NoAnswer, and WitnessDisagrees for another key than before.
    """
    answer = client.key()
    try:
        key = parse_key(answer.text.strip()) if answer.status == 200 else None
    except Malformed:
        key = None
    if key is None or key.kind != WITNESS:
        raise NoAnswer(f"{client.url}: {answer.status} {answer.text[:80]!r} is no key of a witness")
    kept, _ = Witness.objects.get_or_create(name=key.name, defaults={"text": key.text})
    if kept.text != key.text:
        raise WitnessDisagrees(
            f"증인 {kept.name}의 열쇠가 전과 다릅니다.", f"The witness {kept.name} has another key than before."
        )
    return kept


def behind(witness: Witness) -> list[str]:
    """Tenants whose newest head this witness has not signed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tenant FROM (SELECT DISTINCT tenant FROM trust_logkey) t CROSS JOIN LATERAL"
            " (SELECT size FROM trust_storedhead h WHERE h.tenant = t.tenant ORDER BY size DESC LIMIT 1) newest"
            " WHERE NOT EXISTS (SELECT FROM trust_cosignature c WHERE (c.tenant, c.size) = (t.tenant, newest.size)"
            " AND c.witness_id = %s) ORDER BY t.tenant",
            [witness.pk],
        )
        return [tenant for (tenant,) in cursor.fetchall()]


def follow(client: Client) -> list[Followed]:
    """One round over all tenants. Raises NoAnswer, and WitnessDisagrees after all others have been handed over."""
    witness = known_witness(client)
    done: list[Followed] = []
    trouble: WitnessDisagrees | None = None
    for tenant in behind(witness):
        try:
            size = hand_over(client, witness, tenant)
        except WitnessDisagrees as disagrees:
            trouble = disagrees
            continue
        done.append(Followed(tenant, size))
    if trouble is not None:
        raise trouble
    return done


def hand_over(client: Client, witness: Witness, tenant: str) -> int:
    """The newest head of one tenant; returns its size. Raises NoAnswer and WitnessDisagrees."""
    newest = heads(tenant, most=1)[0]
    note = parse_note(newest.note)
    plain = Note(note.text, tuple(each for each in note.signatures if each.name == newest.head.origin))
    last = Cosignature.objects.filter(witness=witness, tenant=tenant).order_by("-size").first()
    old, size = last.size if last else 0, newest.head.size
    answer = Answer(0, "")
    for _ in range(TRIES):
        proof = consistency_proof(old, size, reader(tenant)) if old <= size else []
        answer = client.add_checkpoint(Addition(min(old, size), tuple(proof), plain.whole).body)
        if answer.status == 200:
            _keep(witness, tenant, size, _cosigned(witness, plain, answer.text))
            return size
        if answer.status in (403, 404):
            for statement in statements(tenant):
                client.add_key(statement)
        elif answer.status == 409 and answer.text.strip().isdigit() and int(answer.text) not in (old, size + 1):
            old = int(answer.text)
        else:
            break
    said = f"{answer.status} {answer.text.strip()[:200]}"
    raise WitnessDisagrees(
        f"증인 {witness.name}이(가) {tenant}의 크기 {size} 머리에 서명하지 않습니다: {said}",
        f"The witness {witness.name} does not sign {tenant}'s head of size {size}: {said}",
    )


def _cosigned(witness: Witness, note: Note, text: str) -> Cosigned:
    """The witness's own line among those it answers, checked."""
    try:
        lines = tuple(parse_signature(line) for line in text.splitlines())
        found = cosignatures(Note(note.text, lines), [parse_key(witness.text)])
    except (Malformed, NotSigned):
        found = []
    if not found:
        raise WitnessDisagrees(
            f"증인 {witness.name}의 서명이 맞지 않습니다.", f"The signature of the witness {witness.name} is wrong."
        )
    return found[0]


def _keep(witness: Witness, tenant: str, size: int, seen: Cosigned) -> None:
    defaults = {"at": seen.at, "line": seen.signature.line}
    Cosignature.objects.get_or_create(tenant=tenant, size=size, witness=witness, defaults=defaults)
