"""A Spark session for blocks of residents: started, looked after while it works, and stopped."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from madang.insight.cluster.problems import JAVA, JavaMissing, MasterUnusable, SparkMissing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = re.compile(r"local(\[.*\]|-cluster\[.*\])?")
"""Masters whose workers run on this machine."""

CLUSTER = re.compile(r"spark://.|yarn$|k8s://.")

SETTINGS = {
    "spark.app.name": "madang",
    "spark.ui.showConsoleProgress": "false",
    # A row is a block of tens of megabytes: one at a time goes to a worker, and few make a task.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1",
    "spark.sql.parquet.columnarReaderBatchSize": "1",
    "spark.sql.files.maxPartitionBytes": "16m",
    "spark.sql.shuffle.partitions": "4",
    # A task has one core: the loops over bits take no more.
    "spark.executorEnv.NUMBA_NUM_THREADS": "1",
}
"""What may be set otherwise by whoever starts the run."""

ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
}
"""Further ones where the workers run here; they also look for modules where this process does."""


def is_local(master: str) -> bool:
    """Whether the workers of a master run on this machine."""
    return LOCAL.fullmatch(master) is not None


@contextmanager
def session(master: str, settings: Mapping[str, str], *, log: str = "OFF") -> Iterator[SparkSession]:
    """A session that ends with the block. SparkMissing, JavaMissing; MasterUnusable when Spark does not start."""
    try:
        from pyspark.sql import SparkSession  # isort: skip -- the one that is missed most is named first
        import pandas  # noqa: F401 -- mapInArrow refuses to start without it
        import pyarrow  # noqa: F401
    except ImportError as missing:
        raise SparkMissing(missing) from missing
    check_java()
    if not (is_local(master) or CLUSTER.match(master)):
        raise MasterUnusable(master, None)
    local = is_local(master)
    if local:
        for name in ("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"):
            os.environ.setdefault(name, sys.executable)
    logging.getLogger("py4j").setLevel(logging.WARNING)  # it tells of every connection it closes
    builder = SparkSession.builder.master(master)
    of_place = {**ON_THIS_MACHINE, "spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for name, value in {**SETTINGS, "spark.log.level": log, **(of_place if local else {}), **settings}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as refused:  # Spark says it by errors of Java, of the gateway to it, or of its own
        raise MasterUnusable(master, first_words(refused)) from refused
    spark.sparkContext.setLogLevel(log)
    try:
        yield spark
    finally:
        spark.stop()


def check_java() -> None:
    """JavaMissing where there is no Java, or an older one than Spark starts on."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).exists():
        raise JavaMissing(None)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if version is None or int(version[1]) < JAVA:
        raise JavaMissing(version[1] if version else said.stderr.strip() or None)


def first_words(refused: BaseException) -> str:
    """The line of an error that says what is wrong: of Java's, the exception without where it was thrown."""
    lines = [line.strip() for line in str(refused).splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith(": ")), lines[0] if lines else type(refused).__name__)
    return re.sub(r"^: (?:[\w$]+\.)+[\w$]+: ", "", told)
