"""Record a batch of facts: all of it or nothing, once for each key, corrections naming what they supersede."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from madang.facts.changes import announce
from madang.facts.errors import AlreadySuperseded, BadFact, BatchConflict, NoSuchFact
from madang.facts.folding import key_of
from madang.facts.inserting import insert
from madang.facts.locking import take_turns
from madang.facts.models import Batch, Fact
from madang.facts.projection import latest_of, refresh
from madang.facts.statements import NewFact, Retraction, Statement
from madang.facts.values import stored
from madang.facts.vocabulary import settled
from madang.facts.whole import on_all_facts
from madang.rules.service import Rulebook

LONGEST_KEY, MOST_LINES = 128, 100_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """ids: of the facts, in the order of the batch. fresh: False when the same batch had been written before."""

    ids: tuple[int, ...]
    recorded_at: dt.datetime | None
    fresh: bool


def record(
    rulebook: Rulebook, statements: Sequence[Statement], *, key: str, recorded_at: dt.datetime | None = None
) -> Recorded:
    """Writes the batch, or finds it already written.

    key: the caller's, unique to this batch. recorded_at: when it became known, for facts taken over from elsewhere,
    later than all that is known of the same things; left out, the database's clock. Raises BadFact, NoSuchFact,
    AlreadySuperseded, BatchConflict; nothing is written then.
    """
    _check(statements, key, recorded_at)
    wanted = [settled(one, rulebook, number) if isinstance(one, NewFact) else one
              for number, one in enumerate(statements, start=1)]  # fmt: skip
    with on_all_facts():
        if not _begin(key, wanted):
            return _written_before(key)
        superseded = _superseded(wanted)
        subjects = [one.subject for one in wanted if isinstance(one, NewFact)]
        # With the turns taken, nobody can supersede these any more before this transaction ends.
        now, taken = take_turns([*subjects, *(fact.subject for fact in superseded.values())], superseded)
        moment = recorded_at or now
        if moment > now:
            raise BadFact(
                "아직 오지 않은 때에 알았다고 할 수 없습니다.", "Nothing can have become known in the future."
            )
        if taken is not None:
            raise AlreadySuperseded(
                f"사실 {taken}은(는) 이미 고쳐졌거나 철회되었습니다.",
                f"Fact {taken} has been corrected or withdrawn already.",
            )
        rows = [_row(one, superseded, moment, key, line) for line, one in enumerate(wanted)]
        if recorded_at is not None:
            _refuse_rewriting_the_past(rows, moment)
        insert(rows, ids=True)
        announce(refresh((key_of(row) for row in [*rows, *superseded.values()]), rows), rows)
    return Recorded(tuple(row.pk for row in rows), moment, fresh=True)


def _check(statements: Sequence[Statement], key: str, recorded_at: dt.datetime | None) -> None:
    if not key.strip() or len(key) > LONGEST_KEY or "\0" in key:
        raise BadFact("묶음의 열쇠는 1–128자의 글입니다.", "The key of a batch is a text of 1 to 128 characters.")
    if not 0 < len(statements) <= MOST_LINES:
        raise BadFact(f"묶음에는 사실이 1–{MOST_LINES:,}개 있습니다.", f"A batch holds 1 to {MOST_LINES:,} facts.")
    if recorded_at is not None and recorded_at.tzinfo is None:
        raise BadFact("안 때에 시간대가 없습니다.", "The time it became known has no time zone.")


def _begin(key: str, wanted: Sequence[Statement]) -> bool:
    """Takes the key; False when the same batch is there already. Waits for somebody who is writing it right now."""
    digest = "sha256:" + hashlib.sha256(repr(wanted).encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO facts_batch (key, digest, count) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [key, digest, len(wanted)],
        )
        if cursor.rowcount:
            return True
    if Batch.objects.get(key=key).digest != digest:
        raise BatchConflict(
            f"묶음 '{key}'은(는) 다른 내용으로 이미 기록되었습니다.",
            f"The batch '{key}' was recorded before, with other facts.",
        )
    return not Fact.objects.filter(batch_id=key).exists()


def _written_before(key: str) -> Recorded:
    rows = list(Fact.objects.filter(batch_id=key).order_by("line"))
    return Recorded(tuple(row.pk for row in rows), rows[0].recorded_at, fresh=False)


def _superseded(wanted: Sequence[Statement]) -> dict[int, Fact]:
    """The facts that the batch corrects or withdraws, by id."""
    named = [one.fact if isinstance(one, Retraction) else one.supersedes for one in wanted]
    ids = [id for id in named if id is not None]
    if len(set(ids)) != len(ids):
        raise AlreadySuperseded("한 사실을 두 번 고칩니다.", "One fact is corrected twice.")
    found = Fact.objects.in_bulk(ids)
    missing = [id for id in ids if id not in found]
    if missing:
        raise NoSuchFact(f"사실 {missing[0]}이(가) 없습니다.", f"There is no fact {missing[0]}.")
    for one in wanted:
        if isinstance(one, NewFact) and one.supersedes is not None:
            _refuse_other_key(one, found[one.supersedes])
    withdrawn = [fact.pk for fact in found.values() if fact.retracts]
    if withdrawn:
        raise NoSuchFact(f"{withdrawn[0]}은(는) 철회입니다.", f"{withdrawn[0]} is a withdrawal, not a fact.")
    return found


def _refuse_other_key(one: NewFact, before: Fact) -> None:
    link = one.name.startswith("relation.")
    if (one.subject, one.name) != (before.subject, before.name) or (link and one.object != before.object):
        raise BadFact(
            f"'{one.name}'은(는) 사실 {before.pk}과(와) 같은 것에 대한 사실이 아닙니다.",
            f"'{one.name}' is not about the same thing as fact {before.pk}.",
        )


def _refuse_rewriting_the_past(rows: Sequence[Fact], moment: dt.datetime) -> None:
    """What is taken over from elsewhere comes after all that is known of the same things, never between."""
    latest = latest_of({key_of(row) for row in rows})
    if latest is not None and moment <= latest:
        raise BadFact(
            "그때 이후에 알게 된 사실이 이미 있어, 그때 안 것으로 적을 수 없습니다.",
            "Later knowledge of the same thing is recorded already; this cannot have become known before it.",
        )


def _row(one: Statement, superseded: dict[int, Fact], moment: dt.datetime, key: str, line: int) -> Fact:
    if isinstance(one, Retraction):
        before = superseded[one.fact]
        return Fact(
            subject=before.subject, name=before.name, object=before.object, value=None, valid_from=before.valid_from,
            valid_to=before.valid_to, recorded_at=moment, supersedes_id=one.fact, retracts=True, source=one.source,
            as_of=None, proven=one.source != "ask", evidence=one.evidence, batch_id=key, line=line,
        )  # fmt: skip
    return Fact(
        subject=one.subject, name=one.name, object=one.object, value=stored(one.value), valid_from=one.valid_from,
        valid_to=one.valid_to, recorded_at=moment, supersedes_id=one.supersedes, source=one.source, as_of=one.as_of,
        proven=bool(one.proven), evidence=one.evidence, batch_id=key, line=line,
    )  # fmt: skip
