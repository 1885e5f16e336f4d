"""A definition as the grid of a table, when it says nothing a table cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import Problems
from madang.rules.loading.services import read_service
from madang.rules.model import Clause, Component, DerivedDefinition, Label, Place, ServiceDefinition
from madang.rules.problems import ProblemsFound
from madang.rules.sheets.cell_text import cell_text
from madang.rules.sheets.cells import CellPlace
from madang.rules.sheets.columns import Figure, Subject, Subjects
from madang.rules.sheets.conditions import Condition
from madang.rules.sheets.feel_text import feel
from madang.rules.sheets.marks import Places
from madang.rules.sheets.reading_back import NotARow, conditions_of, excluded_by
from madang.rules.sheets.rows import RESERVED, Line
from madang.rules.sheets.table import Table, table_day
from madang.rules.sheets.words import HEAD, PERIODS, ROW_KINDS, SERVICE_KINDS, TABLE

Grid = list[list[str | int | None]]


def grid_of(service: ServiceDefinition, rulebook: Rulebook) -> Grid:
    """The rows of the sheet. ProblemsFound (not_a_table) names the first part that no table can say."""
    subjects = Subjects(rulebook.pack)
    _refuse_what_no_table_says(service)
    lines = [line for clause in service.clauses for line in _lines(service, clause, subjects)]
    table = Table(_values(service), {}, lines, "")
    _refuse_another_meaning(service, table, subjects)
    places = Places(rulebook.regions, table_day(rulebook.pack, service.start, service.end))
    return [*_head(table.values), [], *_rows(service, lines, subjects, places)]


def _refused(place: Place, what: str) -> ProblemsFound:
    problems = Problems()
    problems.add(
        "not_a_table",
        place,
        f"'{what}'은(는) 표로 적을 수 없습니다. 이 서비스는 YAML로 고쳐 주세요.",
        f"'{what}' cannot be said in a table; edit this service as YAML",
    )
    return ProblemsFound(problems.found)


def _refuse_what_no_table_says(service: ServiceDefinition) -> None:
    for name in ("recipients", "notes", "partial", "years", "amount"):
        if getattr(service, name):
            raise _refused(service.place, name)
    for clause in service.clauses:
        if clause.stage != "before" or clause.start or clause.end or clause.change:
            raise _refused(clause.place, clause.id)
    cases = {f"{service.id}.{one.name}" for one in service.derived}
    for derived in service.derived:
        if derived.type != "boolean" or not derived.label or not derived.law or derived.start or derived.end:
            raise _refused(derived.place, derived.name)
    for component in service.components:
        when = component.when.text if component.when else ""
        if component.each or component.start or component.end or when not in cases or not component.law:
            raise _refused(component.place, component.id)


def _values(service: ServiceDefinition) -> dict[str, Any]:
    texts = {key: getattr(service, key) for key in ("label", "summary", "apply")}
    labels = {key: {"ko": text.ko, "en": text.en} for key, text in texts.items() if text is not None}
    values: dict[str, Any] = {
        "service": service.id,
        "kind": service.kind,
        "label": labels.get("label"),
        "summary": labels.get("summary"),
        "agency": service.agency,
        "law": service.law,
        "unit": service.unit,
        "per": service.per,
        "paid_on": service.paid_on,
        "from": service.start.isoformat() if service.start else None,
        "to": service.end.isoformat() if service.end else None,
        "apply": labels.get("apply"),
        "life_events": list(service.life_events) or None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _lines(service: ServiceDefinition, clause: Clause, subjects: Subjects) -> list[Line]:
    if clause.id == RESERVED:
        return [_case(service, derived, subjects) for derived in service.derived]
    for read, kind in ((conditions_of, "required"), (excluded_by, "excluded")):
        try:
            conditions = read(clause.when.text, subjects)
        except NotARow:
            continue
        return [Line(clause.id, clause.label, clause.law, kind, conditions, None, CellPlace("", 1, 1))]
    raise _refused(clause.place, clause.id)


def _case(service: ServiceDefinition, derived: DerivedDefinition, subjects: Subjects) -> Line:
    component = next((one for one in service.components if one.id == derived.name), None)
    try:
        conditions = conditions_of(derived.value.text, subjects)
    except NotARow:
        raise _refused(derived.place, derived.name) from None
    label = derived.label or Label("", "")
    amount = _amount(component, subjects) if component else None
    return Line(derived.name, label, derived.law or "", "case", conditions, amount, CellPlace("", 1, 1))


def _amount(component: Component, subjects: Subjects) -> Decimal | Figure:
    text = component.value.text
    if text.isascii() and text.isdigit() and len(text) < 16:
        return Decimal(text)
    figure = subjects.figure(text)
    if figure is None or figure.unit != "KRW":
        raise _refused(component.place, component.id)
    return figure


def _refuse_another_meaning(service: ServiceDefinition, table: Table, subjects: Subjects) -> None:
    """The table's own definition must be the service's, line by line."""
    again = read_service(table.tree(), Problems())
    pairs: list[tuple[Sequence[Any], Sequence[Any]]] = [
        (again.clauses, service.clauses),
        (again.components, service.components),
    ]
    for mine, theirs in pairs:
        if len(mine) != len(theirs):
            raise _refused(service.place, service.id)
        for one, other in zip(mine, theirs, strict=True):
            if _said(one, subjects) != _said(other, subjects):
                raise _refused(other.place, other.id)
    if len(again.derived) != len(service.derived):
        raise _refused(service.place, service.id)


def _said(part: Any, subjects: Subjects) -> list[Any]:
    value = getattr(part, "value", None)
    return [part.id, part.label, part.law, _canonical(part.when.text, subjects), value and value.text]


def _canonical(text: str, subjects: Subjects) -> str:
    try:
        return feel(conditions_of(text, subjects))
    except NotARow:
        pass
    try:
        return f"not({feel(excluded_by(text, subjects))})"
    except NotARow:
        return text


def _head(values: Any) -> Grid:
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = {"kind": SERVICE_KINDS, "per": PERIODS}
    rows: Grid = []
    for key, names in HEAD.items():
        value = values.get(key)
        if isinstance(value, dict):
            rows.append([names[0], value["ko"], value["en"]])
        elif isinstance(value, list):
            rows.append([names[0], ", ".join(value)])
        elif value is not None:
            rows.append([names[0], words[key][value][0] if key in words else value])
    return rows


def _rows(service: ServiceDefinition, lines: Sequence[Line], subjects: Subjects, places: Places) -> Grid:
    used = _columns(lines)
    paying = any(line.amount is not None for line in lines)
    own = [TABLE[key][0] for key in ("id", "ko", "en", "law")]
    last = [TABLE["kind"][0], TABLE["amount"][0]] if paying else [TABLE["kind"][0]]
    rows: Grid = [[*own, *(_heading(subject, subjects) for subject in used.values()), *last]]
    for line in lines:
        by_name = {condition.subject.name: condition for condition in line.conditions}
        cells = [_cell(service, by_name.get(name), subjects, places) for name in used]
        amount: list[str | int | None] = [_amount_cell(line)] if paying else []
        kind = ROW_KINDS[line.kind][0]
        rows.append([line.id, line.label.ko, line.label.en, line.law, *cells, kind, *amount])
    return rows


def _columns(lines: Sequence[Line]) -> dict[str, Subject]:
    """The subjects of the rows, in an order in which every row has its conditions as they stand, if there is one."""
    subjects = {condition.subject.name: condition.subject for line in lines for condition in line.conditions}
    before = TopologicalSorter[str](dict.fromkeys(subjects, ()))
    for line in lines:
        for first, second in pairwise(condition.subject.name for condition in line.conditions):
            before.add(second, first)
    try:
        return {name: subjects[name] for name in before.static_order()}
    except CycleError:  # written by hand; a conjunction may stand in any order
        return subjects


def _heading(subject: Subject, subjects: Subjects) -> str:
    return subject.label.ko if subjects.find(subject.label.ko) == [subject] else subject.name


def _cell(service: ServiceDefinition, condition: Condition | None, subjects: Subjects, places: Places) -> str | None:
    if condition is None:
        return None
    text = cell_text(condition, subjects, places)
    if text is None:
        raise _refused(service.place, condition.subject.name)
    return text


def _amount_cell(line: Line) -> str | int | None:
    if isinstance(line.amount, Figure):
        return f"parameter.{line.amount.name}"
    return None if line.amount is None else int(line.amount)
