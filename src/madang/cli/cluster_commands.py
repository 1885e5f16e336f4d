"""`madang cluster`: a population written as blocks, and every service over everybody of it by Spark."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.nation_commands import kernels_folder
from madang.cli.nation_tables import tally_table
from madang.cli.progress import Progress

if TYPE_CHECKING:
    from madang.insight.service import About, CodesCounted, FamiliesCounted
    from madang.rules.service import Rulebook

ON_EXECUTORS = Path("madang-columns")
"""Compiled kernels, below the working folder that a cluster gives each executor."""
SHOWN = 20
"""Services of a catalogue that are listed."""


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="write | run")
    write = actions.add_parser("write", help="a population as blocks in Parquet")
    write.add_argument("folder", type=Path, help="where the blocks are written; former ones there are replaced")
    write.add_argument("--population", type=Path, help="folder made by `madang province`")
    write.add_argument("--size", type=int, help="instead of a folder: draw so many residents, block by block")
    write.add_argument("--province", default="nation", help="of those drawn (default: %(default)s)")
    write.add_argument("--seed", type=int, default=2026)
    write.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    write.add_argument("--service", action="append", help="only what this service reads; may be repeated")
    write.add_argument("--codes", action="store_true", help="for the bitmaps: residents alone, for any catalogue")
    run = actions.add_parser("run", help="every service over everybody of the blocks")
    run.add_argument("folder", help="as Spark finds it: a path, file://, hdfs:// or s3a://")
    run.add_argument("--master", default="local[2]", help="local[N], spark://HOST:7077, yarn, k8s://… (%(default)s)")
    run.add_argument(
        "--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark's; repeatable"
    )
    run.add_argument("--service", action="append", help="only this service; may be repeated")
    run.add_argument(
        "--catalogue", type=Path, help="folder of a pack, laid over the Korean one and sent to the workers"
    )
    run.add_argument("--kernels", type=Path, help="folder on each worker that keeps compiled kernels")
    run.add_argument("--provinces", action="store_true", help="also by province")
    run.add_argument("--json", action="store_true", help="the counts as JSON")
    run.add_argument("--log", default="OFF", help="what Spark says on standard error: OFF, ERROR, WARN, INFO")
    for one in (write, run):
        one.add_argument("--quiet", action="store_true", help="no progress bar")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does ``command``: 0 done, 1 refused with a message, 2 used wrongly."""
    try:
        from madang.insight.service import ClusterProblem
        from madang.rules.columns.service import FastEngineMissing
        from madang.rules.service import ProblemsFound
    except ImportError as missing:
        print(f"make setup-spark ({missing})", file=sys.stderr)
        return 1
    try:
        return _write(arguments) if arguments.action == "write" else _run(arguments)
    except (ClusterProblem, FastEngineMissing) as problem:
        print(problem, file=sys.stderr)
    except ProblemsFound as found:
        print(found.text("ko"), file=sys.stderr)
    except KeyError as unknown:
        print(f"그런 서비스가 없습니다. / no such service: {unknown}", file=sys.stderr)
    except (FileNotFoundError, ValueError) as error:
        print(f"인구를 읽을 수 없습니다. / {error}", file=sys.stderr)
    return 1


def _write(arguments: argparse.Namespace) -> int:
    from madang.rules.service import load_rulebook

    if (arguments.population is None) == (arguments.size is None):
        print("--population이나 --size 가운데 하나를 적으세요. / give --population or --size", file=sys.stderr)
        return 2
    about = (_codes if arguments.codes else _families)(load_rulebook(), arguments)
    print(
        f"{arguments.folder}: {about.date}, 주민 {about.residents:,}명, 블록 {about.blocks:,}개 / "
        f"{about.residents:,} residents in {about.blocks:,} blocks"
    )
    return 0


def _families(rulebook: Rulebook, arguments: argparse.Namespace) -> About:
    from madang.insight.service import write_families
    from madang.rules.columns.service import Columns
    from madang.rules.service import services_on
    from madang.simulation.service import open_population, source_drawn, source_of

    services = services_on(rulebook, arguments.date, arguments.service)
    if arguments.population is not None:
        source = source_of(open_population(arguments.population))
    else:
        source = source_drawn(arguments.size, arguments.seed, arguments.province)
    columns = Columns(rulebook, arguments.date, services, kernels_folder())
    progress = Progress(source.counted, shown=not arguments.quiet)
    about = write_families(arguments.folder, columns, source, progress.step)
    progress.close()
    return about


def _codes(rulebook: Rulebook, arguments: argparse.Namespace) -> About:
    from madang.insight.service import write_codes
    from madang.simulation.service import CodedPopulation, open_population

    drawn = vars(arguments) if arguments.population is None else open_population(arguments.population).manifest
    source = CodedPopulation(drawn["size"], drawn["seed"], drawn["province"], arguments.date)
    progress = Progress(drawn["size"], shown=not arguments.quiet)
    about = write_codes(arguments.folder, rulebook, arguments.date, source, progress.step)
    progress.close()
    return about


def _run(arguments: argparse.Namespace) -> int:
    from madang.insight.service import FamiliesCounted, is_local, law_here, run_blocks, session

    settings = dict(one.partition("=")[::2] for one in arguments.conf)
    if not all(settings.values()):
        print("--conf KEY=VALUE", file=sys.stderr)
        return 2
    local = is_local(arguments.master)
    folder = arguments.folder
    if local and "://" not in folder:
        folder = Path(folder).absolute().as_uri()
    kernels = arguments.kernels or (kernels_folder().absolute() if local else ON_EXECUTORS)
    bar = _Bar(shown=not (arguments.quiet or arguments.json))
    law = law_here([arguments.catalogue] if arguments.catalogue else [])
    with session(arguments.master, settings, log=arguments.log) as spark:
        found = run_blocks(spark, folder, law, services=arguments.service, kernels=kernels, progress=bar.step)
    bar.close()
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False))
    elif isinstance(found, FamiliesCounted):
        print(tally_table(found.tally, found.spent, found.peak_mb))
    else:
        _counts(found)
    if arguments.provinces and not arguments.json:
        _provinces(found)
    return 0


class _Bar:
    """A bar that learns how many residents there are when the first are done."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._progress: Progress | None = None

    def step(self, more: int, of: int) -> None:
        """So many more, of so many."""
        if self._progress is None:
            self._progress = Progress(of, shown=self._shown)
        self._progress.step(more)

    def close(self) -> None:
        """Leaves the line."""
        if self._progress is not None:
            self._progress.close()


def _counts(found: CodesCounted) -> None:
    print(
        f"{found.date}  주민 {found.persons:,}명, 서비스 {len(found.counts):,}개 / residents, services "
        f"(세지 않음 / not counted: {len(found.refused):,})"
    )
    most = sorted(found.counts.items(), key=lambda one: (-one[1], one[0]))
    for service, count in most[:SHOWN]:
        print(f"{service:30}{count:>16,}")
    print(f"{sum(found.counts.values()):,} 대상 / eligible pairs")
    print(f"CPU s: {', '.join(f'{name} {s:.1f}' for name, s in found.spent.items())}; {found.peak_mb:,} MB")


def _provinces(found: FamiliesCounted | CodesCounted) -> None:
    for (service, place), one in found.provinces.items():
        print(f"{service:30}{one.eligible:>14,}{one.units:>14,}{one.amount:>22,}  {place}")
