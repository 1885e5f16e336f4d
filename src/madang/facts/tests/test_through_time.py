"""Any history of recordings, corrections and withdrawals, asked about any day as known at any moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madang.facts.models import Current
from madang.facts.service import NewFact, Retraction, differences, known, rebuild, record
from madang.rules.service import Rulebook

pytestmark = pytest.mark.django_db
EARNED, SEX = "employment.earned_income", "person.sex"
START = dt.date(2025, 1, 1)
DAYS = [START + dt.timedelta(days=number) for number in range(8)]


@dataclass
class Told:
    """One row of the plainest model there can be: a list, searched from its end."""

    id: int
    at: dt.datetime
    subject: str
    first: dt.date
    last: dt.date
    value: int
    supersedes: int | None
    withdrawn: bool


def naive(history: list[Told], subject: str, day: dt.date, known_at: dt.datetime) -> int | None:
    """The value by the definition: the last one told by then, about that day, that nobody had taken back by then."""
    told = [one for one in history if one.at <= known_at]
    gone = {one.supersedes for one in told}
    for one in reversed(told):
        if not one.withdrawn and one.id not in gone and one.subject == subject and one.first <= day < one.last:
            return one.value
    return None


period = st.tuples(st.integers(0, 6), st.integers(1, 5)).map(
    lambda pair: (DAYS[pair[0]], DAYS[pair[0]] + dt.timedelta(days=pair[1]))
)
step = st.tuples(
    st.sampled_from(["new", "new", "correct", "retract"]),
    st.sampled_from(["p", "q"]),
    period,
    st.integers(0, 99),
    st.integers(0, 20),
)


def play(rulebook: Rulebook, steps: list[tuple[str, str, tuple[dt.date, dt.date], int, int]]) -> Iterator[Told]:
    """Records each step as a batch of its own, as far as it is possible."""
    open_: list[Told] = []
    for number, (kind, subject, (first, last), value, which) in enumerate(steps):
        before = open_.pop(which % len(open_)) if kind != "new" and open_ else None
        if kind == "retract" and before is not None:
            done = record(rulebook, [Retraction(before.id, "nts")], key=f"step {number}")
            told = Told(done.ids[0], done.recorded_at, before.subject, first, last, 0, before.id, True)  # type: ignore[arg-type]
        else:
            subject = before.subject if before else subject
            fact = NewFact(subject, EARNED, value, "nts", first, last, supersedes=before.id if before else None)
            done = record(rulebook, [fact], key=f"step {number}")
            assert done.recorded_at is not None
            told = Told(
                done.ids[0], done.recorded_at, subject, first, last, value, before.id if before else None, False
            )
            open_.append(told)
        yield told


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=12))
def test_any_history_is_what_the_plain_model_says(
    rulebook: Rulebook, steps: list[tuple[str, str, tuple[dt.date, dt.date], int, int]]
) -> None:
    with transaction.atomic():
        history = list(play(rulebook, steps))
        for moment in [history[0].at - dt.timedelta(seconds=1), *(one.at for one in history)]:
            for subject in ("p", "q"):
                for day in DAYS:
                    found = known([subject], on=day, known_at=moment)
                    expected = naive(history, subject, day, moment)
                    assert [fact.value for fact in found] == ([] if expected is None else [expected])
        now = history[-1].at
        for subject in ("p", "q"):
            assert known([subject]) == known([subject], known_at=now)
        kept = list(Current.objects.order_by("subject", "valid_from").values("fact", "valid_from", "valid_to"))
        assert differences() == 0
        rebuild()
        assert list(Current.objects.order_by("subject", "valid_from").values("fact", "valid_from", "valid_to")) == kept
        transaction.set_rollback(True)


def test_a_projection_that_went_astray_is_found_and_mended(rulebook: Rulebook) -> None:
    record(rulebook, [NewFact("p", EARNED, 1, "nts"), NewFact("p", SEX, "female", "moi")], key="b1")
    Current.objects.filter(name=SEX).delete()
    Current.objects.update(valid_to=START)
    assert differences() == 3
    assert rebuild() == 2
    assert differences() == 0
