"""Effects that wait for a worker: taken one at a time, worked on with its progress, kept or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from madang.rulemaking.examining import drafted
from madang.rulemaking.in_force import Collides, collision, in_force, laid
from madang.rulemaking.models import Effect
from madang.rules.drafting.service import carried_on, years_of_services
from madang.rules.service import Label, ProblemsFound, Refused, Rulebook
from madang.trust.service import entered, system

WORKER = system("rulemaking")
STUCK = dt.timedelta(minutes=15)
"""Work that was begun before and not ended: its worker was killed, so somebody begins again."""


class Work(NamedTuple):
    """before: the rulebook in force, with the figures in `carried` going on; after: the draft's. services: ids."""

    effect: int
    on: dt.date
    before: Rulebook
    after: Rulebook
    services: tuple[str, ...]
    carried: tuple[Label, ...]


class NothingToWorkOut(Refused):
    """No service in force on the day gives another answer."""

    code = "nothing_to_work_out"


def take_effect() -> int | None:
    """The id of the effect that waits longest, now being worked on; None where none waits. One at a time in the house.

    A worker that was killed leaves its work to the next after STUCK.
    """
    now = timezone.now()
    with entered(WORKER):
        Effect.objects.filter(state="working", begun_at__lt=now - STUCK).update(state="waiting", begun_at=None)
        found = Effect.objects.select_for_update(skip_locked=True).filter(state="waiting").order_by("asked_at").first()
        if found is None:
            return None
        found.state, found.begun_at, found.counted, found.total = "working", now, 0, 0
        found.save()
        return int(found.pk)


def work_of(effect: int) -> Work:
    """What is to be compared. Raises NothingToWorkOut and ProblemsFound."""
    held = in_force()
    with entered(WORKER):
        one = Effect.objects.select_related("revision").get(pk=effect)
    try:
        after = drafted(held, laid(held.files, one.revision.files))
    except Collides as collides:
        said = collision(collides.path)
        raise NothingToWorkOut(said.ko, said.en) from collides
    differing = {line.service for line in years_of_services(held.rulebook, after)
                 if line.differs and line.year == one.on.year}  # fmt: skip
    services = tuple(id for id in after.pack.services if id in differing and id in held.rulebook.pack.services)
    if not services:
        raise NothingToWorkOut(
            f"{one.on.year}년에 답이 달라지는 서비스가 없습니다.", f"No service gives another answer in {one.on.year}."
        )
    before, carried = carried_on(held.rulebook, services, one.on)
    labels = tuple(held.rulebook.pack.parameters[name].label for name in carried)
    return Work(effect, one.on, before, after, services, labels)


def progressed(effect: int, counted: int, total: int) -> None:
    """So many residents are looked at."""
    with entered(WORKER):
        Effect.objects.filter(pk=effect).update(counted=counted, total=max(counted, total), begun_at=timezone.now())


def keep_effect(effect: int, result: Mapping[str, Any]) -> None:
    """It is worked out."""
    with entered(WORKER):
        Effect.objects.filter(pk=effect).update(state="done", result=dict(result), done_at=timezone.now())


def refuse_effect(effect: int, why: Label) -> None:
    """It cannot be worked out."""
    with entered(WORKER), transaction.atomic():
        said = {"ko": why.ko[:2_000], "en": why.en[:2_000]}
        Effect.objects.filter(pk=effect).update(state="refused", refused=said, done_at=timezone.now())


def why_not(error: Exception) -> Label:
    """In words, of what work_of raises."""
    if isinstance(error, ProblemsFound):
        return Label(error.text("ko"), error.text("en"))
    return error.label if isinstance(error, Refused) else Label(str(error), str(error))
