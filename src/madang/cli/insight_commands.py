"""`madang whatif`: what a change of the law's figures does to everybody of a population."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.nation_commands import NO_POPULATION, add_population, kernels_folder
from madang.cli.progress import Compiling, Progress

if TYPE_CHECKING:
    from madang.insight.service import Source, WhatIf


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    parser.add_argument(
        "--set", action="append", required=True, dest="changes", metavar="NAME=VALUE",
        help="a figure as it would be: NAME=400000, NAME=+5%%, TABLE.entry=VALUE, LIST[1]=VALUE; may be repeated",
    )  # fmt: skip
    add_population(parser)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--lang", choices=("ko", "en"), default="ko")
    parser.add_argument("--csv", type=Path, help="also write every group to this file")
    parser.add_argument("--chart", type=Path, help="also write a picture (SVG) of each service: NAME-service.svg")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does ``command``: 0 done, 1 refused with a message, 2 used wrongly."""
    if (arguments.population is None) == (arguments.size is None):
        print("--population이나 --size 가운데 하나를 적으세요. / give --population or --size", file=sys.stderr)
        return 2
    from madang.rules.service import ReformRefused

    try:
        from madang.insight.service import NoEffect
        from madang.rules.columns.service import FastEngineMissing
    except ImportError as missing:
        print(
            f"전국 계산에는 numba가 필요합니다: make setup-nation / needs numba: make setup-nation ({missing})",
            file=sys.stderr,
        )
        return 1
    try:
        _show(_result(arguments), arguments)
    except (ReformRefused, NoEffect) as refused:
        print(f"{refused.label.ko} / {refused.label.en}", file=sys.stderr)
    except FastEngineMissing as missing:
        print(missing, file=sys.stderr)
    except FileNotFoundError as error:
        print(f"인구를 읽을 수 없습니다. / {error}\n{NO_POPULATION}", file=sys.stderr)
    except ValueError as error:
        print(f"인구를 읽을 수 없습니다. / {error}", file=sys.stderr)
    else:
        return 0
    return 1


def _result(arguments: argparse.Namespace) -> WhatIf:
    from madang.insight.service import what_if
    from madang.rules.service import load_rulebook, read_change

    rulebook = load_rulebook()
    changes = [read_change(text, rulebook) for text in arguments.changes]
    source = _source(arguments)
    progress, compiling = Progress(source.counted, shown=not arguments.quiet), Compiling(shown=not arguments.quiet)
    result = what_if(
        rulebook, changes, arguments.date, source, kernels=kernels_folder(), progress=progress.step,
        compiling=compiling.step,
    )  # fmt: skip
    progress.close()
    return result


def _source(arguments: argparse.Namespace) -> Source:
    from madang.simulation.service import open_population, source_drawn, source_of

    if arguments.population is not None:
        return source_of(open_population(arguments.population))
    return source_drawn(arguments.size, arguments.seed, arguments.province)


def _show(result: WhatIf, arguments: argparse.Namespace) -> None:
    from madang.insight.service import as_csv, as_dict, chart, table

    if arguments.format == "json":
        print(json.dumps(as_dict(result), ensure_ascii=False, indent=1))
    elif arguments.format == "csv":
        sys.stdout.write(as_csv(result))
    else:
        print(table(result, arguments.lang))
    if arguments.csv is not None:
        arguments.csv.write_text(as_csv(result), encoding="utf-8")
    if arguments.chart is not None:
        for service in result.services:
            path = arguments.chart.with_name(f"{arguments.chart.stem}-{service.id}.svg")
            path.write_text(chart(result, service, arguments.lang), encoding="utf-8")
