"""`madang organisations | people`: which authorities there are, who works for them in which role, who is known."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from madang.cli.days import KOREA, day, today
from madang.cli.language import language
from madang.cli.rules_commands import REFUSED
from madang.config import connection
from madang.rules.service import Label, ProblemsFound, Refused

WORKER = "command.people"
DAYS = 365


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the subcommands of one of the commands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("ko", "en"), default=language(), help="language of labels and errors")
    kinds = parser.add_subparsers(dest="what", required=True, metavar="what")
    if command == "organisations":
        kinds.add_parser("load", parents=[shared], help="bring organisations and units up to date with the pack")
        listed = kinds.add_parser("list", parents=[shared], help="organisations of a day, or the units of one")
        listed.add_argument("organisation", nargs="?", help="list the units of this one")
        listed.add_argument("--kind", help="only of this kind")
        listed.add_argument("--date", type=day, default=today())
        found = kinds.add_parser("responsible", parents=[shared], help="who is responsible for a region's code")
        found.add_argument("region", help="10 digits")
        found.add_argument("--date", type=day, default=today())
        return
    appoint = kinds.add_parser("appoint", parents=[shared], help="give an account a role, for a time")
    appoint.add_argument("account")
    appoint.add_argument("role")
    appoint.add_argument("--tenant", required=True, help="the organisation, as `madang organisations list` names it")
    appoint.add_argument("--unit", default="", help="only in this unit and those below it (default: the whole tenant)")
    appoint.add_argument("--until", type=day, help=f"the last day (default: {DAYS} days from now)")
    dismiss = kinds.add_parser("dismiss", parents=[shared], help="end a role now")
    dismiss.add_argument("appointment", type=int)
    dismiss.add_argument("--tenant", required=True)
    dismiss.add_argument("--reason", default="")
    roles = kinds.add_parser("roles", parents=[shared], help="where an account works now, and in which roles")
    roles.add_argument("account")
    appointed = kinds.add_parser("appointments", parents=[shared], help="appointments of a tenant")
    appointed.add_argument("tenant")
    province = kinds.add_parser("province", parents=[shared], help="enrol everybody of the simulated province")
    province.add_argument("--folder", type=Path, help="where the population lies (default: beside this home)")


def run(command: str, arguments: argparse.Namespace) -> int:
    """0 done, 1 refused with the reasons on standard error."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    try:
        for line in _COMMANDS[command, arguments.what](arguments):
            print(line)
    except (ProblemsFound, Refused) as refused:
        print(refused.text(arguments.language), file=sys.stderr)
        return REFUSED
    return 0


def _load(arguments: argparse.Namespace) -> list[str]:
    from madang.people.service import load_organisations

    done = load_organisations()
    ko = "더함 {added}, 바뀜 {changed}, 그대로 {same}, 목록에 없음 {gone}"
    en = "added {added}, changed {changed}, the same {same}, no longer listed {gone}"
    return [_said(arguments, Label(ko, en)).format(**done)]


