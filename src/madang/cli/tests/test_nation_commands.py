"""`madang nation`: what it counts, what it refuses, what it says of failing definitions and while it compiles."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from madang.cli import progress
from madang.cli.main import INTERRUPTED, main
from madang.rules import service as rules
from madang.simulation.service import generate
from tests.failing import plain_kernels, without_figure

SERVICE = "basic_pension"
COUNTED = ["nation", "--service", SERVICE, "--date", "2026-07-01"]
RUN = [*COUNTED, "--size", "400", "--province", "세종특별자치시"]


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MADANG_HOME", str(tmp_path / "home"))
    with plain_kernels():
        yield


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


def counted(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_folder_and_the_same_residents_drawn_are_counted_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate(400, 2026, "세종특별자치시", tmp_path / "there", slices=False)
    told = counted(capsys, *COUNTED, "--population", str(tmp_path / "there"))
    drawn = counted(capsys, *RUN)
    for one in (told, drawn):
        assert set(one) == {"date", "persons", "services", "cpu_seconds", "peak_mb"}
        assert one.pop("peak_mb") > 0
        assert set(one.pop("cpu_seconds")) == {"compile", "population", "columns", "kernels", "interpreter"}
    assert told == drawn
    (service,) = told["services"]
    assert set(service) == {
        "service", "statuses", "units", "amount", "left", "holds", "faults", "refusals",
    }  # fmt: skip
    assert sum(service["statuses"].values()) == told["persons"]
    assert service["faults"] == service["refusals"] == []
    assert service["amount"] > 100_000 * service["units"] > 0


def test_the_table_says_the_same_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    told = counted(capsys, *RUN)["services"][0]
    assert main(RUN) == 0
    written = capsys.readouterr()
    lines = written.out.splitlines()
    assert "주민" in lines[0]
    assert "residents" in lines[0]
    assert (lines[1].split()[0], lines[2].split()[0]) == ("서비스", "eligible")
    cells = lines[3].split()
    assert cells[0] == SERVICE
    assert cells[1].replace(",", "") == str(told["statuses"]["eligible"])
    assert cells[-1].replace(",", "") == str(told["amount"])
    assert written.err == "", "a file or a pipe is no terminal"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nation"], 2, "--population이나 --size"),
        (["nation", "--size", "5", "--population", "x"], 2, "--population이나 --size"),
        ([*RUN, "--service", "nonsense"], 2, "no such service: nonsense"),
        (["nation", "--size", "5", "--province", "달나라"], 1, "서울특별시"),
        (["nation", "--population", "/nowhere/at/all"], 1, "madang province --folder"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_compiled(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("madang.rules.columns.service.Columns", None)
    assert main(arguments) == status
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "madang province --folder"),
        ("{", "인구를 읽을 수 없습니다"),
        ('{"size": 3, "province": "nation", "regions": []}', "persons"),
    ],
)
def test_an_empty_or_broken_folder_is_told(
    manifest: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    assert main([*COUNTED, "--population", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "인구를 읽을 수 없습니다" in told


@pytest.mark.parametrize("date", ["tomorrow", "2026-02-30", "20260701"])
def test_a_day_that_is_none_is_used_wrongly(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*RUN, "--date", date])
    assert ended.value.code == 2
    assert date in capsys.readouterr().err


def test_a_day_outside_the_years_held_leaves_everybody_open(capsys: pytest.CaptureFixture[str]) -> None:
    told = counted(capsys, *RUN, "--date", "2035-07-01")
    (service,) = told["services"]
    assert service["statuses"]["unknown"] == told["persons"] > 0


def test_a_failing_definition_is_one_line_with_its_count_and_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, name = rules.load_rulebook(), "basic_pension_line_single"
    broken = without_figure(book, name, dt.date(2026, 7, 1))
    sound = counted(capsys, *RUN)["services"][0]
    monkeypatch.setattr("madang.rules.service.load_rulebook", lambda: broken)
    (failing,) = counted(capsys, *RUN)["services"]
    assert failing["statuses"]["fault"] > 0
    assert 0 < failing["statuses"]["ineligible"] <= sound["statuses"]["ineligible"]
    label = book.pack.parameters[name].label
    (fault,) = failing["faults"]
    assert fault["definition"] == "income"
    assert fault["residents"] >= failing["statuses"]["fault"]
    assert fault["ko"] == f"'{label.ko}'의 2026-07-01 값이 없습니다"
    assert fault["en"] == f"there is no figure for '{label.en}' on 2026-07-01"
    assert main(RUN) == 0
    out = capsys.readouterr().out
    assert out.count(f"! {SERVICE}.income: {fault['residents']:,}명") == 1
    assert out.count(fault["ko"]) == out.count(fault["en"]) == 1


def test_an_interruption_says_so_and_ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("madang.rules.columns.service.finish", interrupted)
    assert main(RUN) == INTERRUPTED
    told = capsys.readouterr()
    assert "Interrupted" in told.err
    assert told.out == ""


def test_without_the_engine_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from madang.rules.columns.service import FastEngineMissing

    def missing(*_: object, **__: object) -> None:
        raise FastEngineMissing("numba")

    monkeypatch.setattr("madang.rules.columns.service.Columns", missing)
    assert main(RUN) == 1
    assert "make setup-nation" in capsys.readouterr().err


@pytest.mark.parametrize("quiet", [False, True])
def test_compiling_is_told_on_a_terminal_and_wiped(quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "SILENT", 0.0)
    assert main([*RUN, *(["--quiet"] if quiet else [])]) == 0
    told = terminal.getvalue()
    if quiet:
        assert told == ""
        return
    steps = told.split("Compiling the rules, once: ")[1:]
    of = int(steps[0].split(" of ")[1].split("\r")[0])
    assert [step.split("\r")[0] for step in steps] == [f"{number} of {of}" for number in range(1, of)]
    assert "규칙을 기계어로 옮기는 중" in told
    assert f"{progress.CLEAR}\r█" in told, "the line is gone before the bar begins"


def test_kernels_that_lie_ready_are_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    line = progress.Compiling(shown=True)
    for number in range(1, 175):
        line.step(number, 174)
    assert terminal.getvalue() == ""
