"""The hub's registry as text."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from madang.exchange.hub.service import Entries


def as_table(entries: Entries, *, korean: bool) -> str:
    """Members with their subsystems, services, and who may call them."""
    lines = []
    for member in entries.members:
        lines.append(f"{member.identifier}  {member.name_ko if korean else member.name_en}")
        for subsystem in entries.subsystems:
            if subsystem.identifier.startswith(f"{member.identifier}/"):
                lines.append(f"  {subsystem.identifier}  {subsystem.name_ko if korean else subsystem.name_en}")
                lines += _of(entries, subsystem.identifier)
    return "\n".join(lines)


def _of(entries: Entries, owner: str) -> list[str]:
    lines = []
    for service in entries.services:
        if service.identifier.rpartition("/")[0] == owner:
            marks = "" if service.enabled else " (off)"
            lines.append(f"    {service.identifier} v{service.version} → {service.address}{marks}")
            lines += [
                f"      ← {right.client} {right.method} {right.path}{_ground(right.ground)}"
                for right in entries.rights
                if right.service == service.identifier
            ]
    lines += [
        f"    {right.may} {right.type}{_ground(right.ground)}"
        for right in entries.event_rights
        if right.subsystem == owner
    ]
    return lines


def _ground(ground: str) -> str:
    return f" ({ground})" if ground else ""


def as_json(entries: Entries) -> str:
    """Everything but the documents."""
    found = asdict(entries)
    for service in found["services"]:
        del service["document"]
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)
