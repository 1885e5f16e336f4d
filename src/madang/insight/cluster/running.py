"""The driver: sends blocks through the workers and adds up what they say."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang.insight.cluster.about import CODES, FAMILIES, About, about_of
from madang.insight.cluster.law import Law
from madang.insight.cluster.measures import Measure, how_added
from madang.insight.cluster.problems import BlocksUnfit, WorkStopped
from madang.insight.cluster.result import CodesCounted, FamiliesCounted, codes_counted, families_counted
from madang.insight.cluster.session import first_words
from madang.insight.cluster.task import Task, packed_coding
from madang.insight.cluster.writing import ABOUT, BLOCKS
from madang.rules.service import services_on

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Progress = Callable[[int, int], None]
"""Told how many residents more are done, and of how many."""
POLLED = 0.5
"""Seconds between two looks at how far the workers are."""


def run_blocks(
    spark: SparkSession,
    folder: str,
    law: Law,
    *,
    services: Sequence[str] | None = None,
    kernels: Path | None = None,
    progress: Progress = lambda more, of: None,
) -> FamiliesCounted | CodesCounted:
    """Everybody in a folder of blocks. folder: as Spark finds it (a path, file://, hdfs://, s3a://). services: those
    the blocks were written for, or fewer; of coded residents any in force. kernels: where workers keep compiled code.

    BlocksUnfit; KeyError for a service that there is not; WorkStopped; ProblemsFound for packs that cannot be read.
    """
    about = read_about(spark, folder)
    rulebook = law.rulebook()
    chosen = _chosen(about, services)
    if chosen is not None:
        services_on(rulebook, about.date, chosen)
    coding = None if about.coding is None else packed_coding(about.coding)
    task = Task(uuid.uuid4().hex, law, about.date, chosen, kernels, coding)
    found = _sums(spark, f"{folder}/{BLOCKS}", about, task, progress)
    if about.kind == CODES:
        return codes_counted(about, found)
    assert chosen is not None
    return families_counted(rulebook, about, chosen, found)


def read_about(spark: SparkSession, folder: str) -> About:
    """What the folder says of itself. BlocksUnfit."""
    try:
        (row,) = spark.read.parquet(f"{folder}/{ABOUT}").collect()
    except Exception as refused:  # a missing path, a scheme without a driver, a folder that is not to be read
        raise BlocksUnfit(
            f"'{folder}'에서 블록을 읽을 수 없습니다 (`madang cluster write`가 만듭니다): {first_words(refused)}",
            f"no blocks to read in '{folder}' (`madang cluster write` makes them): {first_words(refused)}",
        ) from refused
    return about_of(row["about"])


def _chosen(about: About, services: Sequence[str] | None) -> tuple[str, ...] | None:
    if about.kind != FAMILIES:
        return None if services is None else tuple(services)
    chosen = about.services if services is None else tuple(services)
    absent = [id for id in chosen if id not in about.services]
    if absent:
        raise BlocksUnfit(
            f"블록은 {', '.join(absent)} 없이 쓰였습니다 (있는 것: {', '.join(about.services)}).",
            f"the blocks were written without {', '.join(absent)} (they hold {', '.join(about.services)})",
        )
    return chosen


def _sums(spark: SparkSession, blocks: str, about: About, task: Task, progress: Progress) -> list[Measure]:
    from pyspark.sql import functions

    from madang.insight.cluster import worker
    from madang.insight.cluster.block_rows import CODES as CODED
    from madang.insight.cluster.block_rows import FAMILIES as WHOLE
    from madang.insight.cluster.block_rows import as_spark

    schema, work = (CODED, worker.codes) if about.kind == CODES else (WHOLE, worker.families)
    try:
        told = (
            spark.read.schema(as_spark(schema))
            .parquet(blocks)
            .mapInArrow(partial(work, task), worker.RESULT)
            .groupBy("service", "region", "measure")
            .agg(*(getattr(functions, how)("value").alias(how) for how in ("sum", "max", "min")))
        )
        with _watched(spark, about.residents, progress):
            rows = told.collect()
    except Exception as stopped:  # Spark tells a worker's error by one of its own
        raise _stopped(stopped, worker.MARK) from stopped
    return [Measure(row["service"], row["region"], row["measure"], row[how_added(row["measure"])]) for row in rows]


def _stopped(stopped: Exception, mark: str) -> WorkStopped:
    """A worker's own words: with the number of the block, else the last line of what Python reports."""
    told = str(stopped)
    found = re.search(rf"{mark} (\d+): (.+)", told)
    if found:
        return WorkStopped(int(found[1]), found[2].strip())
    python = re.findall(r"^(?:[A-Za-z_]\w*\.)*\w*(?:Error|Exception|Missing)\b.*", told, re.MULTILINE)
    return WorkStopped(None, python[-1] if python and "Python worker" in told else first_words(stopped))


@contextmanager
def _watched(spark: SparkSession, residents: int, progress: Progress) -> Iterator[None]:
    """Tells progress in residents, by the tasks that are done."""
    over = threading.Event()
    told = 0

    def look() -> None:
        nonlocal told
        while not over.wait(POLLED):
            now = int(residents * done(spark.sparkContext.statusTracker()))
            if now > told:
                progress(now - told, residents)
                told = now

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    progress(residents - told, residents)


def done(tracker: Any) -> float:
    """The share of the tasks of the first stage at work that is done; 0 where none is known."""
    stages: Iterable[int] = sorted(tracker.getActiveStageIds())
    infos: Mapping[int, Any] = {stage: tracker.getStageInfo(stage) for stage in stages}
    first = next((info for info in infos.values() if info is not None and info.numTasks), None)
    return 0.0 if first is None else float(first.numCompletedTasks / first.numTasks)
