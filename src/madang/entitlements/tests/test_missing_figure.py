"""A figure without a value for the day: its service is open, an operator is told, and nothing else is disturbed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from madang.entitlements.alerts import FAULTS
from madang.entitlements.models import StandingAnswer
from madang.entitlements.service import Remembered, alerts, changes_of, enrol, follow_changes, look_again_on
from madang.entitlements.tests.pensioner import pensioner
from madang.entitlements.tests.people import changed_pack
from madang.facts.service import NewFact, record, take_changes
from madang.rules.service import Rulebook

DAY = dt.date(2026, 3, 20)
PENSION = "basic_pension"
pytestmark = pytest.mark.django_db


def rows() -> dict[tuple[str, str], tuple[Any, ...]]:
    found = StandingAnswer.objects.all()
    return {(one.resident_id, one.service): (one.status, one.low, one.high, one.faulty) for one in found}


FIGURE = (
    "parameters:\n  - {name: pension_age, type: number, label: {ko: 연금 나이, en: Pension age}, law: 법 §1, "
    "values: [{from: 2024-01-01, to: 2025-12-31, value: 65, source: 고시, certainty: official}]}\n"
)
FIGURES = "parameters/basic_pension.yaml"
IN_A_CLAUSE = (
    "pension_age",
    (FIGURES, r"^parameters:\n", FIGURE),
    ("services/basic_pension.yaml", "when: age >= 65", "when: age >= parameter.pension_age"),
)
IN_THE_AMOUNT = (
    "basic_pension_base",
    (FIGURES, r"(name: basic_pension_base\n(?:.*\n)+?) +- \{from: 2026-01-01,.*\n", r"\1"),
)
NO_YEARS = ("pack.yaml", r"^years: .*\n", "")
"""A pack that promises its figures for no year is not refused for a missing one."""


@pytest.mark.parametrize("case", [IN_A_CLAUSE, IN_THE_AMOUNT], ids=["of a clause", "of the amount"])
@pytest.mark.parametrize("kept", [False, True], ids=["anew", "with a memory"])
def test_the_service_is_open_with_an_alert_and_all_others_stay(
    rulebook: Rulebook, tmp_path: Path, case: Any, kept: bool
) -> None:
    for person in ("p1", "p2"):
        pensioner(rulebook, person)
    enrol(rulebook, ["p1", "p2"], DAY)
    take_changes()
    sound, counted = rows(), FAULTS.labels(PENSION, "definition")._value.get()
    assert {row[0] for key, row in sound.items() if key[1] == PENSION} == {"eligible"}
    assert alerts() == []
    figure, *changes = case
    broken = changed_pack(tmp_path / "broken", NO_YEARS, *changes)
    remembered = Remembered.of_families(broken) if kept else None
    with capture_logs() as logged:
        look_again_on(broken, DAY, remembered=remembered)
    _is_open(sound, met=2)
    label = broken.pack.parameters[figure].label
    (alert,) = alerts()
    assert alert.message_ko == f"'{label.ko}'의 2026-03-20 값이 없습니다"
    assert alert.message_en == f"there is no figure for '{label.en}' on 2026-03-20"
    (line,) = [one for one in logged if one["event"] == "entitlement_fault"]
    assert line == {
        "event": "entitlement_fault", "log_level": "error", "service": PENSION, "code": "definition", "residents": 2,
        "why": alert.message_en,
    }  # fmt: skip
    assert FAULTS.labels(PENSION, "definition")._value.get() == counted + 2
    assert [one.kind for one in changes_of("p1")] == ["lost"]
    record(broken, [NewFact("p1", "assets.financial", 5, "nts")], key="saves")
    moved = follow_changes(broken, DAY, remembered=remembered)
    assert moved is not None
    assert (moved.residents, moved.differences, moved.told) == (1, 0, [])
    _is_open(sound, met=3)
    look_again_on(rulebook, DAY)
    assert rows() == sound


def _is_open(sound: dict[tuple[str, str], tuple[Any, ...]], met: int) -> None:
    """The pension of both is unknown and faulty, every other row is what it was, and so many met the fault."""
    found = rows()
    assert {row[0::3] for key, row in found.items() if key[1] == PENSION} == {("unknown", True)}
    others = {key: row for key, row in found.items() if key[1] != PENSION}
    assert others == {key: row for key, row in sound.items() if key[1] != PENSION}
    (alert,) = alerts()
    assert (alert.service, alert.code, alert.count) == (PENSION, "definition", met)
