"""The list of seeded faults fits the code as it is; whether each is caught, `python -m tests.seeded_faults` shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.tests.part import FAMILY_AND_OLD_AGE
from tests.plan import SOURCE
from tests.seeded_faults.fault import Fault, StaleFault, load_faults

GROUPS, FAULTS = load_faults()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_the_text_a_fault_replaces_stands_there_once(fault: Fault) -> None:
    """A fault whose text is gone proves nothing: write it anew for the code as it is."""
    assert fault.spoiled(SOURCE) != (SOURCE / fault.file).read_text(encoding="utf-8")
    assert fault.tests in GROUPS


def test_a_text_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text("age >= 65\nage >= 65\n", encoding="utf-8")
    for old in ("age > 65", "age >= 65"):
        with pytest.raises(StaleFault):
            Fault("x", "rules", "", "rule.yaml", old, "", "cases").spoiled(tmp_path)


def test_faults_are_many_and_everywhere() -> None:
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)
    assert min(sum(fault.part == part for fault in FAULTS) for part in ("rules", "engine")) >= 12
    assert set(FAMILY_AND_OLD_AGE) <= {fault.only for fault in FAULTS if fault.part == "rules"}  # more: rule_faults
    assert all((SOURCE / path).exists() for paths in GROUPS.values() for path in paths)
