"""Spark on two local workers says what one machine says: counts, units and won, by service and place; and its errors.

Skipped where pyspark or Java is missing (make setup-spark).
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from madang.insight.cluster.law import Law
from madang.insight.cluster.problems import BlocksUnfit, MasterUnusable, WorkStopped
from madang.insight.service import (
    CodesCounted,
    FamiliesCounted,
    law_here,
    run_blocks,
    session,
    write_codes,
    write_families,
)
from madang.rules.columns.service import OPEN, Columns, Tally, finish
from madang.rules.service import KOREA, load_rulebook, pack_on, services_on
from madang.simulation.service import CodedPopulation, make_catalogue, source_drawn

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs the extra `spark`: make setup-spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java 17"),
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets between Python and Java that py4j leaves
]

ON = dt.date(2026, 11, 20)
KERNELS = Path(__file__).parents[4] / "var" / "columns"
"""Compiled once for all runs of the tests."""
ODD = """
service: odd
kind: benefit
label: {ko: 별난 지원, en: Odd}
agency: 부처
law: 법
unit: applicant_alone
gives: {per: month}
clauses:
  - {id: divided, when: "100 / (age - 30) <= 5", law: 법 §1, label: {ko: 나눔, en: Divided}}
amount: {value: "age * 1000", law: 법 §2}
"""
"""A service that cannot be worked out for whoever is thirty."""
SERVICES = ["basic_pension", "odd"]
SIZE = 3_000


@dataclass
class Forgetful:
    """A population of which every twentieth birth is not known, so that rows are left to the interpreter."""

    source: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)

    def chunks(self, columns: Columns) -> Iterator[tuple[Any, Any]]:
        for chunk, regions in self.source.chunks(columns):
            births = chunk.facts[BIRTH].copy()
            births[::20] = OPEN
            yield replace(chunk, facts={**chunk.facts, BIRTH: births}), regions


BIRTH = ("person.birth_date", None)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with session("local[2]", {"spark.sql.shuffle.partitions": "2"}) as started:
        yield started


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "pack.yaml").write_text("id: odd\nlabel: {ko: 별난, en: Odd}\nversion: 1.0.0\n", "utf-8")
    (pack / "services").mkdir()
    (pack / "services" / "odd.yaml").write_text(ODD, "utf-8")
    return law_here([pack])


@pytest.fixture(scope="module")
def families(law: Law, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tally]:
    """Blocks, and what one machine counts in them."""
    rulebook = law.rulebook()
    columns = Columns(rulebook, ON, services_on(rulebook, ON, SERVICES), KERNELS)
    source: Any = Forgetful(source_drawn(SIZE, 5, "nation"))
    folder = tmp_path_factory.mktemp("families") / "blocks"
    write_families(folder, columns, source)
    tally = Tally(rulebook, ON, columns.plans)
    for chunk, _ in source.chunks(columns):
        found = columns.run(chunk)
        tally.note_left(chunk, found)
        finish(rulebook, ON, chunk, found)
        tally.add(chunk, found)
    return folder, tally


def test_families_are_counted_as_on_one_machine(spark: Any, law: Law, families: tuple[Path, Tally]) -> None:
    folder, tally = families
    told: list[tuple[int, int]] = []
    found = run_blocks(spark, folder.as_uri(), law, kernels=KERNELS, progress=lambda more, of: told.append((more, of)))
    assert isinstance(found, FamiliesCounted)
    assert found.tally.as_dict() == tally.as_dict()
    odd = tally.services["odd"]
    assert min(odd.left, odd.statuses["unknown"], odd.statuses["fault"], odd.amount) > 0
    assert [one.definition for one in tally.faults_of("odd")] == ["divided"]
    assert sum(one.units for one in found.provinces.values()) == sum(one.units for one in tally.services.values()) > 0
    assert {place for _, place in found.provinces} > {"서울특별시", "경상남도"}
    assert found.spent["interpreter"] > 0
    assert sum(more for more, _ in told) == tally.persons
    assert {of for _, of in told} == {tally.persons}
    one = run_blocks(spark, folder.as_uri(), law, services=SERVICES[1:], kernels=KERNELS)
    assert isinstance(one, FamiliesCounted)
    assert one.as_dict()["services"] == tally.as_dict()["services"][1:]


def test_coded_residents_are_counted_as_on_one_machine(spark: Any, tmp_path: Path) -> None:
    day = dt.date(2026, 11, 20)
    make_catalogue(60, 1, tmp_path / "catalogue", on=day)
    rulebook = load_rulebook([KOREA, tmp_path / "catalogue"])
    source = CodedPopulation(SIZE, 5, "nation", day)
    write_codes(tmp_path / "codes", rulebook, day, source)
    found = run_blocks(spark, (tmp_path / "codes").as_uri(), law_here([tmp_path / "catalogue"]))
    assert isinstance(found, CodesCounted)
    packed = pack_on(rulebook, day, source)
    assert dict(found.counts) == packed.counts()
    assert found.persons == packed.residents
    assert found.refused.keys() == packed.refused.keys()
    ends, provinces = [], []
    for part in source.parts():
        (zone, *_) = np.flatnonzero(part.residents).tolist()
        code = source.domains["residence.region"][source.zones[zone][0]]["region.province"]
        provinces.append(rulebook.regions.find(code, day).name)
        ends.append(part.first + int(part.residents.sum()))
    most = max(found.counts, key=lambda id: found.counts[id])
    here: dict[str, int] = {}
    for place in np.searchsorted(ends, packed.members(most), side="right").tolist():
        here[provinces[place]] = here.get(provinces[place], 0) + 1
    assert here == {place: one.eligible for (id, place), one in found.provinces.items() if id == most}


def test_a_block_that_fails_is_named(spark: Any, law: Law, families: tuple[Path, Tally], tmp_path: Path) -> None:
    from pyarrow import parquet

    from madang.insight.cluster.block_rows import FAMILIES, families_of, families_row

    shutil.copytree(families[0], tmp_path / "blocks")
    path = next((tmp_path / "blocks").rglob("block-00003.parquet"))
    chunk, regions = families_of(parquet.ParquetFile(path).read().cast(FAMILIES).to_batches()[0], 0)
    broken = replace(chunk, home=np.full_like(chunk.home, chunk.homes))
    parquet.write_table(families_row(3, broken, regions), path)
    with pytest.raises(WorkStopped, match="3번 블록") as stopped:
        run_blocks(spark, (tmp_path / "blocks").as_uri(), law, kernels=KERNELS)
    assert stopped.value.block == 3
    assert "ChunkRefused" in stopped.value.label.en
    row = families_row(3, chunk, regions)
    parquet.write_table(row.drop_columns("version"), path)
    with pytest.raises(WorkStopped, match="version None"):
        run_blocks(spark, (tmp_path / "blocks").as_uri(), law, kernels=KERNELS)


def test_a_worker_with_another_engine_stops(
    spark: Any, law: Law, families: tuple[Path, Tally], monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = law.rulebook()
    monkeypatch.setattr(Law, "rulebook", lambda other: rulebook)  # here alone: the workers look at what they have
    with pytest.raises(WorkStopped, match=r"LawDiffers.*같은 판"):
        run_blocks(spark, families[0].as_uri(), Law("another"), kernels=KERNELS)


def test_what_is_not_there_is_refused(spark: Any, families: tuple[Path, Tally], tmp_path: Path) -> None:
    with pytest.raises(BlocksUnfit, match="madang cluster write"):
        run_blocks(spark, (tmp_path / "nothing").as_uri(), law_here())
    with pytest.raises(BlocksUnfit, match="housing"):
        run_blocks(spark, families[0].as_uri(), law_here(), services=["housing"])


def test_a_master_that_is_none_is_refused() -> None:
    with pytest.raises(MasterUnusable, match="spark://HOST"), session("loca[2]", {}):
        pass
