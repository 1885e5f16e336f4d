"""At once: two releases, the author and the releaser, a release while somebody evaluates, a kill in the middle."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from madang.rulemaking import service as rulemaking
from madang.rulemaking.models import Draft, Release
from madang.rulemaking.tests.drafting import AUTHOR, FIGURES, OTHER_AUTHOR, RELEASER, SERVICE, at, next_year, submitted
from madang.rules.service import Refused, check, family_from, installed_rulebook
from madang.trust import service as trust

pytestmark = pytest.mark.django_db(transaction=True)
SEEDS = range(3)
EVERYTHING = trust.system("test")


def at_once(*work: Callable[[], Any], seed: int = 0) -> list[Any]:
    """All of them in threads of their own that begin together, in an order drawn by the seed; refusals are results."""
    gate = threading.Barrier(len(work))

    def done(one: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return one()
        except (Refused, psycopg.Error) as refused:
            return refused
        finally:
            connection.close()

    order = list(range(len(work)))
    random.Random(seed).shuffle(order)
    with ThreadPoolExecutor(len(work)) as pool:
        futures = {place: pool.submit(done, work[place]) for place in order}
        return [futures[place].result() for place in range(len(work))]


def release(draft: UUID) -> Callable[[], Any]:
    return lambda: trust.perform(rulemaking.ReleaseDraft(draft, 2), RELEASER)


@pytest.mark.parametrize("seed", SEEDS)
def test_of_two_releases_one_is_looked_at_again(seed: int) -> None:
    text = rulemaking.in_force().files[SERVICE]
    drafts = [submitted(next_year()), submitted({SERVICE: f"{text}# a remark\n"})]
    results = at_once(*map(release, drafts), seed=seed)
    refused = [one for one in results if isinstance(one, Refused)]
    assert [type(one) for one in refused] == [rulemaking.RulebookMoved]
    assert [one.number for one in rulemaking.releases()] == [1]
    (second,) = (draft for draft, one in zip(drafts, results, strict=True) if isinstance(one, Refused))
    with trust.entered(RELEASER):
        found = rulemaking.draft_of(second)
        assert rulemaking.examine(rulemaking.revision(found, 2)).sound
    assert release(second)()["release"] == 2
    held = rulemaking.in_force()
    assert ("2600000" in held.files[FIGURES], held.left_out) == (True, ())
    assert held.files[SERVICE].endswith("# a remark\n")
    assert rulemaking.release_of(2).version == held.version


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_draft_is_released_once_whoever_presses(seed: int) -> None:
    draft = submitted()
    results = at_once(release(draft), release(draft), release(draft), seed=seed)
    assert sum(isinstance(one, dict) for one in results) == 1
    assert all(isinstance(one, dict | rulemaking.NotNow) for one in results)
    assert rulemaking.latest_release() == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_released_is_what_was_reviewed_though_the_author_takes_it_back(seed: int) -> None:
    draft = submitted()
    back = lambda: trust.perform(rulemaking.TakeBack(draft, 2), AUTHOR)  # noqa: E731
    change = lambda: trust.perform(rulemaking.Change(draft, 2, {FIGURES: "x"}), OTHER_AUTHOR)  # noqa: E731
    taken, changed, released = at_once(back, change, release(draft), seed=seed)
    with trust.entered(AUTHOR):
        state, revision = rulemaking.draft_of(draft).state, rulemaking.draft_of(draft).revision
    if isinstance(released, dict):
        assert (state, revision) == ("released", 2)
        assert isinstance(taken, Refused)
        assert isinstance(changed, Refused)
        assert rulemaking.release_of(1).files == files_of(draft, 2)
    else:
        assert state == "open"
        assert rulemaking.latest_release() == 0
        assert (revision == 3) is isinstance(changed, dict)


def test_whoever_evaluates_meanwhile_goes_on_with_the_rules_they_began_with() -> None:
    draft = submitted()
    stop, wrong = threading.Event(), list[str]()

    def evaluating() -> int:
        count = 0
        while not stop.is_set():
            rulebook = installed_rulebook()
            family = family_from({"date": "2027-01-15", "persons": [{"id": "a", "age": 70}]}, rulebook)
            first = check(rulebook, family, ["basic_pension"])
            if check(rulebook, family, ["basic_pension"]) != first:
                wrong.append("two answers under one rulebook")
            count += 1
        return count

    def releasing() -> Any:
        try:
            made = release(draft)()
            rulemaking.in_force()
            return made
        finally:
            stop.set()

    counted, released = at_once(evaluating, releasing)
    assert (released["release"], wrong) == (1, [])
    assert counted > 0
    assert rulemaking.in_force().number == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_in_the_middle_leaves_no_half_a_release(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is ended by the server at some point of the act, as by a kill of the process."""
    draft, place = submitted(), random.Random(seed).randrange(3)
    parts: list[Callable[..., Any]] = [Release.objects.create, Draft.save, trust.write]
    broken = parts[place]
    name = ["objects.create", "save", "write"][place]

    def killed(*args: Any, **kwargs: Any) -> Any:
        found = broken(*args, **kwargs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return found

    target = {"objects.create": (Release.objects, "create"), "save": (Draft, "save")}.get(name)
    if target is None:
        monkeypatch.setattr("madang.trust.acts.performing.write", killed)
    else:
        monkeypatch.setattr(*target, killed)

    def releasing() -> str:
        try:
            trust.perform(rulemaking.ReleaseDraft(draft, 2), RELEASER, key="once")
        except Exception as error:  # the connection is gone, however that is told
            return type(error).__name__
        return ""

    (told,) = at_once(releasing)
    assert told, "it failed"
    monkeypatch.undo()
    with trust.entered(AUTHOR):
        assert rulemaking.draft_of(draft).state == "submitted"
    assert (rulemaking.latest_release(), acts_of("rulemaking.release")) == (0, 0)
    again = at_once(lambda: trust.perform(rulemaking.ReleaseDraft(draft, 2), RELEASER, key="once"))
    assert again[0]["release"] == 1
    assert (rulemaking.latest_release(), acts_of("rulemaking.release"), at(draft)) == (1, 1, 2)


def acts_of(name: str) -> int:
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trust_entry WHERE name = %s AND kind = 'act'", [name])
        return int(cursor.fetchone()[0])


def files_of(draft: UUID, number: int) -> Any:
    with trust.entered(AUTHOR):
        return rulemaking.revision(rulemaking.draft_of(draft), number).files
