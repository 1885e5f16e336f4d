"""`madang audit export | verify | check`: a tenant's log, checked by somebody who trusts neither it nor its owner."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.language import language
from madang.cli.progress import Progress

if TYPE_CHECKING:
    from madang.trust.audit.service import Proven, Report, Source

FOUND, NOT_CHECKED = 1, 2
COUNTS = {
    "rows": ("행", "rows"),
    "act": ("행위", "acts"),
    "disclosure": ("열람", "disclosures"),
    "exchange": ("교환", "exchanges"),
    "refusal": ("거절", "refusals"),
    "erased": ("본문이 지워졌으나 약속은 나무에 있음", "erased, commitment holds in the tree"),
    "waiting": ("나무에 오르기를 기다림", "waiting for their place"),
    "heads": ("서명된 머리", "signed heads"),
    "cosigned": ("증인이 서명한 머리", "heads cosigned by witnesses"),
    "outside": ("그 밖에서 가져온 증인의 머리", "of these, from witnesses themselves"),
    "contradicted": ("나무와 다른 머리", "heads of another tree"),
    "newer": ("내보낸 뒤의 머리 (확인하지 않음)", "heads from after it was read (not checked)"),
    "tiles": ("타일", "tiles"),
    "receipts": ("접수증·증명", "receipts and proofs"),
    "not_due": ("아직 기한이 되지 않은 접수증", "receipts that are not due yet"),
}


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of each verb."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="what")
    export = verbs.add_parser("export", help="write a tenant's log into a folder")
    export.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="an empty folder, or none yet")
    verify = verbs.add_parser("verify", help="check an export, or a proof, alone: no database, no settings")
    verify.add_argument("what", type=Path, metavar="FOLDER|PROOF", help="an export, or a proof that a resident holds")
    check = verbs.add_parser("check", help="check a tenant's log in the database as it is now")
    for each in (export, check):
        each.add_argument("--tenant", required=True, help="an organisation's id, as 48170")
    for each in (verify, check):
        each.add_argument(
            "--heads", action="append", default=[], metavar="FILE|URL", help="what a witness keeps: its file or address"
        )
        each.add_argument(
            "--receipt", action="append", default=[], type=Path, metavar="FILE", help="a receipt or proof of a resident"
        )
        each.add_argument("--keys", type=Path, metavar="FILE", help="verifier keys known by another way, one a line")
        each.add_argument(
            "--tolerance", type=int, default=600, metavar="SECONDS", help="how much too old a row may be (%(default)s)"
        )
    for each in (export, verify, check):
        each.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it: 0 everything holds, 1 something does not, 2 it could not be checked."""
    from madang.rules.service import Refused

    try:
        return _VERBS[arguments.verb](arguments)
    except Refused as refused:
        print(refused.text(arguments.language), file=sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
    return NOT_CHECKED


def _export(arguments: argparse.Namespace) -> int:
    _set_up()
    from madang.trust.service import LiveLog, export_log

    source = LiveLog(arguments.tenant)
    progress = Progress(source.about().size, shown=True)
    count = export_log(source, arguments.to, progress.step)
    progress.close()
    ko = arguments.language == "ko"
    print(f"{count:,}행을 {arguments.to}에 썼습니다." if ko else f"{count:,} rows were written into {arguments.to}.")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from madang.trust.audit.service import Folder

    if arguments.what.is_file():
        return _proof(arguments)
    return _audit(arguments, Folder(arguments.what))


def _check(arguments: argparse.Namespace) -> int:
    _set_up()
    from madang.trust.service import LiveLog

    return _audit(arguments, LiveLog(arguments.tenant))


def _audit(arguments: argparse.Namespace, source: Source) -> int:
    from madang.trust.audit.service import audit

    progress = Progress(source.about().size, shown=True)
    report = audit(
        source, keys=_keys(arguments), witnesses=arguments.heads, receipts=arguments.receipt,
        tolerance=arguments.tolerance, step=progress.step,
    )  # fmt: skip
    progress.close()
    _say(report, arguments.language)
    return 0 if report.holds else FOUND


def _proof(arguments: argparse.Namespace) -> int:
    from madang.trust.audit.service import NotProven, verify_bundle

    try:
        proven = verify_bundle(arguments.what.read_text(encoding="utf-8"), tuple(_keys(arguments)))
    except UnicodeDecodeError as error:
        print(error, file=sys.stderr)
        return NOT_CHECKED
    except NotProven as refused:
        print(refused.ko if arguments.language == "ko" else refused.en, file=sys.stderr)
        return FOUND
    _say_proven(proven, arguments.language)
    return 0


def _keys(arguments: argparse.Namespace) -> list[str]:
    if arguments.keys is None:
        return []
    lines = arguments.keys.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _set_up() -> None:
    from madang.config import connection

    try:
        connection.set_up()
    except connection.NotRunning as error:
        raise OSError(str(error)) from error


def _say(report: Report, language: str) -> None:
    english = language != "ko"
    for finding in report.findings:
        print(f"{finding.code}: {finding.text(language)}")
    if (more := report.by.total() - len(report.findings)) > 0:
        print(f"… and {more:,} more" if english else f"… 그 밖에 {more:,}건")
    print(f"{report.tenant}: {report.size:,}, {report.root.hex()}")
    for name, words in COUNTS.items():
        if report.counts[name]:
            print(f"  {words[english]}: {report.counts[name]:,}")
    print(f"  {'seen by witnesses up to' if english else '증인이 본 곳까지'}: {report.cosigned:,}")
    for key in report.keys:
        print(f"  {'key' if english else '열쇠'}: {key}")
    if not report.keys_given:
        print(
            "  Keys are those it brings itself: compare them with the published ones (--keys)."
            if english
            else "  열쇠는 기록이 스스로 가져온 것입니다. 공개된 열쇠와 견주세요(--keys)."
        )
    if report.holds:
        print("Everything holds." if english else "모두 맞습니다.")
    else:
        counted = ", ".join(f"{code} {count:,}" for code, count in sorted(report.by.items()))
        print(f"It does not hold: {counted}" if english else f"맞지 않습니다: {counted}")


def _say_proven(proven: Proven, language: str) -> None:
    english = language != "ko"
    print(f"{proven.tenant} #{proven.index}/{proven.size}  {proven.at}  {proven.kind}  {proven.act}")
    names = ", ".join(name for name, _ in proven.witnesses) or "-"
    print(f"  {'witnesses' if english else '증인'}: {names}")
    erased = "erased by law; that it was recorded holds" if english else "법에 따라 지움; 기록되었다는 것은 맞습니다"
    print(f"  {proven.body if proven.body is not None else erased}")
    if not proven.trusted:
        print(
            "  Keys are those in the file: compare them with the published ones (--keys)."
            if english
            else "  열쇠는 파일 안의 것입니다. 공개된 열쇠와 견주세요(--keys)."
        )
    print("It holds." if english else "맞습니다.")


_VERBS = {"export": _export, "verify": _verify, "check": _check}
