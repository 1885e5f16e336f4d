"""`madang province | agency`: a simulated population, and the mock agencies that serve it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from madang.config import environment, hub_keys

if TYPE_CHECKING:
    from madang.simulation.service import Identity

control_variable = "MADANG_SIMULATION_TOKEN"


def _folder() -> Path:
    return Path(os.environ.get("MADANG_HOME", "").strip() or "var") / "province"


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    parser.add_argument(
        "--folder", type=Path, default=_folder(), help="where the population lies (default: %(default)s)"
    )
    if command == "province":
        size = environment.text("MADANG_PROVINCE_SIZE", "20000")
        parser.add_argument("--size", type=int, default=size, help="residents (default: %(default)s)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed gives the same bytes")
        parser.add_argument("--province", default=None, help="name or code of a 시·도, or 'nation'")
        parser.add_argument("--without-agencies", action="store_true", help="the population only, no slices")
        parser.add_argument("--keep", action="store_true", help="do nothing when such a population is already there")
    else:
        parser.add_argument("agency", choices=("moi", "nts", "nhis", "ei", "welfare", "court"))
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--host", default="127.0.0.1")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does ``command``: 0 done, 1 refused with a message."""
    if command == "agency":
        return _agency(arguments)
    return _province(arguments)


def _agency(arguments: argparse.Namespace) -> int:
    from madang.simulation.service import serve

    token = os.environ.get(control_variable, "").strip() or None
    hub = environment.text("MADANG_URL_HUB")
    try:
        serve(
            arguments.agency, arguments.port, arguments.folder, token, arguments.host, _identity(arguments.agency), hub
        )
    except FileNotFoundError as error:
        print(f"먼저 `madang province`로 모의 인구를 만드세요. / {error}", file=sys.stderr)
        return 1
    return 0


def _identity(agency: str) -> Identity | None:
    """With which key it signs at the hub; None when it was told neither its own nor the hub's."""
    from madang.exchange.hub.signing.service import Signer
    from madang.simulation.service import Identity

    own = environment.text(hub_keys.variable(f"agency-{agency}"))
    hub = environment.text(hub_keys.PUBLIC)
    return Identity(f"MADANG/GOV/{agency}/register", Signer.of(own), hub) if own and hub else None


def _province(arguments: argparse.Namespace) -> int:
    from madang.simulation import service

    province = arguments.province or service.default_province
    if arguments.keep and service.is_there(arguments.folder, arguments.size, arguments.seed, province):
        return 0
    begin = time.perf_counter()
    try:
        made = service.generate(
            arguments.size, arguments.seed, province, arguments.folder, slices=not arguments.without_agencies
        )
    except ValueError as error:
        print(f"모의 인구를 만들 수 없습니다. / {error}", file=sys.stderr)
        return 1
    seconds = time.perf_counter() - begin
    print(f"모의 주민 {made.size:,}명 / simulated residents: {arguments.folder} ({seconds:.1f} s)")
    return 0
