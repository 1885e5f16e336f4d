"""A release: in force everywhere from its day on, never changed, laid over whatever the pack becomes; the old stays."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from madang.rulemaking import in_force as holding
from madang.rulemaking import service as rulemaking
from madang.rulemaking.models import Release
from madang.rulemaking.tests.drafting import (
    AUTHOR,
    FIGURES,
    LINE,
    NEW_YEAR,
    PENSION,
    SERVICE,
    at,
    begun,
    changed,
    examined,
    next_year,
    released,
    submitted,
)
from madang.rules.drafting.service import pack_files
from madang.rules.service import KOREA, Rulebook, check, family_from, figure_on, installed_rulebook
from madang.trust import service as trust

pytestmark = pytest.mark.django_db
EVERYTHING = trust.system("test")


def pensioner(rulebook: Rulebook, on: dt.date, income: int = 0) -> Any:
    facts = {"stay.abroad_days": 0, "person.whereabouts": "home"}
    persons = [{"id": "a", "birth_date": "1955-03-01", "nationality": "KR", "sex": "female", "facts": facts}]
    return family_from(
        {"date": on, "applicant": "a", "persons": persons, "given": {"basic_pension.recognised_income": income},
         "residences": [{"id": "h", "persons": ["a"], "region": "1111000000"}]}, rulebook,
    )  # fmt: skip


def line(on: dt.date) -> object:
    return figure_on(installed_rulebook(), LINE, on)


def test_it_is_in_force_here_at_once_and_the_days_before_are_as_they_were() -> None:
    before = rulemaking.in_force()
    draft = submitted()
    assert line(NEW_YEAR) is None, "a draft is not the law"
    assert released(draft) == 1
    held = rulemaking.in_force()
    assert held.rulebook is installed_rulebook()
    assert (held.number, line(NEW_YEAR), line(dt.date(2026, 6, 1))) == (1, Decimal(2600000), Decimal(2470000))
    rulebook = installed_rulebook()
    for income, holds in ((2_600_000, True), (2_600_001, False)):
        (answer,) = check(rulebook, pensioner(rulebook, NEW_YEAR, income), [PENSION])
        assert {clause.id: clause.holds for clause in answer.clauses}["income"] is holds
    old = [check(book, pensioner(book, dt.date(2026, 6, 1)), [PENSION]) for book in (before.rulebook, rulebook)]
    assert old[0] == old[1], "closure and all"


def test_a_process_that_starts_reads_it_and_one_that_runs_is_rung(django_assert_num_queries: Any) -> None:
    released(submitted())
    rulemaking.forget()
    assert line(NEW_YEAR) is None
    with django_assert_num_queries(2):
        rulemaking.in_force()
    assert line(NEW_YEAR) == Decimal(2600000)
    with django_assert_num_queries(1):
        rulemaking.in_force()


def test_it_is_never_changed() -> None:
    released(submitted())
    one = rulemaking.release_of(1)
    assert (one.writers, one.releaser, one.services, one.version) == (
        ["author"], "releaser", [PENSION], rulemaking.in_force().version,
    )  # fmt: skip
    for change in (lambda: Release.objects.update(title="x"), lambda: Release.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(rulemaking.NoSuchDraft):
        rulemaking.release_of(2)


def test_two_drafts_of_one_file_are_put_together_and_what_collides_is_refused() -> None:
    first, second, third = (begun() for _ in range(3))
    changed(first, next_year())
    text = rulemaking.in_force().files[FIGURES]
    changed(second, {FIGURES: text.replace("# Notice =", "# 고시 =")})
    changed(third, {FIGURES: next_year(2_700_000)[FIGURES]})
    for draft in (first, second, third):
        examined(draft)
        if draft != third:
            trust.perform(rulemaking.Submit(draft, at(draft)), AUTHOR)
    released(first)
    with pytest.raises(rulemaking.RulebookMoved):
        released(second)
    assert examined(second).sound
    assert released(second) == 2
    held = rulemaking.in_force()
    assert "2600000" in held.files[FIGURES]
    assert "# 고시 =" in held.files[FIGURES]
    found = examined(third)
    assert [one["code"] for one in found.found["problems"]] == ["collides"]


def test_a_pack_that_has_the_release_in_it_already_or_elsewhere_changed_takes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released(submitted())
    pack = dict(pack_files(KOREA))
    with_it = {**pack, **next_year_of(pack)}
    assert rulemaking.together(with_it, files_released())[2] == []
    moved = {**pack, FIGURES: "# a new head\n" + pack[FIGURES]}
    files, rulebook, left = rulemaking.together(moved, files_released())
    assert left == []
    assert files[FIGURES].startswith("# a new head")
    assert rulebook is not None
    assert figure_on(rulebook, LINE, NEW_YEAR) == Decimal(2600000)


def test_a_release_that_no_longer_fits_is_left_out_and_named_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released(submitted())
    text = rulemaking.in_force().files[SERVICE]
    released(submitted({SERVICE: text.replace("65세 이상이고", "65세를 넘고")}))
    pack = dict(pack_files(KOREA))
    pack[FIGURES] = pack[FIGURES].replace("value: 2470000, source", "value: 2470000, note: x, source")
    monkeypatch.setattr(holding, "pack_files", lambda folder: pack)
    rulemaking.forget()
    held = rulemaking.in_force()
    assert [one.number for one in held.left_out] == [1]
    assert FIGURES in held.left_out[0].why.ko
    assert held.number == 2
    assert line(NEW_YEAR) is None
    assert "65세를 넘고" in installed_rulebook().pack.services[PENSION].summary.ko  # type: ignore[union-attr]


def files_released() -> list[tuple[int, Any]]:
    return list(Release.objects.order_by("number").values_list("number", "files"))


def next_year_of(pack: dict[str, str]) -> dict[str, str]:
    return {path: pair["text"] for path, pair in rulemaking.release_of(1).files.items()}