def _list(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people

    if arguments.organisation:
        if people.organisation(arguments.organisation) is None:
            id = arguments.organisation
            raise people.NoSuchOrganisation(f"기관 '{id}'이(가) 없습니다.", f"there is no organisation '{id}'")
        return [
            f"{one.id}  {_said(arguments, one.label)}  ({_said(arguments, people.UNIT_LABELS[one.kind])})"
            + (f"  < {one.parent}" if one.parent else "")
            + (_said(arguments, Label("  모의", "  synthetic")) if one.synthetic else "")
            for one in people.units_of(arguments.organisation, arguments.date)
        ]
    if arguments.kind and arguments.kind not in people.ORGANISATION_LABELS:
        names = ", ".join(people.ORGANISATION_LABELS)
        raise people.NoSuchOrganisation(f"종류는 {names} 가운데 하나입니다.", f"the kind is one of {names}")
    return [
        f"{one.id}  {_said(arguments, one.label)}  ({_said(arguments, people.ORGANISATION_LABELS[one.kind])})"
        for one in people.organisations(arguments.date, kind=arguments.kind or "")
    ]


def _responsible(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people

    found = people.tenant_for_region(arguments.region, arguments.date)
    held = people.organisation(found.tenant)
    name = "" if held is None else f"  {_said(arguments, held.label)}"
    return [found.tenant + name + (f"  > {found.unit}" if found.unit else "")]


def _appoint(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people
    from madang.trust import service as trust

    last = arguments.until or today() + dt.timedelta(days=DAYS)
    act = people.Appoint(
        arguments.account, arguments.tenant, arguments.role, people.midnight(last + dt.timedelta(days=1)),
        unit=arguments.unit,
    )  # fmt: skip
    done = trust.perform(act, _worker(arguments.tenant))
    role = _said(arguments, people.ROLE_LABELS[arguments.role])
    text = Label(f"임명 {done['appointment']}: {arguments.account}, {role}, {last}까지",
                 f"Appointment {done['appointment']}: {arguments.account}, {role}, until {last}")  # fmt: skip
    return [_said(arguments, text)]


def _dismiss(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people
    from madang.trust import service as trust

    done = trust.perform(people.Dismiss(arguments.appointment, arguments.reason), _worker(arguments.tenant))
    number = done["appointment"]
    return [_said(arguments, Label(f"임명 {number}을(를) 끝냈습니다.", f"Appointment {number} has ended."))]


def _roles(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people

    found = people.roles_of(arguments.account, _now())
    if not found.roles:
        return [_said(arguments, Label("지금 맡은 역할이 없습니다.", "The account has no role now."))]
    roles = ", ".join(_said(arguments, people.ROLE_LABELS[one]) for one in found.roles)
    units = ", ".join(found.units) or _said(arguments, Label("전체", "all of it"))
    return [f"{found.tenant}: {roles} ({units})"]


def _appointments(arguments: argparse.Namespace) -> list[str]:
    from madang.people import service as people
    from madang.trust import service as trust

    with trust.entered(_worker(arguments.tenant)):
        found = people.appointments_in(arguments.tenant, _now())
    return [
        f"{one.id}  {one.account}  {_said(arguments, people.ROLE_LABELS[one.role])}  {one.unit or '*'}"
        f"  {one.valid_from.astimezone(KOREA):%Y-%m-%d} – {one.valid_to.astimezone(KOREA):%Y-%m-%d %H:%M}"
        for one in found
    ]


def _province(arguments: argparse.Namespace) -> list[str]:
    """The demonstration alone tells ids: those of the simulated population, whose numbers follow from them.

    Only who is new, or has another name now, is enrolled: most starts find everybody there.
    """
    from django.conf import settings

    from madang.people.service import NewPerson, enrol_persons, persons
    from madang.simulation.service import name_of, number_of, open_population, residents
    from madang.trust import service as trust

    try:
        population = open_population(arguments.folder or settings.HOME / "province")
    except (OSError, ValueError) as error:
        raise Refused(f"모의 인구가 없습니다: {error}", f"There is no simulated population: {error}") from None
    names = {id: name_of(population, id) for id in residents(population)}
    with trust.entered(trust.system(WORKER, tenants=())):
        known = {id: one.name for id, one in persons(names).items()}
    records = [
        NewPerson(number_of(id), name, id, synthetic=True) for id, name in names.items() if known.get(id) != name
    ]
    done = enrol_persons(records, source="moi")
    done["known"] += len(names) - len(records)
    ko = "새로 {enrolled}명, 이미 {known}명, 이름이 바뀐 사람 {renamed}명"
    return [_said(arguments, Label(ko, "new {enrolled}, known {known}, renamed {renamed}")).format(**done)]


def _worker(tenant: str) -> Any:
    from madang.trust import service as trust

    return trust.system(WORKER, tenants=(tenant,), subjects=())


def _said(arguments: argparse.Namespace, label: Label) -> str:
    return label.ko if arguments.language == "ko" else label.en


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


_COMMANDS: dict[tuple[str, str], Callable[[argparse.Namespace], list[str]]] = {
    ("organisations", "load"): _load,
    ("organisations", "list"): _list,
    ("organisations", "responsible"): _responsible,
    ("people", "appoint"): _appoint,
    ("people", "dismiss"): _dismiss,
    ("people", "roles"): _roles,
    ("people", "appointments"): _appointments,
    ("people", "province"): _province,
}
