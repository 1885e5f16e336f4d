"""The registry of a demonstration: the pack's six agencies and the house, with the keys they were started with."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import yaml

from madang.exchange.hub.contracts import document, folder
from madang.exchange.hub.models import AccessRight, EventRight
from madang.exchange.hub.registry import entries as kinds
from madang.exchange.hub.registry.enrolling import add_key, register_member, register_service, register_subsystem
from madang.exchange.hub.registry.granting import grant, grant_event, register_event_type, register_subscription
from madang.exchange.hub.registry.looking import entries_now
from madang.exchange.hub.signing.service import thumbprint

BY = "system:demonstration"
_LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@cache
def _pack() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((folder.parent / "hub.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def _grounds() -> dict[str, str]:
    """The statute by which the house asks an agency, and is told of what that publishes; by the agency's code."""
    said = yaml.safe_load((folder / "mapping.yaml").read_text(encoding="utf-8"))
    return {code: str(one["ground"]) for code, one in said["agencies"].items()}


def subsystem_of_agency(agency: str) -> str:
    """Under which identifier an agency of the pack asks, answers and publishes."""
    pack = _pack()
    return f"{pack['instance']}/{pack['class']}/{agency}/{pack['subsystem']}"


def service_of_agency(agency: str) -> str:
    """The identifier of its one service."""
    return f"{subsystem_of_agency(agency)}/{_pack()['service']}"


def house_subsystem(code: str) -> str:
    """The identifier of one of the house's own subsystems."""
    return f"{_house()}/{code}"


def _house() -> str:
    pack = _pack()
    return f"{pack['instance']}/{pack['class']}/{pack['house']['code']}"


def demonstration(public_keys: Mapping[str, str], addresses: Mapping[str, str] | None = None) -> kinds.Entries:
    """Everything as it shall stand.

    public_keys: by name, `mydata` and `agency-<code>`; addresses: of agencies, for tests; else those beside the hub.
    """
    pack, house = _pack(), _house()
    prefix = f"{pack['instance']}/{pack['class']}"
    members = [kinds.MemberEntry(house, **_names(pack["house"]["label"]))]
    members += [kinds.MemberEntry(f"{prefix}/{code}", **_names(label)) for code, label in pack["agencies"].items()]
    owned = {code: house_subsystem(code) for code in pack["house"]["subsystems"]}
    subsystems = [kinds.SubsystemEntry(owned[code], **_names(label))
                  for code, label in pack["house"]["subsystems"].items()]  # fmt: skip
    subsystems += [kinds.SubsystemEntry(subsystem_of_agency(code), **_names(label))
                   for code, label in pack["agencies"].items()]  # fmt: skip
    owners = owned | {f"agency-{code}": subsystem_of_agency(code) for code in pack["agencies"]}
    keys = [kinds.KeyEntry(owner, thumbprint(public_keys[name]), public_keys[name], _LONG_AGO)
            for name, owner in owners.items() if name in public_keys]  # fmt: skip
    services = [_service(code, (addresses or {}).get(code)) for code in pack["agencies"]]
    mydata = owned["mydata"]
    return kinds.Entries(
        members=tuple(members), subsystems=tuple(subsystems), keys=tuple(keys), services=tuple(services),
        rights=tuple(kinds.RightEntry(mydata, service_of_agency(code), ground=_grounds()[code])
                     for code in pack["agencies"]),
        event_types=tuple(
            kinds.EventTypeEntry(name, said["label"]["ko"], said["label"]["en"], said["schema"], said["subject_field"],
                                 tuple(said.get("persons", ())))
            for name, said in pack["events"].items()
        ),
        event_rights=tuple(_event_rights(mydata)),
        subscriptions=tuple(
            kinds.SubscriptionEntry(code, owned[said["subsystem"]], said["queued"])
            for code, said in pack["subscriptions"].items()
        ),
    )  # fmt: skip


def _names(label: Mapping[str, str]) -> dict[str, str]:
    return {"name_ko": label["ko"], "name_en": label["en"]}


def _service(agency: str, address: str | None) -> kinds.ServiceEntry:
    described = document(agency)
    text = json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    where = address or f"process:agency-{agency}"
    return kinds.ServiceEntry(service_of_agency(agency), where, document=described, version=1, digest=digest,
                              persons=_persons())  # fmt: skip


def _persons() -> kinds.Persons:
    said = _pack()["persons"]
    return kinds.Persons(tuple(said["asked"]), tuple(said["answered"]), said["number"])


def _event_rights(subscriber: str) -> list[kinds.EventRightEntry]:
    found = []
    for name, said in _pack()["events"].items():
        publisher, source = subsystem_of_agency(said["publisher"]), f"/agencies/{said['publisher']}"
        found.append(kinds.EventRightEntry(publisher, name, "publish", source))
        found.append(kinds.EventRightEntry(subscriber, name, "subscribe", ground=_grounds()[said["publisher"]]))
    return found


def register_demonstration(public_keys: Mapping[str, str]) -> int:
    """Brings the registry there; gives how much was missing. Nothing is taken away or written twice, and what somebody
    took away stays so."""
    wanted, there, done = demonstration(public_keys), entries_now(), 0
    had = set(AccessRight.objects.values_list("client__identifier", "service__subsystem__identifier"))
    had_events = set(EventRight.objects.values_list("subsystem__identifier", "type__name", "may"))
    services = {one.identifier: (one.digest, one.persons) for one in there.services}
    keyids = {one.keyid for one in there.keys}
    of_before = all(one.persons is None for one in there.services)
    work: tuple[tuple[list[Any], Callable[..., object]], ...] = (
        (_missing(wanted.members, there.members), register_member),
        (_missing(wanted.subsystems, there.subsystems), register_subsystem),
        # Before the services say where they name persons: a right without its statute would be refused numbers.
        (_without_ground(wanted.rights, there.rights) if of_before else [], grant),
        (_without_ground(wanted.event_rights, there.event_rights) if of_before else [], grant_event),
        ([one for one in wanted.keys if one.keyid not in keyids], add_key),
        (
            [one for one in wanted.services if services.get(one.identifier) != (one.digest, one.persons)],
            register_service,
        ),
        ([one for one in wanted.rights if (one.client, one.service.rpartition("/")[0]) not in had], grant),
        (_missing(wanted.event_types, there.event_types), register_event_type),
        ([one for one in wanted.event_rights if (one.subsystem, one.type, one.may) not in had_events], grant_event),
        (_missing(wanted.subscriptions, there.subscriptions), register_subscription),
    )
    for missing, register in work:
        for entry in missing:
            register(entry, by=BY)
            done += 1
    return done


def _missing(wanted: tuple[Any, ...], there: tuple[Any, ...]) -> list[Any]:
    return [one for one in wanted if one not in there]


def _without_ground(wanted: tuple[Any, ...], there: tuple[Any, ...]) -> list[Any]:
    """Those that are there, but for the statute."""
    return [one for one in wanted if one.ground and one not in there and replace(one, ground="") in there]
