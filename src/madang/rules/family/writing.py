"""A family as plain values, YAML and JSON; reading it again gives the same family."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from madang.rules.family.records import UNKNOWN, FactValue, Family, Relation, Residence, Series, Value


def family_to_dict(family: Family) -> dict[str, Any]:
    """The long form, of dict, list, str, bool, None, Decimal and date."""
    result: dict[str, Any] = {"date": family.date, "applicant": family.applicant}
    result["persons"] = [_with_facts({"id": person.id}, person.facts) for person in family.persons.values()]
    if family.relations:
        result["relations"] = [_relation(relation) for relation in family.relations]
    if family.residences:
        result["residences"] = [_residence(residence) for residence in family.residences]
    if family.given:
        result["given"] = {name: _fact_value(value) for name, value in family.given.items()}
    return result


def dump_family(family: Family, format: str) -> str:
    """The family as "yaml" or "json" text; ValueError for any other format."""
    if format == "json":
        return to_json(family_to_dict(family), indent=2) + "\n"
    if format == "yaml":
        return yaml.dump(family_to_dict(family), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    raise ValueError(f"format must be yaml or json, not {format}")


def to_json(value: Any, indent: int | None = None, level: int = 0) -> str:
    """JSON text with exact numbers and ISO dates. TypeError for any other type, ValueError for no finite number."""
    if isinstance(value, Mapping):
        parts = [
            f"{json.dumps(str(key), ensure_ascii=False)}: {to_json(entry, indent, level + 1)}"
            for key, entry in value.items()
        ]
        return _bracketed("{", parts, "}", indent, level)
    if isinstance(value, list | tuple):
        return _bracketed("[", [to_json(entry, indent, level + 1) for entry in value], "]", indent, level)
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(int(value.as_tuple().exponent)) > 60:
            raise ValueError("not a number of a family")
        return format(value, "f")
    if isinstance(value, dt.date):
        return json.dumps(value.isoformat())
    if value is UNKNOWN:
        return '"unknown"'
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _bracketed(start: str, parts: list[str], end: str, indent: int | None, level: int) -> str:
    if indent is None or not parts:
        return start + ", ".join(parts) + end
    inner = "\n" + " " * indent * (level + 1)
    return start + inner + ("," + inner).join(parts) + "\n" + " " * indent * level + end


def _with_facts(record: dict[str, Any], facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {**record, "facts": {name: _fact_value(value) for name, value in facts.items()}} if facts else record


def _relation(relation: Relation) -> dict[str, Any]:
    record: dict[str, Any] = {"from": relation.source, "to": relation.target, "kind": relation.kind}
    return {**record, **_without_none(start=relation.start, end=relation.end)}


def _residence(residence: Residence) -> dict[str, Any]:
    record: dict[str, Any] = {"id": residence.id, "persons": list(residence.persons)}
    if "residence.region" not in residence.facts:
        record |= _without_none(region=residence.region)
    record |= _without_none(**{"from": residence.start, "to": residence.end})
    return _with_facts(record, residence.facts)


def _without_none(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _fact_value(fact: FactValue) -> Any:
    value = _series(fact.value) if isinstance(fact.value, Series) else _plain(fact.value)
    evidence = _without_none(source=fact.source, as_of=fact.as_of)
    if fact.proven != (fact.source not in (None, "ask")):
        evidence["proven"] = fact.proven
    return {"value": value, **evidence} if evidence else value


def _series(series: Series) -> dict[str, Any]:
    months = {f"{year:04d}-{month:02d}": _plain(value) for (year, month), value in series.by_month.items()}
    return months | {str(year): _plain(value) for year, value in series.by_year.items()}


def _plain(value: Value) -> Any:
    return "unknown" if value is UNKNOWN else value


class _Dumper(yaml.SafeDumper):
    """YAML of plain values with exact numbers and without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = format(value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _represent_number)


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # YAML folds line breaks of other scripts (U+0085, U+2028) into spaces unless they are escaped.
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if value.isprintable() else '"')


_Dumper.add_representer(str, _represent_text)
