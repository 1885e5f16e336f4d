"""Members, their subsystems, services and keys into the registry, each change with an entry in the hub's log."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from urllib.parse import urlsplit

from madang.exchange.hub.models import Description, Member, Service, Subsystem, SubsystemKey
from madang.exchange.hub.pseudonyms.messages import translation_of
from madang.exchange.hub.registry import entries as kinds
from madang.exchange.hub.registry.contracts import ContractRefused, compiled
from madang.exchange.hub.registry.recorded import NotRegistered, RegistryRefused, change, parts_of, subsystem_of
from madang.exchange.hub.signing.service import UnusableKey, thumbprint

_PROCESS = re.compile(r"process:[a-z0-9-]{1,60}")


def register_member(entry: kinds.MemberEntry, *, by: str) -> None:
    """A member, or its new names."""
    parts = parts_of(entry.identifier, 3)
    with change("member_registered", by, member=entry.identifier):
        Member.objects.update_or_create(
            instance=parts[0], member_class=parts[1], code=parts[2],
            defaults={"name_ko": entry.name_ko, "name_en": entry.name_en},
        )  # fmt: skip


def register_subsystem(entry: kinds.SubsystemEntry, *, by: str) -> None:
    """A subsystem of a registered member, or its new names. NotRegistered."""
    instance, member_class, code, _ = parts_of(entry.identifier, 4)
    member = Member.objects.filter(instance=instance, member_class=member_class, code=code).first()
    if member is None:
        raise NotRegistered(
            f"등록되지 않은 기관: {entry.identifier}", f"its member is not registered: {entry.identifier}"
        )
    with change("subsystem_registered", by, subsystem=entry.identifier):
        Subsystem.objects.update_or_create(
            identifier=entry.identifier,
            defaults={"member": member, "name_ko": entry.name_ko, "name_en": entry.name_en},
        )


def register_service(entry: kinds.ServiceEntry, *, by: str) -> int:
    """A service of a subsystem; its document becomes a new version when it differs from the last. Gives the version.

    NotRegistered; RegistryRefused for an address or document that cannot hold.
    """
    owner, _, code = entry.identifier.rpartition("/")
    parts_of(entry.identifier, 5)
    _check_address(entry.address)
    persons = _check_persons(entry.persons)
    digest = _check_document(entry)
    subsystem = subsystem_of(owner)
    with change("service_registered", by, service=entry.identifier, address=entry.address, digest=digest,
                 check=entry.check_answers, enabled=entry.enabled, persons=persons):  # fmt: skip
        service, _ = Service.objects.update_or_create(
            subsystem=subsystem, code=code,
            defaults={"address": entry.address, "timeout_seconds": entry.timeout_seconds,
                      "check_answers": entry.check_answers, "enabled": entry.enabled, "persons": persons},
        )  # fmt: skip
        last = service.descriptions.select_for_update().order_by("-version").first()
        if entry.document is None or (last is not None and last.digest == digest):
            return last.version if last else 0
        version = last.version + 1 if last else 1
        Description.objects.create(service=service, version=version, document=entry.document, digest=digest)
        return version


def add_key(entry: kinds.KeyEntry, *, by: str) -> None:
    """A further key of a subsystem; the former ones stay valid until they are ended. NotRegistered; RegistryRefused."""
    try:
        keyid = thumbprint(entry.public)
    except UnusableKey as error:
        raise RegistryRefused("공개키가 아닙니다 (base64url 43자).", str(error)) from None
    subsystem = subsystem_of(entry.subsystem)
    with change("key_added", by, subsystem=entry.subsystem, keyid=keyid):
        key, _ = SubsystemKey.objects.get_or_create(
            keyid=keyid,
            defaults={"subsystem": subsystem, "public": entry.public, "valid_from": entry.valid_from,
                      "valid_until": entry.valid_until},
        )  # fmt: skip
        if key.subsystem_id != subsystem.pk:
            raise RegistryRefused("다른 시스템의 키입니다.", "This is a key of another subsystem.")


def end_key(keyid: str, at: dt.datetime, *, by: str) -> None:
    """From then on the key proves nothing. NotRegistered."""
    with change("key_ended", by, keyid=keyid, at=at.isoformat()):
        if not SubsystemKey.objects.filter(keyid=keyid).update(valid_until=at):
            raise NotRegistered(f"등록되지 않은 키: {keyid}", f"not registered: {keyid}")


def _check_address(address: str) -> None:
    if _PROCESS.fullmatch(address):
        return
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise RegistryRefused(
            "주소는 http(s)://… 이거나 process:이름 입니다.", "address: http(s)://… or process:<name>"
        )


def _check_persons(persons: kinds.Persons | None) -> dict[str, object]:
    """As it is kept. RegistryRefused."""
    if persons is None:
        return {}
    try:
        translation_of(persons)
    except ValueError as error:
        raise RegistryRefused(
            f"사람을 가리키는 자리나 번호의 모양을 쓸 수 없습니다: {error}", f"persons cannot be told by this: {error}"
        ) from None
    return {"asked": list(persons.asked), "answered": list(persons.answered), "number": persons.number}


def _check_document(entry: kinds.ServiceEntry) -> str:
    if entry.document is None:
        if entry.check_answers:
            raise RegistryRefused(
                "답을 대조하려면 OpenAPI 문서가 있어야 합니다.", "answers are held against a document"
            )
        return ""
    try:
        compiled(entry.document)
    except ContractRefused as error:
        raise RegistryRefused(
            f"OpenAPI 문서를 쓸 수 없습니다: {error}", f"the document cannot be used: {error}"
        ) from None
    text = json.dumps(entry.document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
