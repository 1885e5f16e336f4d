"""`madang hub serve | list | register | grant | grant-event | keys | quarantine | …`: who may ask whom; the gateway."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from madang.cli.language import language

if TYPE_CHECKING:
    from madang.exchange.hub.service import Persons

REFUSED = 1
_GROUND = "statute for register numbers (주민등록법 §30); without it persons go by the client's own pseudonyms"


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Arguments of ``command``."""
    parser.add_argument("--language", choices=("ko", "en"), default=language())
    actions = parser.add_subparsers(dest="action", required=True, metavar="serve | list | register | …")
    serve = actions.add_parser("serve", help="the gateway, with the database of DATABASE_URL")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8080)
    listed = actions.add_parser("list", help="everybody who is registered, with services and rights")
    listed.add_argument("--json", action="store_true")
    register = actions.add_parser("register", help="a member, a subsystem or a service; its identifier tells which")
    register.add_argument("identifier", help="instance/class/member[/subsystem[/service]]")
    register.add_argument("--ko", default="", help="name in Korean")
    register.add_argument("--en", default="", help="name in English")
    register.add_argument("--address", default="", help="of a service: http(s)://… or process:<name>")
    register.add_argument("--openapi", type=Path, help="of a service: its OpenAPI 3.1 document, YAML or JSON")
    register.add_argument("--timeout", type=float, default=30.0, help="seconds (default: %(default)s)")
    register.add_argument("--unchecked", action="store_true", help="answers are not held against the document")
    register.add_argument("--asked", action="append", default=[], help="where requests name persons: numbers[]")
    register.add_argument("--answered", action="append", default=[], help="where answers do: records[].number")
    register.add_argument("--number", default="", help="what a register number looks like (regular expression)")
    register.add_argument("--off", action="store_true", help="registered, but switched off")
    for name, summary in (("grant", "a client may call a service"), ("revoke", "it may not any more")):
        right = actions.add_parser(name, help=summary)
        right.add_argument("client")
        right.add_argument("service")
        right.add_argument("--method", default="", help="only this method")
        right.add_argument("--path", default="", help="only this path; * is one part, ** the rest")
        if name == "grant":
            right.add_argument("--ground", default="", help=_GROUND)
    for name, summary in (("grant-event", "a subsystem may publish or take a type"), ("revoke-event", "not any more")):
        event = actions.add_parser(name, help=summary)
        event.add_argument("subsystem")
        event.add_argument("type")
        event.add_argument("may", choices=("publish", "subscribe"))
        if name == "grant-event":
            event.add_argument("--source", default="", help="of a publisher: the CloudEvents source it must use")
            event.add_argument("--ground", default="", help=_GROUND)
    keys = actions.add_parser("keys", help="keys of a subsystem; without option: which there are")
    keys.add_argument("subsystem", nargs="?", default="")
    keys.add_argument("--make", action="store_true", help="a new pair: prints the private key once, registers nothing")
    keys.add_argument("--add", metavar="PUBLIC", default="", help="register a further public key")
    keys.add_argument("--end", metavar="KEYID", default="", help="from now on this key proves nothing")
    quarantine = actions.add_parser("quarantine", help="events that could not be accepted; without option: which")
    quarantine.add_argument("--release", type=int, metavar="NUMBER", help="accept it after all, if it can be now")
    quarantine.add_argument("--discard", type=int, metavar="NUMBER", help="will not be accepted")
    actions.add_parser("demonstration", help="register the simulated agencies and the house")


def run(command: str, arguments: argparse.Namespace) -> int:
    """0 done, 1 refused with the reason on standard error."""
    from madang.config import connection
    from madang.config.environment import MissingSetting

    try:
        if arguments.action == "serve":
            from madang.config.hub_gateway import serve

            return serve(arguments.host, arguments.port)
        if arguments.action == "keys" and arguments.make:
            return _make_key()
        connection.set_up()
    except (connection.NotRunning, MissingSetting) as error:
        print(error, file=sys.stderr)
        return REFUSED
    from madang.rules.service import Refused

    try:
        return _ACTIONS[arguments.action](arguments)
    except Refused as refused:
        print(refused.text(arguments.language), file=sys.stderr)
        return REFUSED


def _by() -> str:
    """Who runs the command, for the record."""
    return f"system:command ({getpass.getuser()})"


