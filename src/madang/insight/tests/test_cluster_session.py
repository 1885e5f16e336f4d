"""What keeps Spark from starting is said with what to do about it; the law and the engine are one on every worker."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from madang.insight.cluster import law
from madang.insight.cluster.law import Law, law_here
from madang.insight.cluster.problems import JavaMissing, LawDiffers, MasterUnusable, SparkMissing
from madang.insight.cluster.session import check_java, first_words, is_local, session
from madang.insight.cluster.writing import write_families
from madang.rules.columns.service import Columns
from madang.rules.service import KOREA, load_rulebook
from madang.simulation.service import make_catalogue, source_drawn


@pytest.mark.parametrize("module", ["pyspark.sql", "pyarrow", "pandas"])
def test_without_the_extra_the_command_that_installs_it_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SparkMissing, match="make setup-spark"), session("local[2]", {}):
        pass


def test_writing_needs_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    columns = Columns(load_rulebook(), dt.date(2026, 11, 20), ())
    with pytest.raises(SparkMissing, match="make setup-spark"):
        write_families(tmp_path / "f", columns, source_drawn(50, 3, "세종특별자치시"))
    assert list(tmp_path.iterdir()) == []


def java(folder: Path, said: str) -> str:
    """A JAVA_HOME whose java says this of its version."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\n", "utf-8")
    program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('openjdk version "11.0.22" 2024-01-16', "11"),
        ('java version "1.8.0_402"', "8"),
        ("no such thing", "no such thing"),
    ],
)
def test_an_old_java_is_refused(said: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, said))
    with pytest.raises(JavaMissing, match=f"Java {found}.*17"):
        check_java()


def test_java_is_looked_for_where_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, 'openjdk version "21.0.2" 2024-01-16'))
    check_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(JavaMissing, match="JAVA_HOME"):
        check_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JavaMissing, match="openjdk-17"):
        check_java()


def test_which_masters_are_on_this_machine() -> None:
    assert [is_local(one) for one in ("local", "local[2]", "local[*]", "local-cluster[2,1,1024]")] == [True] * 4
    assert [is_local(one) for one in ("spark://local:7077", "yarn", "localhost", "k8s://local")] == [False] * 4


def test_of_an_error_of_javas_the_reason_is_told() -> None:
    told = "An error occurred while calling X.\n: org.apache.spark.SparkException: Could not parse\n\tat Y(Z:3)"
    assert first_words(RuntimeError(told)) == "Could not parse"
    assert first_words(RuntimeError("[PATH_NOT_FOUND] no path\nmore")) == "[PATH_NOT_FOUND] no path"
    assert first_words(RuntimeError()) == "RuntimeError"
    assert "?" in str(MasterUnusable("x", "?"))


def test_the_same_law_is_the_same_digest_and_another_is_not(tmp_path: Path) -> None:
    make_catalogue(3, 1, tmp_path / "a")
    make_catalogue(3, 1, tmp_path / "b")
    make_catalogue(3, 2, tmp_path / "c")
    one, same, other = (law_here([tmp_path / name]) for name in "abc")
    assert one.digest == same.digest
    assert len({one.digest, other.digest, law_here().digest}) == 3
    made = [id for id in one.rulebook().pack.services if id.startswith("gov24_")]
    assert made == [id for id in load_rulebook([KOREA, tmp_path / "a"]).pack.services if id.startswith("gov24_")]
    assert len(made) == 3


def test_a_worker_with_another_engine_is_refused() -> None:
    with pytest.raises(LawDiffers, match="abc"):
        Law("abc").rulebook()


def test_engine_and_pack_are_in_the_digest_and_tests_are_not() -> None:
    names = {path.relative_to(law.HOUSE).as_posix() for path in law._files()}
    assert {"rules/columns/engine.py", "insight/cluster/worker.py", "rules/feel/grammar.lark"} <= names
    assert any(name.startswith("packs/korea/services/") for name in names)
    assert not [name for name in names if "/tests/" in name or "__pycache__" in name]
