"""`grounds.yaml` of a pack, read strictly: faults by line, all told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from madang.rules.grounds.model import ASKED, KINDS, ROLES, GroundLine, Grounds, Information, Purpose, Source, Still
from madang.rules.loading.fields import dotted_name, snake_case
from madang.rules.loading.files import read_file
from madang.rules.loading.parameters import certainties
from madang.rules.loading.service import Fields, Item, nearest_hint
from madang.rules.model import Label
from madang.rules.problems import Problems

FILE = "grounds.yaml"


def load_grounds(pack: Path, services: Collection[str]) -> Grounds:
    """The grounds of a pack. services: ids that may be purposes. Raises ProblemsFound naming file and line."""
    problems = Problems(most=200)
    item = read_file(pack, pack / FILE, problems)
    problems.check()
    assert item is not None
    fields = Fields(item, problems)
    fields.date("read_as_of", required=True)
    information = list(_information(fields, problems))
    known = {one.id for one in information}
    purposes: list[Purpose] = []
    lines: list[GroundLine] = []
    for entry in fields.each("purposes", required=True):
        purpose = _purpose(entry, services, {one.id for one in purposes})
        purposes.append(purpose)
        lines += _lines(entry, purpose.id, known)
    fields.close()
    problems.check()
    return Grounds(information, purposes, lines)


def _information(fields: Fields, problems: Problems) -> Iterator[Information]:
    seen: dict[Source, str] = {}
    ids: set[str] = set()
    for entry in fields.each("information", required=True):
        id, label = entry.identifier("id"), entry.label()
        if id in ids:
            _twice(entry, "id", id)
        ids.add(id)
        sources = frozenset(_sources(entry, id, seen, problems))
        yield Information(id, label, sources, entry.place)


def _sources(entry: Fields, id: str, seen: dict[Source, str], problems: Problems) -> Iterator[Source]:
    item = entry.take("sources", required=True)
    if item is None:
        return
    agencies = Fields(item, problems)
    for agency in agencies.entries:
        for field in agencies.items(agency):
            source = (agency, field.text)
            if source in seen:
                problems.add(
                    "duplicate_name",
                    field.place,
                    f"'{agency}.{field.text}'은(는) '{seen[source]}'에 이미 있습니다.",
                    f"'{agency}.{field.text}' is in '{seen[source]}' already",
                )
            seen[source] = id
            yield source
    agencies.close()


def _purpose(entry: Fields, services: Collection[str], seen: Collection[str]) -> Purpose:
    text = entry.text("purpose")
    label = entry.optional_label("label")
    if text and not (snake_case.fullmatch(text) or dotted_name.fullmatch(text)):
        entry.bad_name(text, entry.entries["purpose"].place)
    if text in seen:
        _twice(entry, "purpose", text)
    if text and text not in services and label is None:
        entry.problems.add(
            "unknown_service",
            entry.key_place("purpose"),
            f"'{text}'이라는 서비스가 없습니다 (서비스가 아니면 label이 필요합니다).",
            f"there is no service '{text}' (a purpose that is no service needs a label)",
            nearest_hint(text, services),
        )
    return Purpose(text, label, entry.place)


def _twice(entry: Fields, key: str, id: str) -> None:
    entry.problems.add(
        "duplicate_name", entry.key_place(key), f"'{id}'이(가) 두 번 나옵니다.", f"'{id}' is there twice"
    )


def _lines(entry: Fields, purpose: str, known: Collection[str]) -> Iterator[GroundLine]:
    taken: set[tuple[str, str]] = set()
    for one in entry.each("grounds"):
        groups = [item.text for item in _chosen(one, "information", known, "unknown_information")]
        roles = frozenset(item.text for item in _chosen(one, "persons", ROLES, "not_a_choice"))
        kind = one.one_of("kind", KINDS)
        law, certainty = one.text("law"), one.one_of("certainty", certainties)
        asks, through = one.flag("consent") or kind in ASKED, _through(one)
        note, still = one.optional_text("note"), _still(one)
        if through and not (asks and "applicant" in roles):
            one.problems.add(
                "bad_through",
                one.key_place("through"),
                "through는 신청인에게도 동의를 묻는 근거에만 씁니다.",
                "through is for grounds that ask the applicant too",
            )
        if still is not None and not asks:
            one.problems.add(
                "bad_still",
                one.key_place("still"),
                "still은 동의가 필요한 근거에만 씁니다.",
                "still is for grounds that ask the person",
            )
        for group in groups:
            for role in sorted(roles):
                if (group, role) in taken:
                    one.problems.add(
                        "duplicate_ground",
                        one.key_place("information"),
                        f"'{group}'에는 {role}에 대한 근거가 이미 있습니다.",
                        f"'{group}' has a ground about {role} already",
                    )
                taken.add((group, role))
            yield GroundLine(purpose, group, kind, law, roles, asks, certainty, one.place, through, note, still)


def _through(fields: Fields) -> bool:
    return fields.one_of("through", {"applicant", "each"}, "each") == "applicant"


def _chosen(fields: Fields, key: str, allowed: Collection[str], code: str) -> list[Item]:
    found = fields.items(key, required=True)
    for item in found:
        if item.text not in allowed:
            names = ", ".join(sorted(allowed))
            fields.problems.add(
                code,
                item.place,
                f"'{item.text}'은(는) {names} 가운데 하나가 아닙니다.",
                f"'{item.text}' is not one of {names}",
                nearest_hint(item.text, allowed),
            )
    return found


def _still(fields: Fields) -> Still | None:
    item = fields.take("still")
    if item is None:
        return None
    inner = Fields(item, fields.problems)
    still = Still(inner.text("law"), Label(inner.text("ko"), inner.text("en")))
    inner.close()
    return still