def _make_key() -> int:
    from madang.exchange.hub.signing.service import Signer, new_seed

    seed = new_seed()
    signer = Signer.of(seed)
    print(f"private {seed}\npublic  {signer.public}\nkeyid   {signer.keyid}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from madang.cli.hub_tables import as_json, as_table
    from madang.exchange.hub.service import entries_now

    entries = entries_now()
    print(as_json(entries) if arguments.json else as_table(entries, korean=arguments.language == "ko"))
    return 0


def _register(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    parts = arguments.identifier.split("/")
    ko, en = arguments.ko or arguments.en or parts[-1], arguments.en or arguments.ko or parts[-1]
    if len(parts) == 3:
        hub.register_member(hub.MemberEntry(arguments.identifier, ko, en), by=_by())
    elif len(parts) == 4:
        hub.register_subsystem(hub.SubsystemEntry(arguments.identifier, ko, en), by=_by())
    else:
        entry = hub.ServiceEntry(
            arguments.identifier, arguments.address, arguments.timeout, not arguments.unchecked, not arguments.off,
            None if arguments.openapi is None else _document(arguments.openapi), persons=_persons(arguments),
        )  # fmt: skip
        version = hub.register_service(entry, by=_by())
        print(f"{arguments.identifier} v{version}")
    return 0


def _persons(arguments: argparse.Namespace) -> Persons | None:
    from madang.exchange.hub.service import Persons

    said = (arguments.asked, arguments.answered, arguments.number)
    return Persons(tuple(arguments.asked), tuple(arguments.answered), arguments.number) if any(said) else None


def _document(path: Path) -> dict[str, object]:
    import yaml

    from madang.exchange.hub.service import RegistryRefused

    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise RegistryRefused(f"{path}: 읽을 수 없습니다", f"{path}: cannot be read ({type(error).__name__})") from None
    if not isinstance(found, dict):
        raise RegistryRefused(f"{path}: OpenAPI 문서가 아닙니다", f"{path}: no OpenAPI document")
    return found


def _grant(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    method, path = arguments.method or "*", arguments.path or "/**"
    hub.grant(hub.RightEntry(arguments.client, arguments.service, method, path, arguments.ground), by=_by())
    return 0


def _grant_event(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    said = (arguments.subsystem, arguments.type, arguments.may, arguments.source, arguments.ground)
    hub.grant_event(hub.EventRightEntry(*said), by=_by())
    return 0


def _revoke_event(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    count = hub.revoke_event(arguments.subsystem, arguments.type, arguments.may, by=_by())
    print(f"권한 {count}개를 거두었습니다." if arguments.language == "ko" else f"{count} rights taken back")
    return 0 if count else REFUSED


def _revoke(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    method, path = arguments.method, arguments.path
    count = hub.revoke(arguments.client, arguments.service, by=_by(), method=method, path=path)
    print(f"권한 {count}개를 거두었습니다." if arguments.language == "ko" else f"{count} rights taken back")
    return 0 if count else REFUSED


def _keys(arguments: argparse.Namespace) -> int:
    import datetime as dt

    from madang.exchange.hub import service as hub
    from madang.exchange.hub.signing.service import UnusableKey, thumbprint

    now = dt.datetime.now(dt.UTC)
    if arguments.add:
        try:
            keyid = thumbprint(arguments.add)
        except UnusableKey as error:
            print(error, file=sys.stderr)
            return REFUSED
        hub.add_key(hub.KeyEntry(arguments.subsystem, keyid, arguments.add, now), by=_by())
        print(keyid)
    elif arguments.end:
        hub.end_key(arguments.end, now, by=_by())
    else:
        for key in hub.entries_now().keys:
            if arguments.subsystem in ("", key.subsystem):
                until = "" if key.valid_until is None else f" – {key.valid_until:%Y-%m-%d %H:%M}"
                print(f"{key.subsystem}  {key.keyid}  {key.valid_from:%Y-%m-%d %H:%M}{until}")
    return 0


def _quarantine(arguments: argparse.Namespace) -> int:
    from madang.exchange.hub import service as hub

    if arguments.release is not None:
        hub.release(arguments.release, _by())
    elif arguments.discard is not None:
        hub.discard(arguments.discard, _by())
    else:
        for held in hub.quarantined():
            why = held.label.ko if arguments.language == "ko" else held.label.en
            print(f"{held.id}  {held.at:%Y-%m-%d %H:%M}  {held.publisher}  {held.reason}: {why}")
    return 0


def _demonstration(arguments: argparse.Namespace) -> int:
    import os

    from madang.config import hub_keys
    from madang.exchange.hub.service import register_demonstration

    done = register_demonstration(hub_keys.public_keys(os.environ))
    if done:
        print(f"연계허브에 {done}건을 등록했습니다. / {done} entries registered at the hub")
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "register": _register,
    "grant": _grant,
    "revoke": _revoke,
    "grant-event": _grant_event,
    "revoke-event": _revoke_event,
    "keys": _keys,
    "quarantine": _quarantine,
    "demonstration": _demonstration,
}
