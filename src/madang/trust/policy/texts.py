"""The policy's texts, gathered from the rooms that are installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cedarpy
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from madang.rules.service import Label

NOTHING_ALLOWS = Label("이 일을 할 권한이 없습니다.", "Nothing allows this.")


@dataclass(frozen=True, slots=True)
class Policy:
    """Parsed once for the process. why: what a policy that forbids says, by id."""

    policies: cedarpy.PolicySet
    schema: cedarpy.Schema
    why: dict[str, Label]


@cache
def policy() -> Policy:
    """Every room's policy under the one schema. Raises ImproperlyConfigured for a text that does not hold together."""
    return read(*_gathered())


def read(policies: str, schema: str) -> Policy:
    """A policy out of its two texts; validated, so that none of it silently falls away."""
    found = cedarpy.validate_policies(policies, schema)
    if not found.validation_passed:
        raise ImproperlyConfigured("; ".join(str(error) for error in found.errors))
    named, why = {}, {}
    for statement in _statements(policies):
        annotations = statement.get("annotations", {})
        id = annotations.get("id", "")
        if not id or id in named:
            raise ImproperlyConfigured(f"a policy has no @id, or the one of another: '{id}'")
        named[id] = statement
        if statement["effect"] == "forbid":
            if not {"ko", "en"} <= set(annotations):
                raise ImproperlyConfigured(f"'{id}' forbids and does not say why in @ko and @en")
            why[id] = Label(annotations["ko"], annotations["en"])
    whole = {"staticPolicies": named, "templates": {}, "templateLinks": []}
    return Policy(cedarpy.PolicySet.from_json_str(json.dumps(whole)), cedarpy.Schema.from_str(schema), why)


def _statements(policies: str) -> list[dict[str, Any]]:
    parsed = json.loads(cedarpy.policies_to_json_str(policies))
    return list(parsed["staticPolicies"].values())


def _gathered() -> tuple[str, str]:
    """All *.cedar and all *.cedarschema below `policy/` of the installed rooms, in one order."""
    folders = [Path(config.path) / "policy" for config in apps.get_app_configs() if config.name.startswith("madang.")]
    texts = []
    for ending in ("*.cedar", "*.cedarschema"):
        files = sorted(path for folder in folders for path in folder.glob(ending))
        texts.append("\n".join(path.read_text(encoding="utf-8") for path in files))
    return texts[0], texts[1]
