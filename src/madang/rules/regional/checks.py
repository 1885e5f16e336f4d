"""What a regional pack may be: its own names, facts that are asked for, bounded sizes, years of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from madang.rules.binding.rulebook import expressions_of
from madang.rules.loading.service import Fields, Pack
from madang.rules.model import Expression, Place
from madang.rules.problems import Problems
from madang.rules.regional import limits

PREFIX = "local_"
"""What the id of every regional pack begins with, so that no national name ever does."""


def check_pack(pack: Pack, folder: Path, fields: Fields, problems: Problems) -> None:
    """Reports all that a pack read from a folder may not be; `fields`: its pack.yaml."""
    _own_name(pack, folder, fields, problems)
    _own_names(pack, problems)
    _only_asked(pack, problems)
    _few(pack, fields.place, problems)
    _short(pack, fields.place, problems)
    _years(pack, fields.place, problems)


def _own_name(pack: Pack, folder: Path, fields: Fields, problems: Problems) -> None:
    place = fields.key_place("id")
    if not pack.id.startswith(PREFIX) or pack.id == PREFIX:
        problems.add("bad_name", place, f"지역 꾸러미의 id는 '{PREFIX}'로 시작합니다.",
                     f"the id of a regional pack begins with '{PREFIX}'")  # fmt: skip
    if pack.id != folder.name:
        problems.add("bad_name", place, f"id '{pack.id}'와 폴더 이름 '{folder.name}'이 다릅니다.",
                     f"the id '{pack.id}' is not the folder's name '{folder.name}'")  # fmt: skip


def _own_names(pack: Pack, problems: Problems) -> None:
    """Facts and derived values `<id>.…`; parameters, units and services `<id>` or `<id>_…`."""
    for name, definition in (*pack.facts.items(), *pack.derived.items()):
        _begins(name, definition, f"{pack.id}.", pack.id, problems)
    for name, definition in (*pack.parameters.items(), *pack.units.items(), *pack.services.items()):
        if name != pack.id:
            _begins(name, definition, f"{pack.id}_", pack.id, problems)


def _begins(name: str, definition: Any, start: str, id: str, problems: Problems) -> None:
    if not name.startswith(start):
        first = definition[0] if isinstance(definition, tuple) else definition
        shown = name[:80]
        problems.add("not_its_own", first.place, f"'{shown}'의 이름은 '{start}'(으)로 시작해야 합니다 ({id} 꾸러미).",
                         f"the name '{shown}' must begin with '{start}' in the pack {id}")  # fmt: skip


def _only_asked(pack: Pack, problems: Problems) -> None:
    """A fact of a regional pack is what residents say: no agency is asked on its word, no national fact is touched."""
    for fact in pack.facts.values():
        if any(source.agency != "ask" for source in fact.sources):
            problems.add(
                "not_its_own",
                fact.place,
                f"'{fact.name}': 지역 꾸러미의 사실은 물어볼 수만 있습니다 (agency: ask).",
                f"'{fact.name}': a fact of a regional pack can only be asked for (agency: ask)",
            )
        if fact.root is not None or any(name not in pack.facts for name in fact.rules_out):
            problems.add(
                "not_its_own",
                fact.place,
                f"'{fact.name}': root와 rules_out은 다른 꾸러미의 사실을 가리킬 수 없습니다.",
                f"'{fact.name}': root and rules_out may not touch facts of another pack",
            )


def _few(pack: Pack, place: Place, problems: Problems) -> None:
    definitions = sum(len(part) for part in (pack.facts, pack.derived, pack.parameters, pack.units))
    definitions += sum(len(one.derived) for one in pack.services.values())
    for found, most, ko, en in (
        (len(pack.services), limits.MOST_SERVICES, "서비스가", "services"),
        (definitions, limits.MOST_DEFINITIONS, "정의가", "definitions"),
    ):
        if found > most:
            ko, en = f"{ko} {most}개를 넘습니다 ({found:,}).", f"more than {most} {en} ({found:,})"
            problems.add("too_many", place, ko, en)


def _short(pack: Pack, place: Place, problems: Problems) -> None:
    total, most = 0, limits.MOST_EXPRESSION
    for expression in _expressions(pack):
        total += len(expression.text)
        if len(expression.text) > most:
            ko, en = f"식이 {most:,}자를 넘습니다.", f"the expression is longer than {most:,} characters"
            problems.add("too_long", expression.place, ko, en)
    if total > limits.MOST_EXPRESSIONS:
        most = limits.MOST_EXPRESSIONS
        ko, en = f"식이 모두 {most:,}자를 넘습니다.", f"all expressions together are longer than {most:,} characters"
        problems.add("too_long", place, ko, en)


def _expressions(pack: Pack) -> Iterator[Expression]:
    for service in pack.services.values():
        yield from expressions_of(service)
        yield from (one.value for one in service.derived)
    for same in pack.derived.values():
        yield from (one.value for one in same)
    for unit in pack.units.values():
        for rule in (*unit.members, *unit.excluded):
            yield from (one for one in (rule.source, rule.when) if one is not None)


def _years(pack: Pack, place: Place, problems: Problems) -> None:
    """A pack promises years of its own, whatever the national one holds."""
    if pack.years is None:
        problems.add("missing_key", place, "'years'가 없습니다.", "'years' is missing")
    first, last = limits.YEARS
    spans = [(place, pack.years), *((service.place, service.years) for service in pack.services.values())]
    for where, years in spans:
        if years is not None and not first <= years[0] <= years[1] <= last:
            problems.add("bad_years", where, f"'years'는 {first}년과 {last}년 사이입니다.",
                         f"'years' lie between {first} and {last}")  # fmt: skip
